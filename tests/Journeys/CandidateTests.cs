using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. Somebody comes to the address that the coordinator published, and registers in three steps: two sites, two wishes in order, consent.
/// 2. They are on their own page: QR badge, where and when, the calendar file.
/// 3. Days later they come back by the link in their mail, and change their mind about the offers.
/// 4. They cancel one of the two sites, then have their data erased: the link opens nothing any more, and no figure of the edition has moved.
/// Jeanne does it in French with the keyboard alone, and sees where she is at every stop. Joan does it in English in a browser that runs no scripts.
/// </summary>
[Collection(Demo.Name)]
public sealed class CandidateTests(Demo demo)
{
    [Fact]
    public async Task In_French_with_the_keyboard_alone()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2032", ComingEdition.Today.PlusDays(60));
        await using var her = await demo.VisitAsync();
        await her.Page.GotoAsync(await edition.RegisterAddressAsync());
        await her.LooksGoodAsync();
        await her.PressAsync("button[value=where]");
        await her.FocusIsOnAsync("#errors");
        await her.LooksGoodAsync();
        await her.PressAsync("#errors li:first-child a[href='#firstName']");
        await her.FocusIsOnAsync("#firstName");
        await her.Page.Keyboard.TypeAsync("Jeanne");
        foreach (var (field, text) in new[] { ("lastName", "Barret"), ("birthDate", "27/7/1966"), ("phone", "06 39 98 12 12"), ("email", "jeanne@example.org") })
            await her.TypeAsync($"#{field}", text);
        await her.Page.Keyboard.PressAsync("Enter");

        await her.ReadsAsync("h2", "Où voulez-vous venir ?");
        Assert.True(await her.Page.GetByLabel("Ronchin").IsCheckedAsync(), "The site whose address was published is chosen already.");
        await her.LooksGoodAsync();
        await her.PressAsync(await IdAsync(her, "Tourcoing"), "Space");
        await her.PressAsync("button[value=offers]");

        await her.ReadsAsync("h2", "Quelles offres vous intéressent ?");
        await her.TypeAsync(await IdAsync(her, "Boulanger"), "2");
        await her.TypeAsync(await IdAsync(her, "Cuisinière"), "1");
        await her.PressAsync("#consentRegistration", "Space");
        await her.LooksGoodAsync();
        await her.PressAsync("button[value=register]");
        await her.ReadsAsync("[role=status]", "Votre inscription est enregistrée.");
        await OwnPageAsync(her, "Bonjour Jeanne", "Cuisinière", "Boulanger");
        await her.LooksGoodAsync();
        Assert.Equal(2, Events(await ComingEdition.DownloadAsync(her, () => her.PressAsync("a[href$='calendar.ics']"))));

        await using var later = await demo.VisitAsync();
        var link = await edition.LinkInMailAsync("jeanne@example.org", "fr");
        await later.Page.GotoAsync(link);
        await later.PressAsync("a[href$='/wishes']");
        await later.TypeAsync(await IdAsync(later, "Cuisinière"), "Pas");
        await later.LooksGoodAsync();
        await later.PressAsync("button[value=save]");
        await OwnPageAsync(later, "Bonjour Jeanne", "Boulanger");
        await later.PressAsync("a[href$='/cancel']");
        await later.ReadsAsync("h1", "Annuler ma venue");
        await later.LooksGoodAsync();
        await later.PressAsync("button.danger");
        await later.ReadsAsync(".tag.bad", "annulé par vous");
        Assert.Equal(1, Events(await ComingEdition.DownloadAsync(later, () => later.PressAsync("a[href$='calendar.ics']"))));

        var before = await edition.BilanAsync();
        await later.PressAsync("a[href$='/erase']");
        await later.ReadsAsync("h1", "Effacer mes données");
        await later.LooksGoodAsync();
        await later.PressAsync("button.danger");
        await later.ReadsAsync("h1", "Vos données sont effacées");
        await later.LooksGoodAsync();
        await IsGoneAsync(edition, later, link, before, "barret");
    }

    [Fact]
    public async Task In_English_without_scripts()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2033", ComingEdition.Today.PlusDays(60));
        await using var her = await demo.VisitAsync("en-GB", scripts: false);
        await her.Page.GotoAsync(await edition.RegisterAddressAsync());
        foreach (var (field, text) in new[] { ("firstName", "Joan"), ("lastName", "Clarke"), ("birthDate", "24/06/1967"), ("email", "joan@example.org") })
            await her.See($"#{field}").FillAsync(text);
        await her.See("button[value=where]").ClickAsync();
        await her.Page.GetByLabel("Tourcoing").CheckAsync();
        await her.See("button[value=offers]").ClickAsync();
        await her.Page.GetByLabel("Cuisinière").SelectOptionAsync("1");
        await her.Page.GetByLabel("Boulanger").SelectOptionAsync("1");
        await her.See("#consentRegistration").CheckAsync();
        await her.See("button[value=register]").ClickAsync();
        await her.ReadsAsync("[role=alert]", "Please give each a different number.");
        await her.Page.GetByLabel("Boulanger").SelectOptionAsync("2");
        await her.See("button[value=register]").ClickAsync();
        await her.ReadsAsync("[role=status]", "Your registration has been recorded.");
        await OwnPageAsync(her, "Hello Joan", "Cuisinière", "Boulanger");
        Assert.Equal(2, Events(await ComingEdition.DownloadAsync(her, () => her.See("a[href$='calendar.ics']").ClickAsync())));

        await using var later = await demo.VisitAsync("en-GB", scripts: false);
        var link = await edition.LinkInMailAsync("joan@example.org", "en");
        await later.Page.GotoAsync(link);
        await later.See("a[href$='/wishes']").ClickAsync();
        await later.Page.GetByLabel("Boulanger").SelectOptionAsync("");
        await later.See("button[value=save]").ClickAsync();
        await OwnPageAsync(later, "Hello Joan", "Cuisinière");
        await later.See("a[href$='/cancel']").ClickAsync();
        await later.See("button.danger").ClickAsync();
        await later.ReadsAsync(".tag.bad", "cancelled by you");
        Assert.Equal(1, Events(await ComingEdition.DownloadAsync(later, () => later.See("a[href$='calendar.ics']").ClickAsync())));

        var before = await edition.BilanAsync();
        await later.See("a[href$='/erase']").ClickAsync();
        await later.ReadsAsync("main li", "the edition’s figures do not change");
        await later.See("button.danger").ClickAsync();
        await later.ReadsAsync("h1", "Your data have been erased");
        await IsGoneAsync(edition, later, link, before, "clarke");
    }

    /// <summary>The badge can be seen, both sites are there, and the wishes stand in their order.</summary>
    private static async Task OwnPageAsync(Visitor her, string hello, params string[] wishes)
    {
        await her.ReadsAsync("h1", hello);
        Assert.Equal("/registration/me", new Uri(her.Page.Url).AbsolutePath);
        var badge = (await her.See("svg.own-qr").BoundingBoxAsync())!;
        Assert.True(badge.Width >= 120, $"The badge is only {badge.Width} px wide.");
        await her.ReadsAsync("main li", "Salle des fêtes");
        await her.ReadsAsync("main li", "Halle aux sports");
        Assert.Equal(wishes, (await her.Page.Locator("section[aria-labelledby=wishes] li").AllInnerTextsAsync()).Select(wish => wish.Split(" –")[0]));
    }

    private async Task IsGoneAsync(ComingEdition edition, Visitor her, string link, string before, string name)
    {
        Assert.Contains("\"registered\":4", before.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Equal(before, await edition.BilanAsync());
        Assert.Equal(410, (await her.Page.GotoAsync(link))!.Status);
        await using var coordinator = await demo.VisitAsync();
        await coordinator.LookAsAsync("coordinator");
        await coordinator.Page.GotoAsync($"{edition.Path}/candidates?search={name}");
        Assert.Equal(0, await coordinator.Page.Locator("main tbody th").CountAsync());
    }

    private static async Task<string> IdAsync(Visitor her, string label) => $"[id='{await her.Page.GetByLabel(label).GetAttributeAsync("id")}']";

    private static int Events(string calendar) => calendar.Split("BEGIN:VEVENT").Length - 1;
}
