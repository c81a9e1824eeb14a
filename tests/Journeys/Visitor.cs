using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>Somebody with a browser window, and what must hold on every page that they come to.</summary>
public sealed class Visitor : IAsyncDisposable
{
    private const int Phone = 360;
    private const int Laptop = 1280;

    private readonly IBrowserContext _window;
    private readonly List<string> _complaints = [];

    private Visitor(IBrowserContext window, IPage page)
    {
        (_window, Page) = (window, page);
        page.Console += (_, message) =>
        {
            // A form that is answered with what is wrong with it is no defect, though browsers write its status in red.
            if (message.Type is "error" or "warning" && !message.Text.Contains("status of 422", StringComparison.Ordinal) && !message.Text.Contains("status of 409", StringComparison.Ordinal))
                _complaints.Add($"{page.Url}: {message.Text}");
        };
        page.PageError += (_, error) => _complaints.Add($"{page.Url}: {error}");
    }

    public IPage Page { get; }

    public static async Task<Visitor> ArriveAsync(IBrowserContext window)
    {
        var visitor = new Visitor(window, await window.NewPageAsync());
        await visitor.Page.GotoAsync("/");
        return visitor;
    }

    /// <summary>One click of the demonstration's first page: from now on this is a coordinator's, a candidate's… window.</summary>
    public async Task LookAsAsync(string role)
    {
        await Page.GotoAsync("/registration/demo");
        await See($"form:has(input[value={role}]) button").ClickAsync();
    }

    /// <summary>On a phone and on a laptop: axe finds nothing, nothing is wider than the window, and the browser has not complained.</summary>
    public async Task LooksGoodAsync()
    {
        foreach (var width in (int[])[Phone, Laptop])
            Assert.Empty(await WrongAtAsync(width));
    }

    /// <summary>What axe finds, what is too wide for such a window, and what the browser has complained of since it was asked last.</summary>
    public async Task<IReadOnlyList<string>> WrongAtAsync(int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        var wrong = (await Page.RunAxe()).Violations
            .Select(violation => $"{Page.Url} at {width} px: {violation.Id}: {violation.Help} {string.Join(" ", violation.Nodes.Take(3).Select(node => node.Html))}").ToList();
        if (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width)
            wrong.Add($"{Page.Url} is {wide} px wide in a window of {width} px.");
        wrong.AddRange(_complaints);
        _complaints.Clear();
        return wrong;
    }

    public ILocator See(string selector) => Page.Locator(selector).First;

    /// <summary>Waits until it is there and says that.</summary>
    public Task ReadsAsync(string selector, string text) => Assertions.Expect(Page.Locator(selector).Filter(new() { HasText = text }).First).ToBeVisibleAsync(new() { Timeout = 20_000 });

    /// <summary>Goes there with the Tab key alone, and sees the focus.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            if (!await Page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
                continue;
            Assert.True(await Page.EvaluateAsync<bool>("() => { const s = getComputedStyle(document.activeElement); return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0 || s.boxShadow !== 'none'; }"),
                $"{Page.Url}: the focus on {selector} cannot be seen.");
            return;
        }
        Assert.Fail($"{Page.Url}: the Tab key does not lead to {selector}.");
    }

    public async ValueTask DisposeAsync() => await _window.DisposeAsync();
}
