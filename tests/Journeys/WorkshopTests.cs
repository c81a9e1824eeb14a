using System.Globalization;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. A coordinator makes this morning's preparation workshop with two places.
/// 2. On the day the page takes it that who is added is there; it is only the list yet, so she unticks that. She finds Ada by the beginning of her name and puts her on the list; of Grace and Alan, by their numbers, only one has a place left, and she reads so.
/// 3. She ticks Ada, who is there, and on Ronchin's page one of three registered is prepared.
/// 4. A colleague reads no French: it says the same in English, and on Ada's page that she attended.
/// 5. At the door Ada and Grace are received. Now one of the two received is prepared, on the site's page and in the bilan.
/// </summary>
[Collection(Demo.Name)]
public sealed class WorkshopTests(Demo demo)
{
    private const string Prepared = "dl.figures > div:has(dt:text-is('{0}'))";

    [Fact]
    public async Task A_workshop_makes_prepared_candidates()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2034", ComingEdition.Today);
        await using var her = await demo.VisitAsync();
        await her.LookAsAsync("coordinator");
        await her.Page.GotoAsync($"{edition.Path}/workshops");
        await her.See("main a[href$='/workshops/new']").ClickAsync();
        await her.See("#name").FillAsync("Réussir l’entretien");
        await her.See("input[name=audience][value=candidates]").CheckAsync();
        await her.See("#date").FillAsync(ComingEdition.Today.ToString("dd/MM/uuuu", CultureInfo.InvariantCulture));
        await her.See("#time").FillAsync("0h15");
        await her.See("#capacity").FillAsync("2");
        await her.See("main form.card button:not(.quiet)").ClickAsync();
        await her.ReadsAsync("[role=status]", "L’atelier est créé.");
        await her.LooksGoodAsync();

        await her.See("#search").FillAsync("lov");
        await her.Page.Keyboard.PressAsync("Enter");
        await her.ReadsAsync("main li", "Lovelace Ada");
        await her.LooksGoodAsync();
        await her.See("#attended").UncheckAsync();
        await her.See("main button[name=code][value=C1]").ClickAsync();
        await her.ReadsAsync("main tbody th", "Lovelace");
        await her.See("#codes").FillAsync("C2\nC3");
        await her.See("#there").UncheckAsync();
        await her.Page.GetByText("Ajouter ces candidats").ClickAsync();
        await her.ReadsAsync("[role=alert]", "Il n’y a pas assez de places : libres, 1 ; demandées, 2.");
        await Assertions.Expect(her.See("#codes")).ToHaveValueAsync("C2\nC3");
        await her.LooksGoodAsync();
        await her.See("#codes").FillAsync("C2");
        await her.Page.GetByText("Ajouter ces candidats").ClickAsync();
        await her.ReadsAsync("main tbody th", "Hopper");

        await her.See("tr:has-text('Lovelace') input[type=checkbox]").CheckAsync();
        await her.Page.GetByText("Enregistrer les présences").First.ClickAsync();
        await her.ReadsAsync("[role=status]", "Les présences sont enregistrées.");
        await her.LooksGoodAsync();
        await her.Page.GotoAsync($"{edition.Path}/sites/ronchin");
        await ReadsPreparedAsync(her, "Inscrits déjà préparés", "1", "des 3 inscrits");
        await her.LooksGoodAsync();

        await her.See("footer a[lang=en]").ClickAsync();
        await ReadsPreparedAsync(her, "Registered, prepared already", "1", "3");
        await her.Page.GotoAsync($"{edition.Path}/candidates?search=lovelace");
        await her.LooksGoodAsync();
        await her.See("main tbody a").ClickAsync();
        await her.ReadsAsync("main li", "Réussir l’entretien – attended");
        await her.LooksGoodAsync();

        await edition.ReceiveAsync("C1", "C2");
        await her.Page.GotoAsync($"{edition.Path}/sites/ronchin");
        await ReadsPreparedAsync(her, "Received and prepared", "1", "2");
        await her.LooksGoodAsync();
        Assert.Contains("\"prepared\":1", await edition.BilanAsync(), StringComparison.Ordinal);
        await her.Page.GotoAsync($"/outcomes/editions/{edition.Code}/bilan");
        await her.ReadsAsync(".report-cards li", "1");
        await her.LooksGoodAsync();
    }

    private static async Task ReadsPreparedAsync(Visitor her, string word, string number, string of)
    {
        var figure = string.Format(CultureInfo.InvariantCulture, Prepared, word);
        await her.ReadsAsync($"{figure} dd:not(.note)", number);
        await her.ReadsAsync($"{figure} dd.note", of);
    }
}
