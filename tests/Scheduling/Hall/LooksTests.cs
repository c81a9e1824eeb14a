using JobDating.Contracts.Registration;
using JobDating.Tests.Journeys;
using JobDating.Tests.Scheduling.Bookings;
using JobDating.Tests.Scheduling.Timetables;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Scheduling.Hall;

/// <summary>
/// 1. The hall's board and a table's page are open in Chromium, on a phone and on a laptop.
/// 2. Somebody at another device calls Ada; the board shows it by itself, and keeps the focus where it was.
/// 3. The network goes: the page says how old it is; the network comes back: it says so no more.
/// 4. The big screen shows who is called, and pages without a script too.
/// </summary>
public sealed class LooksTests
{
    [Theory]
    [InLanguage("fr-FR"), InLanguage("en-GB")]
    public async Task The_hall_can_be_read_by_anybody(string locale)
    {
        await using var hall = await AtTheHall.StartAsync();
        var alan = Guid.CreateVersion7();
        await hall.Work.HearAsync(
            new CandidatesSaved { EditionId = hall.Work.Edition, Candidates = [hall.Work.Candidate(alan, "C3", "Alan")] },
            new WishesChanged { EditionId = hall.Work.Edition, Lists = [hall.Work.Wishes(alan, 1, SiteAtWork.Globex)] });
        await hall.ReceiveAsync(1, alan);
        hall.To(9, 3);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        await using var olga = await Visitor.ArriveAsync(await browser.NewContextAsync(Window(hall, locale)));
        foreach (var page in (string[])["/hall", "/hall?show=late", $"/hall/{hall.Work.AcmeTwo}", "/hall/late?minutes=15", "/screen", "/plan", $"/first/{alan}", $"/first/{hall.Work.Ada}", $"/first/{Guid.Empty}?tries=8"])
        {
            await olga.Page.GotoAsync(CoordinatorsTimetable.Path + page);
            await olga.LooksGoodAsync();
            Assert.Empty(await olga.WrongAtAnyWidthAsync());
        }
        await olga.Page.GotoAsync(CoordinatorsTimetable.Path + "/hall");
        await olga.PressAsync($"button[value='start {hall.Ada} 1']", "Enter");
        await olga.ReadsAsync("tr.running", "Ada");
        await olga.LooksGoodAsync();
    }

    [Fact]
    public async Task The_board_is_live_keeps_the_focus_and_says_how_old_it_is_without_network()
    {
        await using var hall = await AtTheHall.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var window = await browser.NewContextAsync(Window(hall, "fr-FR"));
        var page = await window.NewPageAsync();
        await page.GotoAsync(CoordinatorsTimetable.Path + "/hall");
        await page.Locator($"button[value='start {hall.Ada} 1']").FocusAsync();
        await hall.TapAsync($"call {hall.Ada} 1");
        await Expect(page.GetByText("appelé à 8h55")).ToBeVisibleAsync(new() { Timeout = 5_000 });
        Assert.Equal($"start {hall.Ada} 1c", await page.EvaluateAsync<string>("document.activeElement.value"));
        Assert.Matches(@"^[0-5]:\d\d$", await page.Locator("[data-countdown]").TextContentAsync() ?? "");

        var stale = page.Locator("[data-stale]");
        await window.SetOfflineAsync(true);
        await Expect(stale).ToContainTextAsync("Pas de connexion", new() { Timeout = 20_000 });
        await window.SetOfflineAsync(false);
        await Expect(stale).ToBeHiddenAsync(new() { Timeout = 20_000 });
    }

    [Fact]
    public async Task The_screen_says_aloud_who_is_called_and_comes_again_without_a_script()
    {
        await using var hall = await AtTheHall.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await LaunchAsync(playwright);
        var page = await (await browser.NewContextAsync(Window(hall, "fr-FR"))).NewPageAsync();
        await page.GotoAsync(CoordinatorsTimetable.Path + "/screen");
        await hall.TapAsync($"call {hall.Ada} 1");
        await Expect(page.Locator("[aria-live=polite]")).ToContainTextAsync("maintenant, Acme · table 1", new() { Timeout = 5_000 });
        await Expect(page.Locator("tr.called")).ToHaveCountAsync(1);

        var bare = Window(hall, "fr-FR");
        bare.JavaScriptEnabled = false;
        var plain = await (await browser.NewContextAsync(bare)).NewPageAsync();
        await plain.GotoAsync(CoordinatorsTimetable.Path + "/screen");
        await plain.WaitForURLAsync("**/screen?page=2", new() { Timeout = 20_000 });
        await Expect(plain.Locator("tr.called")).ToBeVisibleAsync();
    }

    private static ILocatorAssertions Expect(ILocator what) => Assertions.Expect(what);

    private static Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run"] });

    private static BrowserNewContextOptions Window(AtTheHall hall, string locale) => new()
    {
        BaseURL = hall.Work.House.Address.ToString(),
        Locale = locale,
        ReducedMotion = ReducedMotion.Reduce,
        ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {TestHouse.Token}" },
    };
}
