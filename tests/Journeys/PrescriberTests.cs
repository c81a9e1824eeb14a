using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Journeys;

/// <summary>
/// 1. A coordinator adds Katherine as a contact of the structure Emploi, who is written to in English, reads who will be mailed, and invites her.
/// 2. Katherine comes in by the link in her mail: she has no candidates yet, and sees nobody of the structure Mission.
/// 3. She registers Dorothy for Ronchin in three steps. A date that does not exist and a missing consent are said at their fields; nothing is lost.
/// 4. Two offers are wished for, the cook's first. Dorothy's page shows them in that order, and her own link.
/// 5. Her list has Dorothy and nobody else, also in French; Alan of Mission is not found, and his page is not hers to open.
/// 6. The coordinator sees that Emploi has sent one, and takes Katherine's link back: she is out at once.
/// </summary>
[Collection(Demo.Name)]
public sealed class PrescriberTests(Demo demo)
{
    private const string Send = "main form.card button:not(.quiet)";

    [Fact]
    public async Task A_prescriber_is_invited_and_registers_a_candidate()
    {
        using var edition = await ComingEdition.MakeAsync(demo, "2031", ComingEdition.Today.PlusDays(60));
        await using var coordinator = await demo.VisitAsync();
        await coordinator.LookAsAsync("coordinator");
        await InviteAsync(coordinator, edition);

        await using var her = await demo.VisitAsync("en-GB");
        await her.Page.GotoAsync(await edition.LinkInMailAsync("katherine@example.org", "en"));
        await her.ReadsAsync("h1", "My candidates");
        Assert.EndsWith("/registration/prescriber", her.Page.Url);
        await her.ReadsAsync("main", "You have not registered anybody yet.");
        await her.LooksGoodAsync();

        await her.See("main a[href$='/register']").ClickAsync();
        await RegisterAsync(her);
        await her.ReadsAsync("h1", "Dorothy Vaughan");
        Assert.Equal(["Cuisinière", "Boulanger"], (await her.Page.Locator("main ol li").AllInnerTextsAsync()).Select(wish => wish.Split(" –")[0]));
        await her.LooksGoodAsync();
        var dorothy = her.Page.Url;
        await her.See("main a[href$='/link']").ClickAsync();
        await Assertions.Expect(her.See("svg.own-qr")).ToBeVisibleAsync();
        await her.LooksGoodAsync();

        await SeesOnlyHersAsync(her, edition);
        await TakeBackAsync(coordinator, edition);
        await her.Page.GotoAsync(dorothy);
        Assert.Equal("/registration/sign-in", new Uri(her.Page.Url).AbsolutePath);
    }

    private static async Task InviteAsync(Visitor her, ComingEdition edition)
    {
        await her.Page.GotoAsync($"{edition.Path}/structures");
        await her.See("main tbody a:has-text('Emploi')").ClickAsync();
        await her.See("main a[href$='/contacts/new']").ClickAsync();
        await her.See("#name").FillAsync("Katherine Johnson");
        await her.See("#email").FillAsync("katherine@example.org");
        await her.See("input[name=language][value=en]").CheckAsync();
        await her.See(Send).ClickAsync();
        await her.ReadsAsync("main tbody th", "Katherine Johnson");
        await her.Page.GotoAsync($"{edition.Path}/invitations/prescribers");
        await her.Page.GetByLabel("Katherine Johnson").CheckAsync();
        await her.See("main form button.quiet").ClickAsync();
        await her.ReadsAsync("main li", "katherine@example.org");
        await her.LooksGoodAsync();
        await her.See("main button.danger").ClickAsync();
        await her.ReadsAsync("[role=status]", "1 invitation");
        await her.LooksGoodAsync();
    }

    private static async Task RegisterAsync(Visitor her)
    {
        await her.ReadsAsync("h2", "Who are you registering?");
        await her.ReadsAsync(".steps [aria-current=step]", "The candidate");
        foreach (var (field, text) in new[] { ("firstName", "Dorothy"), ("lastName", "Vaughan"), ("birthDate", "31/02/1965") })
            await her.See($"#{field}").FillAsync(text);
        await her.See(Send).ClickAsync();
        await her.See("[role=alert] a").ClickAsync();
        await her.FocusIsOnAsync("#birthDate");
        await Assertions.Expect(her.See("#firstName")).ToHaveValueAsync("Dorothy");
        await her.LooksGoodAsync();
        await her.See("#birthDate").FillAsync("20/09/1965");
        await her.See(Send).ClickAsync();

        await her.ReadsAsync("h2", "Where will the candidate come?");
        await her.LooksGoodAsync();
        await her.Page.GetByLabel("Ronchin").CheckAsync();
        await her.See(Send).ClickAsync();

        await her.ReadsAsync("h2", "Which offers interest the candidate?");
        await her.Page.GetByLabel("Cuisinière").SelectOptionAsync("1");
        await her.Page.GetByLabel("Boulanger").SelectOptionAsync("2");
        await her.See("button[value=register]").ClickAsync();
        await her.See("[role=alert] a").ClickAsync();
        await her.FocusIsOnAsync("#consentRegistration");
        await Assertions.Expect(her.Page.GetByLabel("Boulanger")).ToHaveValueAsync("2");
        await her.LooksGoodAsync();
        await her.See("#consentRegistration").CheckAsync();
        await her.See("button[value=register]").ClickAsync();
    }

    private static async Task SeesOnlyHersAsync(Visitor her, ComingEdition edition)
    {
        await her.Page.GotoAsync("/registration/prescriber");
        Assert.Equal(["Vaughan Dorothy"], await her.Page.Locator("main tbody th").AllInnerTextsAsync());
        await her.ReadsAsync("main td", "registered");
        await her.See("footer a[lang=fr]").ClickAsync();
        await her.ReadsAsync("main td", "inscrit");
        await her.LooksGoodAsync();
        await her.Page.GotoAsync("/registration/prescriber?search=turing");
        Assert.Equal(0, await her.Page.Locator("main tbody th").CountAsync());
        Assert.Equal(404, (await her.Page.GotoAsync($"/registration/prescriber/candidates/{await edition.CandidateAsync("turing")}"))!.Status);
        await her.ReadsAsync("main", "Il n’y a pas de candidat de votre structure à cette adresse.");
    }

    private static async Task TakeBackAsync(Visitor coordinator, ComingEdition edition)
    {
        await coordinator.Page.GotoAsync($"{edition.Path}/structures");
        await coordinator.ReadsAsync("main tr:has-text('Emploi') td[data-label='Inscrits']", "1");
        await coordinator.See("main tbody a:has-text('Emploi')").ClickAsync();
        await coordinator.ReadsAsync("h1", "Emploi");
        await coordinator.LooksGoodAsync();
        await coordinator.See("main tbody a:has-text('Katherine')").ClickAsync();
        await coordinator.See("main a[href$='/revoke']").ClickAsync();
        await coordinator.ReadsAsync("h1", "Retirer le lien de Katherine Johnson");
        await coordinator.LooksGoodAsync();
        await coordinator.See("main button.danger").ClickAsync();
        await coordinator.ReadsAsync("main", "Lien retiré");
    }
}
