using System.Text;
using System.Text.RegularExpressions;
using Xunit;

namespace JobDating.Tests.Platform;

/// <summary>What the house promises of its own source.</summary>
public sealed partial class SourceTests
{
    private const int LargestFile = 1024 * 1024;

    [Fact]
    public void Only_Platform_reads_a_clock() => Assert.Empty(Lines("services", Clock(), path => path.StartsWith("services/Platform/", StringComparison.Ordinal)));

    [Fact]
    public void Platform_reads_the_clock_in_one_place() =>
        Assert.Equal(["services/Platform/ServiceHost.cs"], Lines("services/Platform", Clock(), _ => false).Select(line => line.Path));

    [Fact]
    public void The_bus_is_known_to_one_file() => Assert.Equal(
        ["services/Platform/Messaging/RabbitPostman.cs"],
        Lines("services", new Regex(@"using (static )?MassTransit\b|\bMassTransit\.[A-Z]"), _ => false).Select(line => line.Path).Distinct());

    [Fact]
    public void Contracts_stand_on_nothing_of_ours() => Assert.Empty(Lines("contracts", new Regex(@"using JobDating\.(Platform|Registration|Scheduling|Outcomes)\b"), _ => false));

    /// <summary>Services meet in messages only.</summary>
    [Theory]
    [InlineData("Registration", "Scheduling|Outcomes")]
    [InlineData("Scheduling", "Registration|Outcomes")]
    [InlineData("Outcomes", "Registration|Scheduling")]
    [InlineData("Platform", "Registration|Scheduling|Outcomes")]
    public void No_service_knows_another(string service, string others) =>
        Assert.Empty(Lines($"services/{service}", new Regex($@"\bJobDating\.({others})\b"), _ => false));

    [Fact]
    public void A_test_lies_where_its_namespace_says_and_the_folder_mirrors_the_house()
    {
        string[] own = ["Shared", "Journeys", "Benchmarks", "Contracts", "Deploy"];
        foreach (var (path, file) in SourceTree.Files("tests", "*Tests.cs"))
        {
            var folders = path.Split('/')[1..^1];
            Assert.Contains($"namespace {string.Join('.', ["JobDating", "Tests", .. folders])};", File.ReadAllText(file.FullName), StringComparison.Ordinal);
            Assert.True(own.Contains(folders[0]) || Directory.Exists(Path.Combine(SourceTree.Root, "services", folders[0])), $"{path} mirrors no folder of services/.");
        }
    }

    [Fact]
    public void Every_file_is_small_text_in_UTF_8_with_plain_line_ends()
    {
        string[] binary = [".png", ".ico", ".woff2", ".jpg", ".pdf", ".xlsx", ".zip", ".db"];
        var strict = new UTF8Encoding(false, throwOnInvalidBytes: true);
        foreach (var (path, file) in SourceTree.Files().Where(source => !binary.Contains(source.File.Extension)))
        {
            Assert.True(file.Length <= LargestFile, $"{path} is larger than 1 MiB.");
            var text = strict.GetString(File.ReadAllBytes(file.FullName));
            Assert.False(text.Contains('\r'), $"{path} has CR line ends.");
            Assert.True(file.Extension == ".sln" || !text.StartsWith('\uFEFF'), $"{path} starts with a byte order mark.");
        }
    }

    private static IEnumerable<(string Path, string Line)> Lines(string folder, Regex wanted, Func<string, bool> except) =>
        from source in SourceTree.Files(folder)
        where source.File.Extension is ".cs" or ".razor" && !except(source.Path)
        from line in File.ReadLines(source.File.FullName)
        where wanted.IsMatch(line)
        select (source.Path, line.Trim());

    [GeneratedRegex(@"\bSystemClock\b|\bDateTime(Offset)?\.(Utc)?Now\b|\bDateTime\.Today\b|\bTimeProvider\.System\b|\bGetSystemTime")]
    private static partial Regex Clock();
}
