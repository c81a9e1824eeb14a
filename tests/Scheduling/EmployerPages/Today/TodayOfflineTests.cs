using JobDating.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages.Today;

/// <summary>
/// 1. Hank opens his day at Ronchin; then the network is gone, and his phone's clock is wrong by hours.
/// 2. He starts and judges Ada, closes the tab, opens it again, and says that Grace did not come: what waits is on the page in words.
/// 3. The network is back; the answer of the first sending is lost. Everything is done once, and the page says so.
/// 4. What somebody else made impossible meanwhile is told, and what Hank signs out of is no longer on the phone.
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
