using System.Net;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using JobDating.Platform;
using JobDating.Tests.AllInOne;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan;

/// <summary>The demo's edition in a house that listens, once for all these tests.</summary>
public sealed class DemoHouse : IAsyncLifetime
{
    public TestHouse House { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        using var demo = new WrittenDemo();
        House = await TestHouse.StartAsync(listen: true, change: settings => settings with { Demo = true });
        await House.ImportAsync(demo.Folder);
        await House.SettleAsync();
    }

    public ValueTask DisposeAsync() => House.DisposeAsync();
}

public sealed partial class BilanPageTests(DemoHouse demo) : IClassFixture<DemoHouse>
{
    private const string Page = "/outcomes/editions/2023/bilan";
    private const string EndOfNovember = $"{Page}?asOf=2023-11-30";

    [Fact]
    public async Task The_page_shows_the_report_s_figures()
    {
        var page = Shown(await GetAsync(EndOfNovember));

        Assert.Contains("Reçus 950 Inscrits à l’édition : 1 000", page);
        Assert.Contains("Entreprises présentes 87 Établissements présents : 116", page);
        Assert.Contains("Entretiens tenus 1 376", page);
        Assert.Contains("44,0 % — 605 concluants sur 1 376 entretiens tenus", page);
        Assert.Contains("Embauches 144 15,2 % — 144 embauchés sur 950 reçus", page);
        Assert.Contains("Entrées en formation 25", page);
        Assert.Contains("28,8 % — 274 préparés sur 950 reçus", page);
        Assert.Contains("Ateliers RH 21 Participants aux ateliers RH 209 Structures aux ateliers RH 137", page);
        Assert.Contains("2019 14 14 2022 9 23 2023 8 31", page);
        Assert.Contains("Accompagnées 550 550", page);
        Assert.Contains("Articles parus : 30", page);
        Assert.Contains("Scénario plausible, supposé :", page);
    }

    [Fact]
    public async Task The_page_is_complete_in_English()
    {
        var html = await GetAsync(EndOfNovember, "en");
        var page = Shown(html);

        Assert.Contains("<html lang=\"en\"", html);
        Assert.Contains("44.0% — 605 conclusive of 1,376 interviews held", page);
        Assert.Contains("At least: people who have not answered may have been hired too.", page);
        Assert.Contains("30 November 2023", page);
    }

    [Fact]
    public async Task Before_anything_happened_rates_are_dashes_and_hires_are_not_known()
    {
        var page = Shown(await GetAsync($"{Page}?asOf=2022-01-01"));

        Assert.Contains("Reçus 0", page);
        Assert.Contains("Entretiens concluants 0 Taux : — (aucun entretien n’a encore été tenu)", page);
        Assert.Contains("Embauches — Taux : — (on ne le sait pas encore) Pas encore connu : aucune réponse reçue à cette date.", page);
        Assert.Contains("Ateliers RH 0", page);
        Assert.Contains("2019 14 14", page);
        Assert.DoesNotContain("2022 9 23", page);
        Assert.Contains("Aucun article paru à cette date.", page);
        Assert.Contains("(à venir)", page);
        Assert.DoesNotContain("0,0 %", page);
    }

    [Fact]
    public async Task Without_a_date_it_is_today_s_bilan() =>
        Assert.Contains("à la fin du 15 janvier 2024", Shown(await GetAsync(Page)));

    [Theory]
    [InlineData("2023-02-30")]
    [InlineData("soon")]
    [InlineData("9999-12-31")]
    public async Task A_malformed_date_is_said_at_the_field_and_kept(string typed)
    {
        using var answer = await AskAsync($"{Page}?asOf={typed}", "fr");
        var html = PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains($"« {typed} » n’est pas une date", html);
        Assert.Contains($"value=\"{typed}\" aria-invalid=\"true\"", html);
        Assert.Contains("950", html);
    }

    [Theory]
    [InlineData("/outcomes/editions/1999/bilan")]
    [InlineData("/outcomes/editions/1999/bilan.csv")]
    public async Task An_unknown_edition_is_not_found(string path)
    {
        using var answer = await AskAsync(path, "fr");

        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("Il n’y a pas d’édition « 1999 »", PageText.Plain(WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken))));
    }

    [Theory]
    [InlineData("fr")]
    [InlineData("en")]
    public async Task The_page_is_small_and_its_charts_have_words(string language)
    {
        var html = await GetAsync(EndOfNovember, language);

        Assert.True(Encoding.UTF8.GetByteCount(html) < 60_000, $"{Encoding.UTF8.GetByteCount(html)} bytes");
        Assert.DoesNotContain(" style=", html);
        Assert.DoesNotContain("<script", html);
        Assert.Equal(3, Charts().Count(html));
        foreach (var ids in Charts().Matches(html).Select(chart => chart.Groups[1].Value.Split(' ')))
            Assert.All(ids, id => Assert.Contains($" id=\"{id}\"", html));
        var all = Ids().Matches(html).Select(id => id.Value).ToList();
        Assert.Equal(all.Distinct(), all);
    }

    [Fact]
    public async Task The_CSV_has_each_figure_with_its_definition_numerator_and_denominator()
    {
        var csv = await GetAsync("/outcomes/editions/2023/bilan.csv?asOf=2023-11-30");

        Assert.StartsWith("\uFEFFedition,as_of,site,figure,name,value,numerator,denominator,definition\n", csv);
        Assert.Contains("2023,2023-11-30,,conclusiveRate,Taux d’entretiens concluants,0.4397,605,1376,", csv);
        Assert.Contains("2023,2023-11-30,,charterSignatories,Signataires de la Charte Emploi Senior,31,,,", csv);
        Assert.Contains("2023,2023-11-30,tourcoing,hires,Embauches,34,,,", csv);
        Assert.Contains("2022-01-01,,hires,Embauches,,,,", await GetAsync("/outcomes/editions/2023/bilan.csv?asOf=2022-01-01"));
    }

    [Fact]
    public async Task Every_figure_of_the_JSON_is_defined_in_both_languages()
    {
        using var french = JsonDocument.Parse(await GetAsync("/outcomes/api/figures"));
        using var english = JsonDocument.Parse(await GetAsync("/outcomes/api/figures", "en"));
        using var bilan = JsonDocument.Parse(await GetAsync("/outcomes/api/editions/2023/bilan?asOf=2023-11-30"));

        var defined = french.RootElement.EnumerateArray().ToDictionary(figure => figure.GetProperty("key").GetString()!);
        Assert.All(bilan.RootElement.GetProperty("total").EnumerateObject(), figure => Assert.Contains(figure.Name, defined.Keys));
        Assert.All(defined.Values, figure => Assert.NotEmpty(figure.GetProperty("definition").GetString()!));
        Assert.Equal("Entretiens concluants", defined["conclusiveRate"].GetProperty("numerator").GetString());
        Assert.Equal("Entretiens tenus", defined["conclusiveRate"].GetProperty("denominator").GetString());
        Assert.Equal(JsonValueKind.Null, defined["hires"].GetProperty("numerator").ValueKind);
        foreach (var figure in english.RootElement.EnumerateArray())
            Assert.NotEqual(defined[figure.GetProperty("key").GetString()!].GetProperty("definition").GetString(), figure.GetProperty("definition").GetString());
    }

    private async Task<HttpResponseMessage> AskAsync(string path, string language)
    {
        using var client = demo.House.Client();
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.Accept.ParseAdd("text/html");
        request.Headers.AcceptLanguage.ParseAdd(language);
        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private async Task<string> GetAsync(string path, string language = "fr")
    {
        using var answer = await AskAsync(path, language);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return Encoding.UTF8.GetString(await answer.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>What a reader sees: no markup, no closed definitions, every space a plain one.</summary>
    private static string Shown(string html) =>
        Spaces().Replace(WebUtility.HtmlDecode(Markup().Replace(Definitions().Replace(html, " "), " ")), " ").Replace(" ,", ",", StringComparison.Ordinal);

    [GeneratedRegex("<details class=\"on-screen\">.*?</details>", RegexOptions.Singleline)]
    private static partial Regex Definitions();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<svg role=\"img\" aria-labelledby=\"([^\"]+)\"")]
    private static partial Regex Charts();

    [GeneratedRegex(" id=\"[^\"]+\"")]
    private static partial Regex Ids();
}

/// <summary>The page's own queries on either engine.</summary>
public sealed class BilanDetailsTests
{
    [Theory, EachEngine]
    public async Task Workshops_charter_visits_and_press_count_up_to_the_end_of_the_day(Engine engine)
    {
        using var demo = new WrittenDemo();
        await using var house = await TestHouse.StartAsync(engine);
        await house.ImportAsync(demo.Folder);
        await house.SettleAsync();
        var ct = TestContext.Current.CancellationToken;

        var all = await JobDating.Outcomes.Bilan.ShowBilan.ReadAsync(house.Outcomes, "2023", new NodaTime.LocalDate(2023, 11, 30), ct);
        Assert.Equal((21, 209, 137), (all.Details.Workshops.Held, all.Details.Workshops.Participants, all.Details.Workshops.Structures));
        Assert.Equal([(2019, 14, 14), (2022, 9, 23), (2023, 8, 31)], all.Details.Charter.Select(year => (year.Year, year.Companies, year.Cumulative)));
        Assert.Equal((750, 750, 550), (all.Details.Mobility.Visits, all.Details.Mobility.People, all.Details.Mobility.AccompaniedPeople));
        Assert.Equal(30, all.Details.Press.Count);

        // The day of the first site: its visits count that evening, not the evening before.
        var before = await JobDating.Outcomes.Bilan.ShowBilan.ReadAsync(house.Outcomes, "2023", new NodaTime.LocalDate(2023, 3, 13), ct);
        var after = await JobDating.Outcomes.Bilan.ShowBilan.ReadAsync(house.Outcomes, "2023", new NodaTime.LocalDate(2023, 3, 14), ct);
        Assert.Equal(0, before.Details.Mobility.Visits);
        Assert.Equal(after.Counts.Total.MobilityVisits, after.Details.Mobility.Visits);
        Assert.True(after.Details.Mobility.Visits > 0);
    }
}
