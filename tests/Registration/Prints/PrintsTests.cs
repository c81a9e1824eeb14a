using System.Net;
using System.Text.RegularExpressions;
using JobDating.Tests.Registration.Workshops;
using Xunit;

namespace JobDating.Tests.Registration.Prints;

/// <summary>What is printed of a fair of 2,000 people.</summary>
public sealed partial class PrintsTests(PrintsTests.Fair fair) : IClassFixture<PrintsTests.Fair>
{
    private const int People = 2000;

    public sealed class Fair : IAsyncLifetime
    {
        public CoordinatorsHouse Here { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Here = await CoordinatorsHouse.StartAsync(People);

        public ValueTask DisposeAsync() => Here.DisposeAsync();
    }

    private string Site => $"/registration/sites/{fair.Here.SiteId}";

    [Fact]
    public async Task Everybody_s_badge_is_there_once_and_the_page_is_lean()
    {
        var html = await fair.Here.Browser.GetStringAsync($"{Site}/badges");

        Assert.Equal(People, Code().Matches(html).Select(match => match.Groups[1].Value).Distinct().Count());
        Assert.Equal(People / 8, Regex.Count(html, "class=\"badges\""));
        Assert.EndsWith("</html>", html.TrimEnd());
        Assert.InRange(html.Length, 1, People * 1300);
    }

    [Fact]
    public async Task The_last_page_is_filled_with_empty_badges_and_more_are_had_for_the_asking()
    {
        var html = await fair.Here.ReadAsync($"{Site}/badges?from=Hop&to=Hop");
        Assert.Equal((1, 1), (Code().Count(html), Regex.Count(html, "class=\"badges\"")));
        Assert.Equal(8, Regex.Count(html, "class=\"badge\""));

        var empty = await fair.Here.ReadAsync($"{Site}/badges?which=empty&empty=20");
        Assert.Equal((0, 24), (Code().Count(empty), Regex.Count(empty, "class=\"badge\"")));
    }

    [Theory]
    [InlineData("attendance-sheet", 20)]
    [InlineData("participants", 30)]
    public async Task A_list_has_every_name_in_order_and_numbers_its_pages(string list, int lines)
    {
        var html = await fair.Here.ReadAsync($"{Site}/{list}");
        var names = Name().Matches(html).Select(match => match.Groups[1].Value).ToList();
        var pages = (People + lines - 1) / lines;

        Assert.Equal(People, names.Count);
        Assert.Equal(names.Order(StringComparer.Create(System.Globalization.CultureInfo.GetCultureInfo("fr"), ignoreCase: true)), names);
        Assert.Equal(pages, Regex.Count(html, "class=\"list-sheet\""));
        Assert.Contains($"Page {pages} sur {pages}", html);
        Assert.Contains($"Page 1 sur {pages}", html);
    }

    [Fact]
    public async Task A_part_of_the_alphabet_has_those_names_only()
    {
        var html = await fair.Here.ReadAsync($"{Site}/attendance-sheet?from=l&to=m&empty=25");
        var names = Name().Matches(html).Select(match => match.Groups[1].Value).ToList();

        Assert.All(names, name => Assert.True(name[0] is 'L' or 'M', name));
        Assert.Contains("LOVELACE Ada", names);
        Assert.Contains("noms de l à m", html);
        Assert.Equal((names.Count + 25 + 19) / 20, Regex.Count(html, "class=\"list-sheet\""));
    }

    [Fact]
    public async Task A_workshop_s_sheet_has_its_participants()
    {
        using var created = await fair.Here.PostAsync("/registration/editions/2024/workshops/new", new() { ["name"] = "CV", ["audience"] = "candidates", ["date"] = "15/01/2024", ["time"] = "9h30" });
        var workshop = created.Headers.Location!.ToString().Split('?')[0];
        (await fair.Here.PostAsync($"{workshop}/participants", new() { ["codes"] = "C0001" })).Dispose();

        Assert.Contains("LOVELACE Ada", await fair.Here.ReadAsync($"{workshop}/attendance-sheet?empty=3"));
        Assert.Contains($"{workshop}/attendance-sheet", await fair.Here.ReadAsync("/registration/editions/2024/prints"));
    }

    [Fact]
    public async Task An_unknown_site_is_404_for_every_print()
    {
        foreach (var print in (string[])["badges", "attendance-sheet", "participants"])
        {
            using var answer = await fair.Here.Browser.GetAsync($"/registration/sites/{Guid.NewGuid()}/{print}");
            Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        }
    }

    [GeneratedRegex("<b>(C[0-9]{4})</b>")]
    private static partial Regex Code();

    [GeneratedRegex("<th scope=\"row\"><span>([^<]+?) <small>")]
    private static partial Regex Name();
}
