using Microsoft.AspNetCore.Http;
using static Microsoft.Playwright.Assertions;

namespace JobDating.Tests.Journeys.SiteDay;

/// <summary>Whoever runs the hall: finds which employers are there, calls, and says who did not come, at the board or at a table's page. Without network the board says how old it is.</summary>
internal sealed class HallWindow(DayHouse house, PlainList list, int seed) : Window("hall", house.HallPath, house, list, seed)
{
    private DateTimeOffset? _pressed;

    public async Task PlayAsync(DayPlan plan, DayClock clock)
    {
        foreach (var employer in plan.Employers)
            if (await PressAsync($"button[value='present {employer.Siret}']"))
                List.Note(Name, "present", employer.Siret, _pressed);
        foreach (var round in plan.Interviews.GroupBy(interview => interview.Round))
        {
            await clock.RoundAsync(round.Key, -0.3);
            if (round.Key == plan.Size.Rounds / 2)
                await LoseAsync();
            foreach (var interview in round.Where(interview => interview.HallMisses))
                await ActAsync(interview, "miss");
            // Who is next is called while the others still sit.
            foreach (var interview in plan.Interviews.Where(interview => interview.Round == round.Key + 1 && interview is { HallMisses: false, Ends: not "miss" } && List.Of("start").All(line => line.Subject != $"{interview.Id}")).OrderBy(_ => Random.Next()).Take(Math.Max(2, plan.Employers.Count / 4)))
                if (!clock.IsPast(interview.Round))
                    await ActAsync(interview, "call");
        }
    }

    public override async Task NothingWaitsAsync()
    {
        await Page.GotoAsync(Path);
        await Expect(Page.Locator("#board tr.running")).ToHaveCountAsync(0, new() { Timeout = 30_000 });
    }

    protected override Task OpenedAsync() => Page.Locator("#board").WaitForAsync();

    protected override void Pressed(string act, string subject, DateTimeOffset at) => _pressed = at;

    /// <summary>On the page that is open where it has the button, else at the table's. Where somebody was quicker there is none, or it is refused: nothing is done.</summary>
    private async Task ActAsync(Interview interview, string act)
    {
        var button = $"button[value^='{act} {interview.Id} ']";
        if (await Page.Locator(button).CountAsync() == 0)
            await Page.GotoAsync($"{Path}/{House.TableOf(interview.Employer)}");
        if (await PressAsync(button))
            List.Note(Name, act, $"{interview.Id}", _pressed);
    }

    /// <summary>Whether it was there and was done.</summary>
    private async Task<bool> PressAsync(string button)
    {
        _pressed = null;
        if (await Page.Locator(button).CountAsync() == 0)
            return false;
        var answered = Page.WaitForResponseAsync(response => response.Request.Method == "POST", new() { Timeout = 60_000 });
        try
        {
            await Page.Locator(button).First.ClickAsync(new() { Timeout = 5_000 });
        }
        catch (TimeoutException)
        {
            // The board was renewed meanwhile, and the button is gone; or it was pressed, and the answer takes its time.
            await Task.Delay(1_000);
            if (_pressed is null)
            {
                _ = answered.ContinueWith(never => never.Exception, TaskScheduler.Default);
                return false;
            }
        }
        var answer = await answered;
        await Page.Locator("main").WaitForAsync();
        return answer.Status == StatusCodes.Status303SeeOther;
    }

    /// <summary>The board is looked at while there is no network.</summary>
    private async Task LoseAsync()
    {
        await Page.GotoAsync(Path);
        await CutAsync(away: true);
        await Expect(Page.Locator("[data-stale]")).ToContainTextAsync("Pas de connexion", new() { Timeout = 20_000 });
        await CutAsync(away: false);
        await Expect(Page.Locator("[data-stale]")).ToBeHiddenAsync(new() { Timeout = 20_000 });
    }
}
