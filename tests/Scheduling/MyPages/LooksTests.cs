using JobDating.Scheduling.Bookings;
using JobDating.Tests.Journeys;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.Playwright;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.MyPages;

/// <summary>
/// 1. Ada comes in by her link, and chooses an employer at Ronchin; what she wished for comes first.
/// 2. With the keyboard she takes the first free time; somebody is quicker, so she takes the next, after reading why.
/// 3. She moves the interview to the afternoon, and cancels it after being asked.
/// 4. Globex is full: she waits, a time is freed and offered, and she takes it from her phone.
/// </summary>
public sealed class LooksTests
{
    private const string Send = "main form.card button:not(.quiet)";

    [Theory]
    [InLanguage("fr-FR"), InLanguage("en-GB")]
    public async Task A_candidate_does_everything_on_pages_that_anybody_can_read(string locale)
    {
        await using var here = await AtRonchin.StartAsync();
        var day = here.Work.Site(here.Work.Ronchin, 2, "ronchin", SiteAtWork.Day);
        await here.Work.HearAsync(day with { Sites = [day.Sites[0] with { ClosesAt = new LocalTime(15, 0) }] });
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run"] });
        await using var ada = await Visitor.ArriveAsync(await browser.NewContextAsync(new() { BaseURL = here.Work.House.Address.ToString(), Locale = locale, ReducedMotion = ReducedMotion.Reduce }));
        await ada.Page.Context.APIRequest.GetAsync(await here.LinkAsync(here.Work.Ada), new() { MaxRedirects = 0 });
        await ada.Page.GotoAsync(AtRonchin.My);
        await LooksGoodAsync(ada);
        await ada.See($"main a[href='{here.Site}']").ClickAsync();
        await LooksGoodAsync(ada);
        await ada.See($"main a[href='{here.BookPage(SiteAtWork.Acme)}']").ClickAsync();
        await LooksGoodAsync(ada);

        await here.Work.BookAsync(here.Work.AcmeOne, here.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        await ada.PressAsync("input[name=time]", "Enter");
        await ada.FocusIsOnAsync("#errors");
        await LooksGoodAsync(ada);
        await ada.See(Send).ClickAsync();
        await ada.ReadsAsync("[role=status]", "");
        await LooksGoodAsync(ada);

        await ada.See("main a[href$='/move']").ClickAsync();
        await ada.See($"input[value='{ReadTimes.WordOf(here.Work.AcmeOne, SiteAtWork.At(14, 0))}']").CheckAsync();
        await LooksGoodAsync(ada);
        await ada.See(Send).ClickAsync();
        Assert.Equal("Acme 1 Grace 07:00, Acme 1 Ada 12:00", await here.Work.BookedAsync());
        await ada.See("main a[href$='/cancel']").ClickAsync();
        await LooksGoodAsync(ada);
        await ada.See("main button.danger").ClickAsync();
        await ada.ReadsAsync("[role=status]", "");

        await WaitsAsync(here, ada);
    }

    private static async Task WaitsAsync(AtRonchin here, Visitor ada)
    {
        var day = here.Work.Site(here.Work.Ronchin, 3, "ronchin", SiteAtWork.Day);
        await here.Work.HearAsync(day with { Sites = [day.Sites[0] with { OpensAt = new LocalTime(9, 10), ClosesAt = new LocalTime(9, 20) }] });
        var graces = await here.Work.BookAsync(here.Work.GlobexOne, here.Work.Grace, SiteAtWork.At(9, 10), Booker.Coordinator);
        await ada.Page.GotoAsync(here.Site);
        await LooksGoodAsync(ada);
        await ada.See($"main a[href='{here.BookPage(SiteAtWork.Globex)}']").ClickAsync();
        await LooksGoodAsync(ada);
        await ada.See(Send).ClickAsync();
        await LooksGoodAsync(ada);
        await here.Work.CancelAsync(graces, Booker.Coordinator);
        await here.SweepAsync();
        await ada.Page.GotoAsync(AtRonchin.My);
        await LooksGoodAsync(ada);
        await ada.See("main form[action$='/accept'] button").ClickAsync();
        await ada.ReadsAsync("main .own-lines", "Globex");
        Assert.Equal("Acme 1 Grace 07:00, Globex 1 Ada 07:10", await here.Work.BookedAsync());
    }

    private static async Task LooksGoodAsync(Visitor ada)
    {
        await ada.LooksGoodAsync();
        Assert.Empty(await ada.WrongAtAnyWidthAsync());
    }
}
