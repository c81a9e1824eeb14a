using System.Globalization;
using System.Text.RegularExpressions;
using JobDating.Tests.Platform;
using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>deploy/security.md speaks about every point of the standard's levels 1 and 2 once, and what it names is there.</summary>
public sealed partial class SecurityTests
{
    private const string File = "deploy/security.md";

    /// <summary>ASVS 5.0.0: of each section the points of levels 1 and 2 (those of level 3 are not asked).</summary>
    private const string Points = """
        1.1:2 1.2:9 1.3:11 1.4:3 1.5:2 2.1:3 2.2:3 2.3:4 2.4:1 3.2:2 3.3:4 3.4:6 3.5:5 3.7:2 4.1:3 4.2:1 4.3:2 4.4:4 5.1:1 5.2:3 5.3:2 5.4:3 6.1:3 6.2:12 6.3:4 6.4:4 6.5:5 6.6:3 6.8:4
        7.1:3 7.2:4 7.3:2 7.4:5 7.5:2 7.6:2 8.1:2 8.2:3 8.3:1 8.4:1 9.1:3 9.2:4 10.1:2 10.2:2 10.3:4 10.4:11 10.5:5 10.6:2 10.7:3 11.1:2 11.2:3 11.3:3 11.4:4 11.5:1 11.6:1 12.1:3 12.2:2 12.3:4
        13.1:1 13.2:5 13.3:2 13.4:5 14.1:2 14.2:4 14.3:3 15.1:3 15.2:3 15.3:7 16.1:1 16.2:5 16.3:4 16.4:3 16.5:3 17.1:1 17.2:4 17.3:2
        """;

    private static readonly string[] _states = ["met", "partly", "**not met**", "none"];
    private static readonly string _text = Known.Text(File);

    private sealed record Row(IReadOnlyList<string> Points, string State, string How, string HeldBy);

    [Fact]
    public void Every_point_of_levels_1_and_2_is_spoken_about_and_no_other()
    {
        var asked = Asked();
        Assert.Equal(253, asked.Count);
        var spoken = Rows(_text).SelectMany(row => row.Points).ToList();
        Assert.Empty(asked.Except(spoken));
        Assert.Empty(spoken.Except(asked));
        Assert.Empty(spoken.CountBy(point => point).Where(point => point.Value > 1).Select(point => point.Key));
    }

    [Fact]
    public void Every_point_says_whether_it_is_met_and_what_is_met_says_by_what_it_is_held()
    {
        Assert.All(Rows(_text), row =>
        {
            Assert.Contains(row.State, _states);
            Assert.NotEmpty(row.How);
            Assert.True(row.State != "met" || row.HeldBy.Length > 0, $"{row.Points[0]} is held by nothing.");
        });
        Assert.Contains($"Not met: {string.Join(", ", Rows(_text).Where(row => row.State == "**not met**").SelectMany(row => row.Points))}.\n", _text, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_test_and_file_that_it_names_is_there() => Assert.Empty(Missing(_text));

    [Theory]
    [InlineData("DoorsTests", "DoorTests")]
    [InlineData("deploy/Caddyfile", "deploy/Caddy")]
    public void What_is_not_there_is_found(string right, string wrong) => Assert.Contains(wrong, Missing(_text.Replace($"| {right} |", $"| {wrong} |", StringComparison.Ordinal)));

    private static List<string> Missing(string text)
    {
        var tests = SourceTree.Files("tests", "*Tests.cs").Select(test => Path.GetFileNameWithoutExtension(test.File.Name)).ToHashSet();
        return [.. Rows(text).SelectMany(row => row.HeldBy.Split(", ", StringSplitOptions.RemoveEmptyEntries)).Concat(Named().Matches(text).Select(match => match.Groups[1].Value)).Distinct()
            .Where(name => !tests.Contains(name) && !Known.Exists(name))];
    }

    private static List<Row> Rows(string text) =>
    [
        .. from line in text.Split('\n')
           let cells = line.Split(" | ")
           where cells.Length == 4 && Point().IsMatch(cells[0])
           select new Row([.. cells[0].TrimStart('|', ' ').Split(", ").SelectMany(Each)], cells[1].Trim(), cells[2].Trim(), cells[3].TrimEnd('|').Trim()),
    ];

    /// <summary><c>1.2.6–1.2.8</c> are three.</summary>
    private static IEnumerable<string> Each(string points)
    {
        var ends = points.Split('–');
        var section = ends[0][..ends[0].LastIndexOf('.')];
        Assert.Equal(section, ends[^1][..ends[^1].LastIndexOf('.')]);
        var (first, last) = (Last(ends[0]), Last(ends[^1]));
        return Enumerable.Range(first, last - first + 1).Select(number => $"{section}.{number}");

        static int Last(string point) => int.Parse(point[(point.LastIndexOf('.') + 1)..], CultureInfo.InvariantCulture);
    }

    private static List<string> Asked() =>
    [
        .. Points.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(section => section.Split(':'))
            .SelectMany(section => Enumerable.Range(1, int.Parse(section[1], CultureInfo.InvariantCulture)).Select(number => $"{section[0]}.{number}")),
    ];

    [GeneratedRegex(@"^\| \d+\.\d+\.\d+")]
    private static partial Regex Point();

    [GeneratedRegex(@"`((?:deploy|services|tests)/[\w/.-]+\.\w+)`")]
    private static partial Regex Named();
}
