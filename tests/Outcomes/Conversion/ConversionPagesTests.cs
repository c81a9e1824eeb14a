using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using JobDating.Outcomes.Conversion;
using JobDating.Platform.SignIn;
using JobDating.Tests.Outcomes.Bilan;
using Microsoft.Extensions.DependencyInjection;
using MiniExcelLibs;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Conversion;

/// <summary>The demonstration's edition of 2023, looked at by staff, who may see names, and by the desk, who may not.</summary>
public sealed partial class ConversionPagesTests(DemoHouse demo) : IClassFixture<DemoHouse>
{
    private const string Page = "/outcomes/editions/2023/conversion";
    private const string November = "asOf=2023-11-30";

    [Fact]
    public async Task From_registered_to_hired_each_step_has_its_share_and_its_bounds()
    {
        var page = await ShownAsync($"{Page}?{November}");

        Assert.Contains("Inscrits 1 000", page);
        Assert.Contains("Reçus part de : Inscrits 950 – Reçus 95,0 % 950 sur 1 000 entre 93,5 % et 96,2 %", page);
        Assert.Contains("Embauches part de : Reçus 144 – Embauches 15,2 % 144 sur 950 entre 13,0 % et 17,6 %", page);
        Assert.Contains("Embauches connues : 144. C’est un plancher.", page);
    }

    [Fact]
    public async Task Hires_by_contract_and_by_employer_add_up_to_all_and_so_do_the_received_by_what_is_known()
    {
        var figures = (await TableAsync($"{Page}.csv?{November}", Role.Desk)).ToDictionary(row => row["figure"], row => int.Parse(row["value"]));

        Assert.Equal(144, figures["hiresDurable"] + figures["hiresTransition"] + figures["hiresContractNotKnown"]);
        Assert.Equal(144, figures["hiresMet"] + figures["hiresElsewhere"] + figures["hiresEmployerNotKnown"]);
        Assert.Equal(950, figures["known"] + figures["notKnown"] + figures["refused"]);
        Assert.All((string[])["hiresDurable", "hiresTransition", "hiresMet", "hiresElsewhere", "sixMonthsOver", "noLongerEmployed", "refused"], figure => Assert.True(figures[figure] > 0, figure));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/ages")]
    [InlineData("/families")]
    [InlineData("/prepared")]
    [InlineData("/sites")]
    public async Task The_list_behind_each_number_has_as_many_people_as_it_says(string by)
    {
        var html = await ReadAsync($"{Page}{by}?{November}");
        var numbers = Links().Matches(html).Select(link => (Address: WebUtility.HtmlDecode(link.Groups[1].Value), Says: int.Parse(Digits().Replace(link.Groups[2].Value, "")))).Distinct().ToList();

        Assert.True(numbers.Count >= 14, $"{numbers.Count} numbers open a list");
        foreach (var (address, says) in numbers)
        {
            var csv = await ReadAsync(Figure().Replace(address, "$0.csv", 1));
            Assert.True(csv.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length - 1 == says, $"{address}: {says}");
        }
    }

    [Fact]
    public async Task The_desk_sees_figures_but_no_names_and_no_group_of_fewer_than_five()
    {
        using var client = Come(Role.Desk);

        Assert.Contains(await TableAsync($"{Page}/employers.csv?{November}"), row => int.Parse(row["expected"]) < SmallGroups.Least);
        Assert.DoesNotContain(await TableAsync($"{Page}/employers.csv?{November}", Role.Desk), row => int.Parse(row["expected"]) < SmallGroups.Least);
        Assert.Contains("groupes ne sont pas montrés", await ShownAsync($"{Page}/employers?{November}", Role.Desk));
        Assert.DoesNotContain("/people/", await ReadAsync($"{Page}?{November}", Role.Desk));
        Assert.Equal(HttpStatusCode.Forbidden, (await client.GetAsync($"/outcomes/editions/2023/people/hires?{November}", TestContext.Current.CancellationToken)).StatusCode);
    }

    [Fact]
    public async Task The_workbook_has_every_table_with_the_figures_of_the_CSV()
    {
        using var client = Come();
        using var file = new MemoryStream(await client.GetByteArrayAsync($"{Page}.xlsx?{November}", TestContext.Current.CancellationToken));

        Assert.Equal(["Étapes", "Lieux", "Employeurs", "Structures", "Métiers", "Âges", "Préparation"], file.GetSheetNames());
        foreach (var (sheet, path) in ((string, string)[])[("Étapes", ".csv"), ("Âges", "/ages.csv"), ("Employeurs", "/employers.csv")])
        {
            file.Position = 0;
            var rows = file.Query(useHeaderRow: true, sheetName: sheet).Cast<IDictionary<string, object?>>();
            Assert.Equal(
                (await TableAsync($"{Page}{path}?{November}")).Select(row => string.Join(" | ", row.Select(cell => $"{cell.Key}={cell.Value}"))),
                rows.Select(row => string.Join(" | ", row.Select(cell => $"{cell.Key}={Convert.ToString(cell.Value, CultureInfo.InvariantCulture)}"))));
        }
    }

    [Fact]
    public async Task Another_edition_stands_beside_it_as_long_after_its_last_site()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        await File.WriteAllTextAsync(Path.Combine(folder, "edition.csv"), "code,name,time_zone\n2022,Tour 2022,Europe/Paris\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, "sites.csv"), "code,name,date\nlille,Lille,2022-10-04\n", TestContext.Current.CancellationToken);
        await demo.House.ImportAsync(folder);
        await demo.House.SettleAsync();
        Directory.Delete(folder, recursive: true);

        var page = await ShownAsync($"{Page}?{November}&with=2022");

        // 51 days after 10 October 2023, so 51 after 4 October 2022.
        Assert.Contains("Tour 2022 : ce qui y était connu au 24 novembre 2022", page);
        Assert.Contains("Aucune réponse n’est encore connue", page);
        Assert.Contains("ce qui y était connu au 1er mars 2023", await ShownAsync($"{Page}?{November}&with=2022&withAsOf=2023-03-01"));
    }

    [Fact]
    public async Task Before_the_first_answer_hires_are_not_known_which_is_not_zero()
    {
        var page = await ShownAsync($"{Page}/ages?asOf=2023-03-14");

        Assert.Contains("Aucune réponse n’est encore connue", await ShownAsync($"{Page}?asOf=2023-03-14"));
        Assert.Contains("—", page);
        Assert.Contains("Rien n’est encore connu à cette date.", await ShownAsync($"{Page}/ages?asOf=2020-01-01"));
    }

    [Theory]
    [InlineData("", "asOf=soon", HttpStatusCode.BadRequest)]
    [InlineData("/ages", "asOf=2023-02-30", HttpStatusCode.BadRequest)]
    [InlineData("/shoe-sizes", November, HttpStatusCode.NotFound)]
    [InlineData("", "with=1999", HttpStatusCode.NotFound)]
    public async Task Nonsense_in_the_address_is_said(string by, string query, HttpStatusCode expected)
    {
        using var client = Come();
        Assert.Equal(expected, (await client.GetAsync($"{Page}{by}?{query}", TestContext.Current.CancellationToken)).StatusCode);
    }

    private HttpClient Come(string role = Role.Staff)
    {
        var client = demo.House.Client(asAdministrator: false);
        var id = Guid.CreateVersion7();
        client.DefaultRequestHeaders.Add("Accept", "text/html");
        client.DefaultRequestHeaders.Add("Accept-Language", "fr");
        client.DefaultRequestHeaders.Authorization = new("Bearer", demo.House.App.Services.GetRequiredService<BearerTokens>().Issue(new Ticket { Id = id, Name = role, Roles = [role], Revisions = new Dictionary<Guid, int> { [id] = 0 } }, demo.House.Clock.GetCurrentInstant() + Duration.FromHours(1)));
        return client;
    }

    private async Task<string> ReadAsync(string path, string role = Role.Staff)
    {
        using var client = Come(role);
        return await client.GetStringAsync(path, TestContext.Current.CancellationToken);
    }

    private async Task<string> ShownAsync(string path, string role = Role.Staff) => Spaces().Replace(WebUtility.HtmlDecode(Markup().Replace(await ReadAsync(path, role), " ")), " ");

    private async Task<List<Dictionary<string, string>>> TableAsync(string path, string role = Role.Staff)
    {
        var lines = (await ReadAsync(path, role)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var names = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => names.Zip(Cells().Matches(line)).ToDictionary(cell => cell.First, cell => cell.Second.Groups[1].Value.Trim('"').Replace("\"\"", "\"", StringComparison.Ordinal)))];
    }

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<a href=\"(/outcomes/editions/2023/people/[^\"]+)\">([^<]+)<")]
    private static partial Regex Links();

    [GeneratedRegex("/people/[A-Za-z]+")]
    private static partial Regex Figure();

    [GeneratedRegex("(&#[^;]*;|[^0-9])")]
    private static partial Regex Digits();

    [GeneratedRegex("(?:^|,)((?:\"(?:[^\"]|\"\")*\")|[^,]*)")]
    private static partial Regex Cells();
}
