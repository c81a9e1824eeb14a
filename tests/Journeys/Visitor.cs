using System.Runtime.CompilerServices;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>Somebody with a browser window, and what must hold on every page that they come to.</summary>
public sealed class Visitor : IAsyncDisposable
{
    public const int Phone = 360;
    public const int Laptop = 1280;

    /// <summary>
    /// A laptop's 1280 px at 400 % and at 200 % zoom: to a page, zoom is a window of so many pixels with sharper letters. 740 and 1000 px are the
    /// narrowest windows that get the wide layout and the wide tables (style.css changes at 46rem and 62rem); then the widest that is asked for.
    /// </summary>
    private static readonly int[] _widths = [320, 640, 740, 1000, 2560];

    /// <summary>Somewhere to put pictures of all pages, to look at; none are made when it is not set.</summary>
    private static readonly string? _pictures = Environment.GetEnvironmentVariable("JOBDATING_PICTURES");
    private static int _picture;

    /// <summary>Where the focus is: "here", an element on which it cannot be seen, or "" for somewhere else. Past the last element it is the page's as a whole.</summary>
    private const string Focus = """
        selector => {
          const at = document.activeElement, box = at.getBoundingClientRect(), style = getComputedStyle(at);
          const drawn = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
          if (at !== document.body && (!drawn || box.width < 2 || box.bottom < 0 || box.top > innerHeight)) return at.outerHTML.slice(0, 200);
          return at.matches(selector) ? 'here' : '';
        }
        """;

    /// <summary>Elements that hide what does not fit into them; not those that only screen readers read.</summary>
    private const string CutOff = """
        () => [...document.querySelectorAll('body *')].filter(at => ['hidden', 'clip'].includes(getComputedStyle(at).overflowX) && at.clientWidth > 1
          && at.scrollWidth > at.clientWidth + 1 && !at.matches('svg *, input, [aria-hidden=true]')).map(at => at.outerHTML.slice(0, 200))
        """;

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
        await See($"form:has(input[value='{role}']) button").ClickAsync();
    }

    /// <summary>On a phone and on a laptop: axe finds nothing, nothing is wider than the window, and the browser has not complained.</summary>
    public async Task LooksGoodAsync([CallerMemberName] string journey = "")
    {
        foreach (var width in (int[])[Phone, Laptop])
        {
            Assert.Empty(await WrongAtAsync(width));
            await PictureAsync($"{journey}-{Interlocked.Increment(ref _picture):000}-{width}");
        }
    }

    /// <summary>What axe finds, what is too wide for such a window, and what the browser has complained of since it was asked last.</summary>
    public async Task<IReadOnlyList<string>> WrongAtAsync(int width)
    {
        await Page.SetViewportSizeAsync(width, 800);
        var wrong = (await Axe.WrongAsync(Page)).Select(violation => $"{Page.Url} at {width} px: {violation}").ToList();
        if (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width)
            wrong.Add($"{Page.Url} is {wide} px wide in a window of {width} px.");
        wrong.AddRange(_complaints);
        _complaints.Clear();
        return wrong;
    }

    /// <summary>Where, zoomed in to 200 % and 400 % or on a very wide screen, a page must be moved sideways or text is cut off.</summary>
    public async Task<IReadOnlyList<string>> WrongAtAnyWidthAsync()
    {
        var wrong = new List<string>();
        foreach (var width in _widths)
        {
            await Page.SetViewportSizeAsync(width, 800);
            if (await Page.EvaluateAsync<int>("document.documentElement.scrollWidth") is var wide && wide > width)
                wrong.Add($"{Page.Url} is {wide} px wide in a window of {width} px.");
            wrong.AddRange((await Page.EvaluateAsync<string[]>(CutOff)).Select(element => $"{Page.Url} at {width} px: cut off: {element}"));
        }
        return wrong;
    }

    /// <summary>The whole page as a picture for JOBDATING_PICTURES.</summary>
    public async Task PictureAsync(string name)
    {
        if (_pictures is not null)
            await Page.ScreenshotAsync(new() { Path = Path.Combine(_pictures, $"{name}.png"), FullPage = true });
    }

    public ILocator See(string selector) => Page.Locator(selector).First;

    /// <summary>Waits until it is there and says that.</summary>
    public Task ReadsAsync(string selector, string text) => Assertions.Expect(Page.Locator(selector).Filter(new() { HasText = text }).First).ToBeVisibleAsync(new() { Timeout = 20_000 });

    /// <summary>Goes there with the Tab key alone, and sees the focus at every stop.</summary>
    public async Task TabToAsync(string selector)
    {
        for (var presses = 0; presses < 200; presses++)
        {
            await Page.Keyboard.PressAsync("Tab");
            switch (await Page.EvaluateAsync<string>(Focus, selector))
            {
                case "here":
                    return;
                case { Length: > 0 } unseen:
                    Assert.Fail($"{Page.Url}: the focus cannot be seen on {unseen}");
                    break;
            }
        }
        Assert.Fail($"{Page.Url}: the Tab key does not lead to {selector}.");
    }

    public async Task TypeAsync(string selector, string text)
    {
        await TabToAsync(selector);
        await Page.Keyboard.TypeAsync(text);
    }

    public async Task PressAsync(string selector, string key = "Enter")
    {
        await TabToAsync(selector);
        await Page.Keyboard.PressAsync(key);
    }

    public async Task FocusIsOnAsync(string selector) => await Assertions.Expect(See(selector)).ToBeFocusedAsync();

    public async ValueTask DisposeAsync() => await _window.DisposeAsync();
}
