using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using JobDating.Contracts.Registration;
using JobDating.Tests.AllInOne;
using JobDating.Tests.Journeys;
using JobDating.Tests.Outcomes.Bilan.Observatory;
using JobDating.Tests.Outcomes.FollowUp;
using Microsoft.Playwright;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan.OnePage;

/// <summary>The bilan for those who pay for the tour: one sheet of A4 from the browser's Print menu, whatever the tour, and on a phone one thing below the other.</summary>
public sealed partial class OnePageTests
{
    private const string LongName = "Saint-Amand-les-Eaux et communes de la Porte du Hainaut, salle des fêtes";

    private static readonly string[] _arguments =
        ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

    [Fact]
    public async Task The_report_s_figures_are_on_one_sheet_with_what_keeps_them_from_being_misread()
    {
        using var demo = new WrittenDemo();
        await using var house = await TestHouse.StartAsync(listen: true, change: settings => settings with { Demo = true });
        await house.ImportAsync(demo.Folder);
        await house.SettleAsync();
        await ObservatoryTests.NoteReportAsync(house.Outcomes);
        using var staff = new Staff(house);
        const string page = "/outcomes/editions/2023/bilan/one-page?asOf=2023-11-30";
        var html = await staff.ReadAsync(page);
        var text = Spaces().Replace(Markup().Replace(html, " "), " ");
        foreach (var says in (string[])
        [
            "Chiffres connus à la fin du 30 novembre 2023.", "950 Reçus dont 274 préparés en atelier (28,8 %)", "87 Entreprises présentes 116 établissements", "1 376 Entretiens tenus",
            "605 Entretiens concluants 44,0 % des entretiens tenus", "144 Embauches au moins (15,2 % des reçus), connues au 30 novembre 2023", "25 Entrées en formation au moins",
            "sont un plancher : une réponse est connue pour", "Tourcoing 10 oct. 220 64 27 320 140 (43,8 %) 34 6", "L’édition 950 274 116 1 376 605 (44,0 %) 144 25",
            "ne prouve pas l’effet des ateliers", "21 ateliers RH : 209 participants, de 137 structures.", "31 entreprises signataires (14 en 2019, +9 en 2022, +8 en 2023)",
            "750 personnes, dont 550 accompagnées", "30 articles de presse.", "26 000 demandeurs d’emploi de plus de 50 ans : Métropole lilloise, 2023 (+2,9 % en un an). Source : Rapport annuel 2023",
            "Personnes différentes dont l’arrivée a été notée",
        ])
            Assert.Contains(says, text);
        Assert.True(Encoding.UTF8.GetByteCount(html) < 60_000, $"{Encoding.UTF8.GetByteCount(html)} bytes");
        Assert.DoesNotContain("<script", html);
        using var english = new Staff(house, language: "en");
        Assert.Contains("605 Conclusive interviews 44.0% of the interviews held", Spaces().Replace(Markup().Replace(await english.ReadAsync(page), " "), " "));
        await using var printer = await Printer.StartAsync(house);
        foreach (var locale in (string[])["fr-FR", "en-GB"])
            Assert.Equal(1, await printer.PagesAsync(page, locale));
        var frozen = (await staff.DoAsync("/outcomes/editions/2023/bilans/new", ("name", "Fin novembre 2023, remis au comité des financeurs le 5 décembre"), ("asOf", "30/11/2023"))).Split('?')[0];
        Assert.Equal(1, await printer.PagesAsync($"{frozen}/one-page", "fr-FR"));
        await printer.LooksGoodAsync(page);
        await printer.LooksGoodAsync(frozen);
        await printer.LooksGoodAsync($"{frozen}/one-page");
        foreach (var other in (string[])["/outcomes/editions/2023/bilan?asOf=2023-11-30", "/outcomes/editions/2023/bilans", "/outcomes/editions/2023/bilans/new", "/outcomes/observatory", "/outcomes/observatory/new", "/outcomes/observatory/import"])
            await printer.LooksGoodAsync(other);
        Assert.Equal(2, await printer.PagesAsync("/outcomes/editions/2023/bilan?asOf=2023-11-30", "fr-FR"));
    }

    [Theory]
    [InlineData(14, 1)]
    [InlineData(15, 2)]
    [InlineData(30, 2)]
    public async Task Long_names_and_many_sites_keep_to_their_sheets(int sites, int pages)
    {
        await using var work = await WaveHouse.StartAsync(listen: true);
        foreach (var number in Enumerable.Range(1, sites - 1))
            await work.HearAsync(new SitesSaved { EditionId = work.Edition, Sites = [new() { Id = Guid.CreateVersion7(), Version = 1, Code = $"site{number:00}", Name = $"{LongName} {number.ToString(CultureInfo.InvariantCulture)}", Date = WaveHouse.SiteDate.PlusDays(number) }] });
        await ObservatoryTests.NoteReportAsync(work.Db, 2024);
        await using var printer = await Printer.StartAsync(work.House);
        const string page = "/outcomes/editions/2024/bilan/one-page";
        Assert.Equal(pages, await printer.PagesAsync(page, "fr-FR"));
        using var staff = new Staff(work.House);
        var html = await staff.ReadAsync(page);
        Assert.Equal(pages > 1, html.Contains($"Les {sites} lieux de cette édition sont sur la feuille suivante.", StringComparison.Ordinal));
        Assert.Equal(sites, Regex.Count(html, "one-page-name"));
        await printer.LooksGoodAsync(page);
    }

    [Fact]
    public async Task Before_any_answer_hires_are_not_known_and_a_malformed_date_is_said()
    {
        await using var work = await WaveHouse.StartAsync(listen: true);
        using var staff = new Staff(work.House);
        var text = Spaces().Replace(Markup().Replace(await staff.ReadAsync("/outcomes/editions/2024/bilan/one-page"), " "), " ");
        Assert.Contains("— Embauches pas encore connu", text);
        Assert.Contains("on ne sait pas encore qui a été embauché, ce qui n’est pas zéro", text);
        Assert.DoesNotContain("Sur le territoire", text);
        Assert.Contains("« soon » n’est pas une date", await staff.ReadAsync("/outcomes/editions/2024/bilan/one-page?asOf=soon", System.Net.HttpStatusCode.BadRequest));
        await staff.ReadAsync("/outcomes/editions/1999/bilan/one-page", System.Net.HttpStatusCode.NotFound);
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    /// <summary>A browser that prints to PDF, signed in.</summary>
    private sealed partial class Printer(TestHouse house, IPlaywright playwright, IBrowser browser) : IAsyncDisposable
    {
        public static async Task<Printer> StartAsync(TestHouse house)
        {
            var playwright = await Playwright.CreateAsync();
            return new Printer(house, playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = "/usr/bin/chromium", Args = _arguments }));
        }

        public async Task<int> PagesAsync(string path, string locale)
        {
            await using var window = await WindowAsync(locale);
            var page = await window.NewPageAsync();
            await page.GotoAsync(path);
            return SheetOfPaper().Count(Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true, PrintBackground = false })));
        }

        /// <summary>At 360 px and wider axe finds nothing, and nothing must be moved sideways.</summary>
        public async Task LooksGoodAsync(string path)
        {
            await using var window = await WindowAsync("fr-FR");
            await using var visitor = await Visitor.ArriveAsync(window);
            await visitor.Page.GotoAsync(path);
            string[] wrong = [.. await visitor.WrongAtAsync(Visitor.Phone), .. await visitor.WrongAtAsync(Visitor.Laptop), .. await visitor.WrongAtAnyWidthAsync()];
            Assert.True(wrong is [], string.Join("\n", wrong));
        }

        public async ValueTask DisposeAsync()
        {
            await browser.DisposeAsync();
            playwright.Dispose();
        }

        private Task<IBrowserContext> WindowAsync(string locale) => browser.NewContextAsync(new()
        {
            BaseURL = house.Address.ToString(),
            Locale = locale,
            ReducedMotion = ReducedMotion.Reduce,
            ExtraHTTPHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {TestHouse.Token}" },
        });

        [GeneratedRegex("/Type\\s*/Page(?!s)")]
        private static partial Regex SheetOfPaper();
    }
}
