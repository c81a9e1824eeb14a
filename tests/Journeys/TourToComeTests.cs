using JobDating.AllInOne.Demo.Coming;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// In the demonstration's tour to come:
/// 1. An employer sees who chose it, says that it would like to meet one, and books another by hand. Somebody has no interview left: it asks to be told.
/// 2. Another employer cancels its interview with that person.
/// 3. At the next site a coordinator makes the plan, reads which wishes it leaves unmet and why, compares, and publishes it.
/// 4. An employer is absent there: its interviews are off. The plan is made again from what stands, and published.
/// 5. The first employer is offered the freed time, and takes it.
/// </summary>
[Collection(Name)]
public sealed class TourToComeTests(Demo demo)
{
    private const string Name = "A tour to come in a browser";

    private const string Publish = "form[action$='/publish'] button";

    private readonly ComingTour _tour = new(ComingEdition.Today);

    private string AtNextSite => $"/editions/{_tour.EditionCode}/sites/{_tour.Sites[1].Code}";

    /// <summary>With a demonstration of its own: who is full there, and who chose whom, is what other journeys change.</summary>
    [CollectionDefinition(Name)]
    public sealed class OwnDemo : ICollectionFixture<Demo>;

    [Fact]
    public async Task Employers_book_and_wait_and_a_coordinator_plans_and_plans_again()
    {
        await using var employer = await demo.VisitAsync();
        await employer.Page.GotoAsync("/registration/demo");
        var full = (await employer.See(".roles p:has-text('a déjà tous ses entretiens')").InnerTextAsync()).Split(" a déjà")[0];
        await employer.LookAsAsync("employer");
        await BookAsync(employer, full);
        await AskToBeToldAsync(employer, full);
        await using (var other = await demo.VisitAsync())
            await CancelAsync(other, full);

        await using (var coordinator = await demo.VisitAsync())
        {
            await coordinator.LookAsAsync("coordinator");
            await coordinator.ReadsAsync("main", _tour.EditionName);
            await PlanAsync(coordinator);
            await MissAsync(coordinator);
            await PlanAgainAsync(coordinator);
        }

        await Journeys.UntilAsync("the freed time is offered", async () =>
        {
            await employer.Page.GotoAsync("/scheduling/employer");
            return await employer.Page.Locator("form[action$='/accept'] button").CountAsync() > 0;
        }, seconds: 100);
        await employer.LooksGoodAsync();
        await employer.See("form[action$='/accept'] button").ClickAsync();
        await employer.ReadsAsync("main", "L’entretien est réservé.");
    }

    private static async Task BookAsync(Visitor her, string full)
    {
        await her.Page.GotoAsync("/scheduling/employer");
        await her.LooksGoodAsync();
        await her.See("main a[href$='/candidates']").ClickAsync();
        await her.ReadsAsync("h1", "Candidats à");
        await her.See("button[name=mark][value$=' want'][aria-pressed=false]").ClickAsync();
        await her.LooksGoodAsync();
        await her.See($"main tr:not(:has-text(\"{full}\")) a[href$='/book']").ClickAsync();
        await her.ReadsAsync("h1", "Un entretien avec");
        await her.LooksGoodAsync();
        await her.See("main form button:not(.quiet)").ClickAsync();
        await her.ReadsAsync("main", "L’entretien est réservé.");
        await her.LooksGoodAsync();
    }

    private static async Task AskToBeToldAsync(Visitor her, string full)
    {
        await her.See("main a[href$='/candidates']").ClickAsync();
        await her.See("main input[name=search]").FillAsync(full);
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync("main", "Tout afficher");
        await her.See($"main tr:has-text(\"{full}\") a[href$='/book']").ClickAsync();
        await her.ReadsAsync("main", "le plus possible");
        await her.LooksGoodAsync();
        await her.See("main form button").ClickAsync();
        await her.ReadsAsync("main", "vous serez prévenu");
        await her.LooksGoodAsync();
    }

    private static async Task CancelAsync(Visitor his, string full)
    {
        await his.LookAsAsync("employer 2");
        await his.Page.GotoAsync("/scheduling/employer");
        await his.See("main a[href^='/scheduling/employer/sites/']").ClickAsync();
        await his.See($"main li:has-text(\"{full}\") a[href$='/cancel']").ClickAsync();
        await his.ReadsAsync("h1", "Annuler l’entretien");
        await his.LooksGoodAsync();
        await his.See("button.danger").ClickAsync();
        await his.ReadsAsync("main", "L’entretien est annulé.");
    }

    private async Task PlanAsync(Visitor her)
    {
        await MakeAsync(her);
        await her.ReadsAsync("section[aria-labelledby=unmet] li", "Le candidat n’a plus de place");
        await her.LooksGoodAsync();
        await her.See("a[href$='/plan/changes']").ClickAsync();
        await her.ReadsAsync("main tbody .tag", "Nouveau");
        await her.LooksGoodAsync();
        await her.Page.GoBackAsync();
        await her.See("section[aria-labelledby=unmet] a").ClickAsync();
        await her.LooksGoodAsync();
        await her.Page.GoBackAsync();
        await her.See(Publish).ClickAsync();
        await her.ReadsAsync("main .tag", "Publié");
        await her.LooksGoodAsync();
    }

    private async Task MissAsync(Visitor her)
    {
        var site = _tour.Sites[1];
        await her.Page.GotoAsync($"/registration/editions/{_tour.EditionCode}/employers?site={site.Code}");
        await her.See("main tbody a").ClickAsync();
        await her.See("main a[href$='/attendances']").ClickAsync();
        await her.See($"tr:has(th:has-text('{site.Name}')) select").SelectOptionAsync("absent");
        await her.LooksGoodAsync();
        await her.See("main form button:not(.quiet)").ClickAsync();
        await her.ReadsAsync("main", "Absent");
        await demo.SettleAsync();
    }

    private async Task PlanAgainAsync(Visitor her)
    {
        await MakeAsync(her);
        await her.ReadsAsync("section[aria-labelledby=unmet] li", "L’employeur est absent");
        await her.See(Publish).ClickAsync();
        await her.ReadsAsync("main .tag", "Publié");
        await her.Page.GotoAsync($"/scheduling{AtNextSite}/timetable");
        await her.LooksGoodAsync();
    }

    /// <summary>Asks for a plan and waits for the draft; the page goes on by itself meanwhile.</summary>
    private async Task MakeAsync(Visitor her)
    {
        await her.Page.GotoAsync($"/scheduling{AtNextSite}/plan");
        await her.See("form[action$='/plan'] button").ClickAsync();
        await Assertions.Expect(her.See(Publish)).ToBeVisibleAsync(new() { Timeout = 60_000 });
    }
}
