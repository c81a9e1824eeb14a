using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>A recruiter's phone: starts, ends and judges one interview after the other, with network or without.</summary>
internal sealed class TableWindow(int number, Employer employer, DayHouse house, PlainList list, int seed) : Window($"table {number}", house.TodayPath(employer), house, list, seed)
{
    private static readonly IReadOnlyDictionary<string, string> _shown = new Dictionary<string, string>
    {
        ["start"] = "en cours",
        ["conclusive"] = "concluant",
        ["not_conclusive"] = "pas concluant",
        ["undecided"] = "indécis",
        ["end"] = "à noter",
        ["miss"] = "pas venu",
    };

    public Employer Employer { get; } = employer;

    /// <summary>Sentences that refused something, each as the phone showed it.</summary>
    public List<string> Refused { get; } = [];

    public async Task PlayAsync(IEnumerable<Interview> interviews, DayClock clock)
    {
        foreach (var interview in interviews)
        {
            await clock.RoundAsync(interview.Round, Random.NextDouble() * 0.3);
            if (IsAway && Random.NextDouble() < 0.4)
                await ReopenAsync();
            if (interview is { Ends: "miss", HallMisses: true })
                continue;
            if (interview.Ends == "miss")
            {
                await TapAsync(interview, "miss");
                continue;
            }
            await interview.Person.Seat.WaitAsync();
            try
            {
                await HoldAsync(interview, clock);
            }
            finally
            {
                interview.Person.Seat.Release();
            }
        }
    }

    protected override int Width => Visitor.Phone;

    public override async Task NothingWaitsAsync()
    {
        await Expect(Page.Locator("#today-news .warn")).ToHaveCountAsync(0, new() { Timeout = 60_000 });
        var refused = Page.Locator("#today-news .bad");
        if (await refused.CountAsync() == 0)
            return;
        Refused.AddRange(await refused.Locator("li").AllInnerTextsAsync());
        await refused.Locator("button").ClickAsync();
        await Expect(refused).ToHaveCountAsync(0);
    }

    protected override async Task OpenedAsync() => await Page.Locator("html[data-kept=yes]").WaitForAsync(new() { State = WaitForSelectorState.Attached });

    private async Task HoldAsync(Interview interview, DayClock clock)
    {
        if (interview.Way != "over")
        {
            await TapAsync(interview, "start");
            await clock.PauseAsync(0.25 + Random.NextDouble() * 0.2);
        }
        if (interview.Way == "corrected")
        {
            await TapAsync(interview, interview.Ends == "undecided" ? "conclusive" : "undecided");
            await TapAsync(interview, "back");
        }
        await TapAsync(interview, interview.Ends);
    }

    /// <summary>Until the day's list shows it: a page that is just being replaced by a newer one may swallow the tap, and whoever taps sees that and taps again.</summary>
    private async Task TapAsync(Interview interview, string act)
    {
        var line = Page.Locator($".today-day li[data-round='{interview.Id}']");
        var known = List.Of(act).Count(one => one.Window == Name && one.Subject == $"{interview.Id}");
        for (var end = DateTime.UtcNow.AddSeconds(40); ; await Task.Delay(50))
        {
            try
            {
                await ChooseAsync(interview);
                var form = Page.Locator($"#today-live form:has(input[name=interview][value='{interview.Id}'])").First;
                var button = form.Locator($"button[value={act}]").First;
                // The hall thought that they did not come: they are here after all.
                if (act is not ("back" or "miss") && await line.Locator(".tag").InnerTextAsync(new() { Timeout = 1_000 }) == _shown["miss"])
                    button = form.Locator("button[value=back]").First;
                else if (!await button.IsVisibleAsync())
                    await form.Locator("summary").First.ClickAsync(new() { Timeout = 2_000 });
                await button.ClickAsync(new() { Timeout = 2_000 });
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                if (DateTime.UtcNow > end)
                    throw new TimeoutException($"{Name} could not press {act} for {interview.Person.Name} ({Page.Url}): {await Page.Locator("main").InnerTextAsync()}", exception);
            }
            if (await IsShownAsync(line, act, known, interview))
                return;
        }
    }

    /// <summary>The press has reached the page, and the page shows what it did.</summary>
    private async Task<bool> IsShownAsync(ILocator line, string act, int known, Interview interview)
    {
        for (var end = DateTime.UtcNow.AddSeconds(2); DateTime.UtcNow < end; await Task.Delay(30))
            try
            {
                if (List.Of(act).Count(one => one.Window == Name && one.Subject == $"{interview.Id}") > known && (act == "back" || await line.Locator(".tag").InnerTextAsync(new() { Timeout = 1_000 }) == _shown[act]))
                    return true;
            }
            catch (Exception exception) when (exception is PlaywrightException or TimeoutException)
            {
                // Being replaced.
            }
        return false;
    }

    private async Task ChooseAsync(Interview interview)
    {
        var card = Page.Locator($"#today-live input[name=interview][value='{interview.Id}']");
        if (await card.CountAsync() > 0)
            return;
        await Page.Locator($".today-day a[data-round='{interview.Id}']").ClickAsync(new() { Timeout = 2_000 });
        await card.First.WaitForAsync(new() { State = WaitForSelectorState.Attached, Timeout = 4_000 });
    }
}
