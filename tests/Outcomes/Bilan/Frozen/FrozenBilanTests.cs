using System.Net;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Tests.Outcomes.FollowUp.Answering;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan.Frozen;

/// <summary>
/// 1. Staff freeze the bilan of 12 May, when Ada has said that she was hired. 2. Grace answers on the 14th: the frozen one keeps its figures and says what is known since.
/// </summary>
public sealed partial class FrozenBilanTests
{
    private const string Bilans = "/outcomes/editions/2024/bilans";

    [Theory, EachEngine]
    public async Task It_keeps_its_figures_and_says_what_is_known_since(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        await AfterRonchin.TapAsync(at.Ada, "hired");
        using var staff = new Staff(at.House);
        var frozen = Page(await staff.DoAsync($"{Bilans}/new", Form("Mi-mai", "12/05/2024")));
        var fresh = await staff.ReadAsync(frozen);
        Assert.Contains("Bilan figé le 12 mai 2024 par Margaret", fresh);
        Assert.Single(Unchanged().Matches(fresh));
        var (body, csv, sheet) = (await BodyAsync(at), await staff.ReadAsync($"{frozen}.csv"), Sheet(fresh));
        Assert.Contains("2024,Mi-mai,2024-05-12,2024-05-12,,,hires,Embauches,1,,,", csv);
        Assert.Contains("2024,Mi-mai,2024-05-12,2024-05-12,ronchin,,responseRate,Taux de réponse,0.3333,1,3,", csv);
        Assert.Contains("2024,Mi-mai,2024-05-12,2024-05-12,,not_prepared,hires,Embauches,1,,,", csv);
        Assert.Contains("au moins (33,3 % des reçus), connues au 12 mai 2024", sheet);

        at.To(5, 14);
        using var grace = await at.EnterAsync(at.GraceId);
        using var carol = await at.EnterAsync(at.CarolId);
        await AfterRonchin.TapAsync(grace, "hired");
        await AfterRonchin.TapAsync(carol, "training");

        var later = await staff.ReadAsync(frozen);
        Assert.Single(Unchanged().Matches(later));
        Assert.Contains("Depuis, 1 embauche de plus est connue (1 → 2).", later);
        Assert.Contains("Depuis, 1 entrée en formation de plus est connue (0 → 1).", later);
        Assert.Contains("Personnes ayant répondu : 2 de plus (1 → 3).", later);
        Assert.Contains("Ronchin – Depuis, 1 embauche de plus est connue (1 → 2).", later);
        Assert.Equal((body, csv, sheet), (await BodyAsync(at), await staff.ReadAsync($"{frozen}.csv"), Sheet(later)));
        var paper = await staff.ReadAsync($"{frozen}/one-page");
        Assert.Contains("Bilan figé « Mi-mai », le 12 mai 2024. Au 14 mai 2024 : Depuis, 1 embauche de plus est connue (1 → 2).", paper);
        Assert.Contains("Mi-mai", await staff.ReadAsync(Bilans));
        using var english = new Staff(at.House, language: "en");
        Assert.Contains("Since then, 1 more hire is known (1 → 2).", await english.ReadAsync(frozen));
        Assert.Equal(["bilan frozen: 2024 2024-05-12"], await at.House.Outcomes.QueryAsync<string>("SELECT CONCAT(act, ': ', detail) FROM audit WHERE subject = 'bilan'", null, CancellationToken.None));
    }

    [Theory, EachEngine]
    public async Task What_was_known_of_the_same_date_may_change_too(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        using var staff = new Staff(at.House);
        var frozen = Page(await staff.DoAsync($"{Bilans}/new", Form("Avril", "11/04/2024")));
        Assert.Contains("Aucune réponse n’est connue à cette date", await staff.ReadAsync(frozen));
        // Noted weeks later, of that very day: somebody was received too.
        await at.WriteAsync("UPDATE figure_day SET amount = amount + 1 WHERE figure = 'Received'");
        var page = await staff.ReadAsync(frozen);
        Assert.Equal(2, Regex.Count(page, "<li>Reçus : 1 de plus \\(3 → 4\\).</li>"));
        Assert.DoesNotMatch(Unchanged(), page);
    }

    [Theory, EachEngine]
    public async Task Pressed_twice_it_is_frozen_once_and_a_name_is_given_once(Engine engine)
    {
        await using var at = await AfterRonchin.StartAsync(engine);
        using var staff = new Staff(at.House);
        var form = Form("Fin novembre", "12/05/2024");
        var both = await Task.WhenAll(staff.DoAsync($"{Bilans}/new", form), staff.DoAsync($"{Bilans}/new", form));
        Assert.Equal(both[0], both[1]);
        Assert.Equal(both[0], await staff.DoAsync($"{Bilans}/new", form));
        Assert.Contains("porte déjà ce nom", await staff.RefusedAsync(HttpStatusCode.Conflict, $"{Bilans}/new", Form("FIN  NOVEMBRE", "01/05/2024")));
        Assert.Equal(1, await at.CountAsync("frozen_bilan"));
        Assert.Equal(1, await at.CountAsync("audit WHERE act = 'bilan frozen'"));
    }

    [Theory]
    [InlineData("Demain", "13/05/2024", "une date à venir")]
    [InlineData("", "12/05/2024", "name-wrong")]
    [InlineData("!!!", "12/05/2024", "des lettres ou des chiffres")]
    [InlineData("Mai", "31/02/2024", "asOf-wrong")]
    public async Task What_cannot_be_frozen_is_said(string name, string asOf, string says)
    {
        await using var at = await AfterRonchin.StartAsync();
        using var staff = new Staff(at.House);
        Assert.Contains(says, await staff.RefusedAsync(HttpStatusCode.UnprocessableEntity, $"{Bilans}/new", Form(name, asOf)));
        Assert.Equal(0, await at.CountAsync("frozen_bilan"));
    }

    [Fact]
    public async Task Whoever_reads_figures_sees_it_and_only_staff_freeze()
    {
        await using var at = await AfterRonchin.StartAsync();
        using var staff = new Staff(at.House);
        var frozen = Page(await staff.DoAsync($"{Bilans}/new", Form("Mai", "12/05/2024")));
        using var hall = new Staff(at.House, Role.Hall);
        Assert.DoesNotContain($"{Bilans}/new", await hall.ReadAsync(Bilans));
        foreach (var page in (string[])[frozen, $"{frozen}/one-page", $"{frozen}.csv"])
            await hall.ReadAsync(page);
        await hall.ReadAsync($"{Bilans}/new", HttpStatusCode.Forbidden);
        await hall.RefusedAsync(HttpStatusCode.Forbidden, $"{Bilans}/new", Form("Juin", "12/05/2024"));
        Assert.Contains(Bilans, await hall.ReadAsync("/outcomes/editions/2024/bilan"));
        foreach (var page in (string[])[$"{Bilans}/{Guid.CreateVersion7()}", "/outcomes/editions/1999/bilans"])
            await staff.ReadAsync(page, HttpStatusCode.NotFound);
    }

    internal static (string, string)[] Form(string name, string asOf) => [("id", $"{Guid.CreateVersion7()}"), ("name", name), ("asOf", asOf)];

    private static string Page(string location) => location.Split('?')[0];

    /// <summary>The bilan itself, without what is compared above and below it.</summary>
    private static string Sheet(string page) => page[page.IndexOf("sheet-essentials", StringComparison.Ordinal)..page.IndexOf("id=\"all\"", StringComparison.Ordinal)];

    private static Task<string?> BodyAsync(AfterRonchin at) => at.House.Outcomes.QueryFirstOrDefaultAsync<string>("SELECT body FROM frozen_bilan", null, CancellationToken.None);

    [GeneratedRegex("Rien n’a changé : tous les chiffres figés sont les mêmes.")]
    private static partial Regex Unchanged();
}
