using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.WaitingList;
using JobDating.Tests.Journeys;
using JobDating.Tests.Scheduling.Bookings;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Scheduling.EmployerPages;

/// <summary>
/// 1. Hank of Acme comes in by his link, sees Ronchin, and marks Ada on the list of candidates.
/// 2. With the keyboard he books her first free time; a colleague of the organiser is quicker, so he takes the next.
/// 3. He moves the interview, is asked before cancelling it, and says who receives at his table.
/// 4. Grace is full: he waits, a time is freed, and he takes it from his phone.
/// 5. On the day he notes what came of it.
/// </summary>
public sealed class LooksTests
{
    private const string Send = "main form.card button:not(.quiet)";

    [Theory]
    [InLanguage("fr-FR"), InLanguage("en-GB")]
    public async Task An_employer_does_everything_on_pages_that_anybody_can_read(string locale)
    {
        await using var at = await AtAcme.StartAsync();
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = ["--no-sandbox", "--disable-quic", "--no-first-run"] });
        await using var hank = await Visitor.ArriveAsync(await browser.NewContextAsync(new() { BaseURL = at.Work.House.Address.ToString(), Locale = locale, ReducedMotion = ReducedMotion.Reduce }));
        await hank.Page.Context.APIRequest.GetAsync(await at.LinkAsync(SiteAtWork.Acme), new() { MaxRedirects = 0 });
        await hank.Page.GotoAsync("/scheduling/employer");
        await LooksGoodAsync(hank);
        await hank.See($"main a[href='{at.Site}/candidates']").ClickAsync();
        await hank.See($"button[value='{at.Work.Ada} want']").ClickAsync();
        await hank.ReadsAsync("button[aria-pressed=true]", "✓");
        await LooksGoodAsync(hank);

        await hank.See($"main a[href='{at.BookPage(at.Work.Ada)}']").ClickAsync();
        await LooksGoodAsync(hank);
        await at.Work.BookAsync(at.Work.AcmeOne, at.Work.Grace, SiteAtWork.At(9, 0), Booker.Coordinator);
        await hank.PressAsync("input[name=time]", "Enter");
        await hank.FocusIsOnAsync("#errors");
        await LooksGoodAsync(hank);
        await hank.See(Send).ClickAsync();
        await hank.ReadsAsync("[role=status]", "");
        await LooksGoodAsync(hank);

        await hank.See("main a[href$='/move']").ClickAsync();
        await LooksGoodAsync(hank);
        await hank.See(Send).ClickAsync();
        await hank.See("main a[href$='/cancel']").ClickAsync();
        await LooksGoodAsync(hank);
        await hank.See("main button.danger").ClickAsync();
        await hank.See("main a[href*='/tables/']").ClickAsync();
        await hank.See("#recruiter").FillAsync("Mme Marie-Christine Vandenbroucke-Delattre");
        await LooksGoodAsync(hank);
        await hank.See(Send).ClickAsync();
        await LooksGoodAsync(hank);

        await WaitsAsync(at, hank);
        at.Work.House.Clock.Reset(SiteAtWork.At(11, 59));
        await hank.Page.GotoAsync("/scheduling/employer/results");
        await LooksGoodAsync(hank);
        await hank.See("main a[href$='/result']").ClickAsync();
        await hank.See(Send).ClickAsync();
        await hank.FocusIsOnAsync("#errors");
        await LooksGoodAsync(hank);
        await hank.See("input[value=conclusive]").CheckAsync();
        await hank.See("#secondOn").FillAsync("25/04/2024");
        await hank.See(Send).ClickAsync();
        await LooksGoodAsync(hank);
        Assert.Equal(["held"], await at.Work.AllAsync<string>("SELECT status FROM interview WHERE result = 'conclusive'"));
    }

    private static async Task WaitsAsync(AtAcme at, Visitor hank)
    {
        await at.Work.RulesAsync("most_per_candidate = 1");
        var elsewhere = await at.Work.BookAsync(at.Work.GlobexOne, at.Work.Grace, SiteAtWork.At(11, 0), Booker.Coordinator);
        await hank.Page.GotoAsync(at.BookPage(at.Work.Grace));
        await LooksGoodAsync(hank);
        await hank.See(Send).ClickAsync();
        await LooksGoodAsync(hank);
        await at.Work.CancelAsync(elsewhere, Booker.Coordinator);
        await OfferFreedTimes.RunAsync(at.Work.House.Scheduling, CancellationToken.None);
        await hank.Page.GotoAsync("/scheduling/employer");
        await LooksGoodAsync(hank);
        await hank.See("main form[action$='/accept'] button").ClickAsync();
        await hank.ReadsAsync("main .own-lines", "Grace");
    }

    private static async Task LooksGoodAsync(Visitor hank)
    {
        await hank.LooksGoodAsync();
        Assert.Empty(await hank.WrongAtAnyWidthAsync());
    }
}
