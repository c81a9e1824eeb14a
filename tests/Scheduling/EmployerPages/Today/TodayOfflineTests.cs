using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Running;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages.Today;

/// <summary>
/// 1. Hank opens his day at Ronchin; then the network is gone, and his phone's clock is wrong by hours.
/// 2. He starts and judges Ada, closes the tab, opens it again, and says that Grace did not come: what waits is on the page in words.
/// 3. The network is back; the answer of the first sending is lost. Everything is done once, and the page says so.
/// 4. Without network he notes the day of the second interview and a remark too, and what came of one whose time is over; what is wrong is told on the phone as the house would tell it.
/// 5. What somebody else noted otherwise meanwhile is told, with what he had written; a note that waits is not erased without a question, and never left behind.
/// 6. What somebody else made impossible meanwhile is told, and what Hank signs out of is no longer on the phone.
/// </summary>
public sealed class TodayOfflineTests
{
    private const string Waits = "#today-news .warn";

    [Fact]
    public async Task A_recruiters_day_goes_on_without_network_and_everything_is_done_once()
    {
        await using var day = await DayAsync();
        var (at, context, page) = (day.At, day.Context, day.Page);
        await context.SetOfflineAsync(true);
        await page.Locator("button[value=start]").ClickAsync();
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("1 act is kept on this phone");
        await page.Locator(".today-now button[value=conclusive]").ClickAsync();
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("2 acts are kept on this phone");
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("Ada Ada: conclusive");
        await page.CloseAsync();

        page = await context.NewPageAsync();
        await page.GotoAsync(day.Path);
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("2 acts");
        await Assertions.Expect(page.Locator(".today-now h2")).ToHaveTextAsync("Grace Grace");
        await page.Locator(".today-now button[value=miss]").ClickAsync();
        await Assertions.Expect(page.Locator(".today-day li").Last).ToContainTextAsync("did not come");
        Assert.Equal(["booked", "booked"], await at.Work.AllAsync<string>("SELECT status FROM interview"));

        var lost = 0;
        await page.RouteAsync("**/commands", async route =>
        {
            if (Interlocked.Increment(ref lost) > 1)
            {
                await route.ContinueAsync();
                return;
            }
            await route.FetchAsync();
            await route.AbortAsync();
        });
        await context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(Waits)).ToHaveCountAsync(0, new() { Timeout = 30000 });
        await Assertions.Expect(page.Locator("#today-live")).ToContainTextAsync("did not come");
        Assert.True(lost > 1, $"sent {lost} times");
        Assert.Equal(["held conclusive", "no_show "], await at.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result) FROM interview ORDER BY starts_at"));
        Assert.Equal(["ended", "missed", "started"], (await at.Work.AllAsync<string>("SELECT kind FROM booking_act WHERE kind IN ('started', 'ended', 'missed')")).Order());
    }

    [Fact]
    public async Task What_somebody_else_made_impossible_is_told_and_signing_out_leaves_nothing_on_the_phone()
    {
        await using var day = await DayAsync();
        var (at, context, page) = (day.At, day.Context, day.Page);
        await context.SetOfflineAsync(true);
        await page.Locator("button[value=start]").ClickAsync();
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("1 act");
        await at.Work.CancelAsync(day.Ada, Booker.Hall);
        await context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#today-news .bad")).ToContainTextAsync("Could not be done", new() { Timeout = 30000 });
        await page.Locator("#today-news .bad button").ClickAsync();
        await Assertions.Expect(page.Locator("#today-news .bad")).ToHaveCountAsync(0);

        await page.Locator("form[action='/out'] button").ClickAsync();
        await page.WaitForURLAsync(url => !url.Contains("/today/", StringComparison.Ordinal));
        await context.SetOfflineAsync(true);
        await Assert.ThrowsAsync<PlaywrightException>(() => page.GotoAsync(day.Path));
    }

    [Fact]
    public async Task The_second_date_and_a_note_wait_too_and_what_is_wrong_is_told_on_the_phone()
    {
        await using var day = await DayAsync();
        var (at, context, page) = (day.At, day.Context, day.Page);
        await context.SetOfflineAsync(true);
        await Assertions.Expect(page.Locator("#today-off")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("main .actions a[aria-disabled=true]")).ToHaveTextAsync("Your results");
        await page.Locator(".today-now details summary").ClickAsync();
        await page.Locator(".today-now details button[value=conclusive]").ClickAsync();
        await page.Locator(".today-more summary").ClickAsync();
        await page.Locator("#secondOn").FillAsync("10/04/2024");
        await page.Locator(".today-more button").ClickAsync();
        await Assertions.Expect(page.Locator("#secondOn-wrong")).ToHaveTextAsync("Error: This date is too early: 11/04/2024 at the earliest.");
        await page.Locator("#secondOn").FillAsync("31/04/2024");
        await page.Locator(".today-more button").ClickAsync();
        await Assertions.Expect(page.Locator("#secondOn-wrong")).ToContainTextAsync("Write the date as day/month/year");
        await Assertions.Expect(page.Locator("#secondOn")).ToBeFocusedAsync();
        await page.EvaluateAsync("() => document.getElementById('note').value = 'x'.repeat(1001)");
        await page.Locator("#secondOn").FillAsync("25.4.24");
        await page.Locator(".today-more button").ClickAsync();
        await Assertions.Expect(page.Locator("#note-wrong")).ToContainTextAsync("at most 1000 characters, you typed 1001");
        await page.Locator("#note").FillAsync("Parle néerlandais\nCalme");
        await page.Locator(".today-more button").ClickAsync();
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("3 acts are kept on this phone");
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("conclusive on Thursday 25 April 2024");
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("Ada Ada: note");
        await page.CloseAsync();

        page = await context.NewPageAsync();
        await page.GotoAsync(day.Path);
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("3 acts");
        await page.Locator("a[data-round]").First.ClickAsync();
        await Assertions.Expect(page.Locator(".today-now .today-note")).ToHaveTextAsync("Parle néerlandais\nCalme");
        await page.Locator(".today-more summary").ClickAsync();
        await Assertions.Expect(page.Locator("#secondOn")).ToHaveValueAsync("25/04/2024");
        Assert.Empty(await at.Work.AllAsync<string>("SELECT text FROM interview_note"));
        // The network is back while he is still writing: nothing is taken from under his hands.
        await page.Locator("#note").FillAsync("Parle néerlandais\nCalme\nPonctuelle");
        await context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator(Waits)).ToHaveCountAsync(0, new() { Timeout = 30000 });
        await Assertions.Expect(page.Locator("#note")).ToHaveValueAsync("Parle néerlandais\nCalme\nPonctuelle");
        await page.Locator(".today-more button").ClickAsync();
        await Assertions.Expect(page.Locator("#today-live:not([data-local])")).ToHaveCountAsync(1, new() { Timeout = 30000 });
        Assert.Equal(["conclusive Parle néerlandais\nCalme\nPonctuelle"], await at.Work.AllAsync<string>("SELECT CONCAT(i.result, ' ', n.text) FROM interview i JOIN interview_note n ON n.interview_id = i.id WHERE i.second_interview_on IS NOT NULL"));
        Assert.Equal(["ended", "judged", "noted", "noted"], (await at.Work.AllAsync<string>("SELECT kind FROM booking_act WHERE kind IN ('ended', 'judged', 'noted')")).Order());
        await Assertions.Expect(page.Locator("#today-off")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task What_somebody_else_noted_meanwhile_is_told_and_a_note_is_not_erased_without_a_question()
    {
        await using var day = await DayAsync();
        var (at, context, page) = (day.At, day.Context, day.Page);
        at.Work.House.Clock.Reset(SiteAtWork.At(9, 40));
        await page.ReloadAsync();
        await context.SetOfflineAsync(true);
        await page.Locator(".today-missing button[value=not_conclusive]").First.ClickAsync();
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("Ada Ada: not conclusive");
        await page.Locator(".today-missing button[value=no_show]").ClickAsync();
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("2 acts");
        await day.EndAsync("conclusive");
        await context.SetOfflineAsync(false);
        await Assertions.Expect(page.Locator("#today-news .bad")).ToContainTextAsync("Ada Ada (not conclusive): another result was noted meanwhile, and it stays: conclusive.", new() { Timeout = 30000 });
        Assert.Equal(["held conclusive", "no_show "], await at.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result) FROM interview ORDER BY starts_at"));
        await page.Locator("#today-news .bad button").ClickAsync();

        await page.Locator("a[data-round]").First.ClickAsync();
        await page.Locator(".today-more summary").ClickAsync();
        await context.SetOfflineAsync(true);
        await page.Locator("#note").FillAsync("Very personal");
        await page.Locator(".today-more button").ClickAsync();
        await Assertions.Expect(page.Locator(Waits)).ToContainTextAsync("1 act");
        await page.Locator("form[action='/out'] button").ClickAsync();
        await Assertions.Expect(page.Locator("#today-news")).ToContainTextAsync("1 note is not sent yet");
        await page.Locator("#today-news button", new() { HasText = "Stay" }).ClickAsync();
        Assert.Contains("Very personal", await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)"));
        await page.Locator("form[action='/out'] button").ClickAsync();
        await page.Locator("#today-news button", new() { HasText = "Erase" }).ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("This phone shows nothing of this day any more");
        Assert.Equal("{}", await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)"));
        Assert.Empty(await at.Work.AllAsync<string>("SELECT text FROM interview_note"));
    }

    [Fact]
    public async Task What_waits_overnight_is_sent_from_the_page_of_the_next_day_which_holds_nobody()
    {
        await using var day = await DayAsync();
        await day.Context.SetOfflineAsync(true);
        await day.Page.Locator("button[value=start]").ClickAsync();
        await day.Page.Locator(".today-now button[value=conclusive]").ClickAsync();
        await day.Page.Locator(".today-more summary").ClickAsync();
        await day.Page.Locator("#note").FillAsync("Parle néerlandais");
        await day.Page.Locator(".today-more button").ClickAsync();
        await Assertions.Expect(day.Page.Locator(Waits)).ToContainTextAsync("3 acts");
        await day.Page.CloseAsync();

        day.At.Work.House.Clock.Reset(SiteAtWork.At(9, 0) + NodaTime.Duration.FromDays(1));
        await day.Context.SetOfflineAsync(false);
        var page = await day.Context.NewPageAsync();
        await page.GotoAsync(day.Path);
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Results can still be noted");
        await Assertions.Expect(page.Locator(".today-day li").First).ToContainTextAsync("conclusive", new() { Timeout = 30000 });
        Assert.Equal(["conclusive Parle néerlandais"], await day.At.Work.AllAsync<string>("SELECT CONCAT(i.result, ' ', n.text) FROM interview i JOIN interview_note n ON n.interview_id = i.id"));
        Assert.DoesNotContain("Parle", await page.EvaluateAsync<string>("() => JSON.stringify(localStorage)"));
        await Assertions.Expect(page.Locator(Waits)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task When_the_day_is_over_its_names_are_gone_from_the_phone()
    {
        await using var day = await DayAsync();
        await day.Context.SetOfflineAsync(true);
        await day.Page.EvaluateAsync("() => sessionStorage.setItem('later', '1')");
        await day.Page.ReloadAsync();
        await Assertions.Expect(day.Page.Locator("main")).ToContainTextAsync("The day is over");
        await Assertions.Expect(day.Page.Locator("body")).Not.ToContainTextAsync("Ada Ada");
        await Assert.ThrowsAsync<PlaywrightException>(() => day.Page.ReloadAsync());
    }

    private sealed record Day(AtAcme At, Guid Ada, IPlaywright Playwright, IBrowser Browser, IBrowserContext Context, IPage Page) : IAsyncDisposable
    {
        public string Path => $"/scheduling/employer/today/{At.Work.AcmeOne}";

        /// <summary>By somebody who enters what stands on paper.</summary>
        public async Task EndAsync(string result)
        {
            await using var tx = await At.Work.House.Scheduling.BeginAsync(Actor.Command("test"), CancellationToken.None);
            await RunInterview.EndAsync(tx, new Act(Guid.CreateVersion7(), Booker.Coordinator), Ada, null, new RunInterview.Judgement(result, null), CancellationToken.None);
            await tx.CommitAsync(CancellationToken.None);
        }

        public async ValueTask DisposeAsync()
        {
            await Browser.DisposeAsync();
            Playwright.Dispose();
            await At.DisposeAsync();
        }
    }

    /// <summary>Hank's phone, whose clock is five hours and some years wrong, with the page of his day open and kept.</summary>
    private static async Task<Day> DayAsync()
    {
        var at = await AtAcme.StartAsync();
        var ada = await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        at.Work.House.Clock.Reset(SiteAtWork.At(8, 58));
        var playwright = await Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run"] });
        var context = await browser.NewContextAsync(new() { BaseURL = at.Work.House.Address.ToString(), Locale = "en-GB", ReducedMotion = ReducedMotion.Reduce, ViewportSize = new() { Width = 360, Height = 740 } });
        await context.AddInitScriptAsync("{ const real = Date.now; Date.now = () => real() + 5 * 3600000 + (sessionStorage.getItem('later') ? 16 * 3600000 : 0); }");
        await context.APIRequest.GetAsync(await at.LinkAsync(SiteAtWork.Acme), new() { MaxRedirects = 0 });
        var page = await context.NewPageAsync();
        var day = new Day(at, ada, playwright, browser, context, page);
        await page.GotoAsync(day.Path);
        await page.Locator("html[data-kept=yes]").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        return day;
    }
}
