using JobDating.Scheduling.Bookings;
using JobDating.Tests.Journeys;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages.Today;

/// <summary>
/// 1. On Ronchin's day Hank opens his table on his phone, and starts with Ada by one tap.
/// 2. He ends conclusive by one tap, adds the second date and a note, and says that Grace did not come.
/// 3. He takes that back; at the end he notes what is missing.
/// </summary>
public sealed class TodayLooksTests
{
    [Theory]
    [InLanguage("fr-FR"), InLanguage("en-GB")]
    public async Task A_recruiters_day_on_a_phone_that_anybody_can_read(string locale)
    {
        await using var at = await AtAcme.StartAsync();
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Ada, SiteAtWork.At(9, 0), Booker.Coordinator);
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 20), Booker.Coordinator);
        at.Work.House.Clock.Reset(SiteAtWork.At(8, 58));
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run"] });
        await using var hank = await Visitor.ArriveAsync(await browser.NewContextAsync(new() { BaseURL = at.Work.House.Address.ToString(), Locale = locale, ReducedMotion = ReducedMotion.Reduce }));
        await hank.Page.Context.APIRequest.GetAsync(await at.LinkAsync(SiteAtWork.Acme), new() { MaxRedirects = 0 });
        await hank.Page.GotoAsync("/scheduling/employer");
        await LooksGoodAsync(hank);
        await hank.See($"main a[href$='{at.Work.AcmeOne}'].button").ClickAsync();
        await LooksGoodAsync(hank);
        await TapAsync(hank, "button[value=start]");
        await LooksGoodAsync(hank);
        await TapAsync(hank, ".today-now button[value=conclusive]");
        await LooksGoodAsync(hank);
        await hank.See(".note details summary").ClickAsync();
        await hank.See("#secondOn").FillAsync("25/04/2024");
        await hank.See("#note").FillAsync("Parle néerlandais");
        await LooksGoodAsync(hank);
        await TapAsync(hank, ".note details form button");
        await TapAsync(hank, ".today-now button[value=miss]");
        await LooksGoodAsync(hank);
        await TapAsync(hank, ".note button[value=back]");
        at.Work.House.Clock.Reset(SiteAtWork.At(10, 0));
        await hank.Page.ReloadAsync();
        await LooksGoodAsync(hank);
        await TapAsync(hank, ".today-missing button[value=undecided]");
        await hank.See("#today-live .note.good").WaitForAsync();
        Assert.Equal(["held conclusive", "held undecided"], await at.Work.AllAsync<string>("SELECT CONCAT(status, ' ', result) FROM interview ORDER BY starts_at"));
    }

    /// <summary>Done on the phone at once, and then the page as the house has it.</summary>
    private static async Task TapAsync(Visitor hank, string button)
    {
        await hank.See(button).ClickAsync();
        await hank.Page.Locator("#today-live:not([data-local])").WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await hank.Page.WaitForLoadStateAsync();
    }

    private static async Task LooksGoodAsync(Visitor hank)
    {
        await hank.LooksGoodAsync();
        Assert.Empty(await hank.WrongAtAnyWidthAsync());
    }
}
