using JobDating.Tests.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// A coordinator, in French with the keyboard alone.
/// 1. Three candidates wished for Acme, one of them also for Globex. She lets a candidate have two interviews at most, and asks for a plan.
/// 2. She compares: what is new, for whom; and publishes. The timetable shows it.
/// 3. She books an interview by hand.
/// 4. Acme will be absent: its interviews are gone, the plan is made again, and says which wishes it cannot meet and why.
/// 5. She opens the sheets to print.
/// </summary>
[Collection(Demo.Name)]
public sealed class PlanTests(Demo demo)
{
    [Fact]
    public async Task From_the_rules_to_the_printed_sheets_in_French_with_the_keyboard_alone()
    {
        using var site = await SiteToBook.MakeAsync(demo, "2042");
        await site.RegisterAsync("Grace", "Hopper", "Boulanger", "Cuisinière");
        await site.RegisterAsync("Alan", "Turing", "Boulanger");
        await site.RegisterAsync("Joan", "Clarke", "Boulanger");
        await using var her = await demo.VisitAsync();
        await her.LookAsAsync("coordinator");
        await her.Page.GotoAsync($"{site.Path}/rules");
        await her.TypeAsync("#mostPerCandidate", "2");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync("[role=status]", "Les règles sont enregistrées.");

        await her.PressAsync("nav.ways a[href$='/plan']");
        await her.ReadsAsync("h2", "Faire un plan");
        await PlanAsync(her);
        await her.ReadsAsync("main li", "4 entretiens nouveaux");
        await her.LooksGoodAsync();
        await her.PressAsync("main a[href$='/plan/changes']");
        await her.ReadsAsync("main tbody", "Hopper");
        await her.Page.GoBackAsync();
        await her.PressAsync("form[action$='/plan/publish'] button");
        await her.ReadsAsync(".tags", "Publié");
        await her.PressAsync("nav.ways a[href$='/timetable']");
        await her.ReadsAsync("table.grid td", "Hopper");
        await her.LooksGoodAsync();

        await her.PressAsync("nav.ways a[href$='/timetable/candidates']");
        await her.PressAsync($"main a[href='{await her.Page.Locator("main tbody th a", new() { HasText = "Turing" }).GetAttributeAsync("href")}']");
        await her.ReadsAsync("h1", "Turing");
        await her.TypeAsync("#table", "Globex");
        await her.PressAsync("form.filter button");
        await her.ReadsAsync("h3", "Globex");
        await her.PressAsync("input[name=at]", "Space");
        await her.PressAsync("form[action$='/book'] button");
        await her.ReadsAsync("[role=status]", "L’entretien est réservé.");
        await her.ReadsAsync("main ul.lines", "Globex");

        await her.Page.GotoAsync($"/registration/editions/{site.Code}/employers/{WrittenArchive.Acme}/attendances");
        await her.TypeAsync($"[id='{await her.Page.GetByLabel("Présence à Tourcoing").GetAttributeAsync("id")}']", "Absent");
        await her.PressAsync("main form[action$='/attendances'] button");
        await her.Page.WaitForURLAsync(address => !address.EndsWith("/attendances", StringComparison.Ordinal));
        await demo.SettleAsync();
        await her.Page.GotoAsync($"{site.Path}/plan");
        await PlanAsync(her);
        await her.ReadsAsync("main section[aria-labelledby=unmet] li", "(3)");
        await her.LooksGoodAsync();
        await her.PressAsync("main section[aria-labelledby=unmet] li a");
        await her.ReadsAsync("main tbody", "Clarke");

        await her.Page.GotoAsync($"{site.Path}/timetable");
        await her.PressAsync("main a[href$='/print/tables']");
        await her.ReadsAsync(".table-sheet", "Turing");
        await her.LooksGoodAsync();
    }

    /// <summary>Asks for a plan of one second, and waits on its page until it is there.</summary>
    private static async Task PlanAsync(Visitor her)
    {
        await her.TabToAsync("#seconds");
        await her.Page.Keyboard.PressAsync("Control+a");
        await her.Page.Keyboard.TypeAsync("1");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync(".tags", "Brouillon");
    }
}
