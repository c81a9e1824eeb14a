using System.Text.RegularExpressions;
using JobDating.Tests.Platform;
using Xunit;

namespace JobDating.Tests.Deploy;

/// <summary>Whoever types what deploy/README.md says finds the files that it names.</summary>
public sealed partial class ReadmeTests
{
    /// <summary>What the operator makes, or puts a name into.</summary>
    private static readonly string[] Made = ["deploy/secrets", "deploy/optional.env", "systemd/NAME.env"];

    private static readonly string _text = Known.Text("deploy/README.md");

    [Fact]
    public void Every_file_that_it_names_is_there() => Assert.Empty(Missing(_text));

    [Theory]
    [InlineData("deploy/sql/least-privilege.sql", "deploy/sql/least-privileges.sql")]
    [InlineData("systemd/jobdating.env", "systemd/jobdater.env")]
    [InlineData("services/AllInOne", "services/All")]
    public void A_file_that_is_not_there_is_found(string right, string wrong)
    {
        Assert.Contains(right, _text, StringComparison.Ordinal);
        Assert.Contains(wrong, Missing(_text.Replace(right, wrong, StringComparison.Ordinal)));
    }

    /// <summary>What it says the installation withstands is held by tests that there are.</summary>
    [Fact]
    public void Every_test_that_it_names_is_there()
    {
        var tests = typeof(ReadmeTests).Assembly.GetTypes().Select(type => type.Name).ToHashSet();
        var named = NamedTest().Matches(_text).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.True(named.Count > 10);
        Assert.Subset(tests, named.ToHashSet());
    }

    private static List<string> Missing(string text) =>
    [
        .. from path in Named().Matches(text).Select(match => match.Value).Distinct()
           where !Made.Contains(path)
           let file = Path.Combine(SourceTree.Root, path.StartsWith("systemd/", StringComparison.Ordinal) ? $"deploy/{path}" : path)
           where !File.Exists(file) && !Directory.Exists(file)
           select path,
    ];

    [GeneratedRegex(@"`(\w+Tests)`")]
    private static partial Regex NamedTest();

    /// <summary>Paths below the root, and below deploy/ for the units; not those with a star.</summary>
    [GeneratedRegex(@"(?<![\w/.-])(?>(?:deploy|systemd|services|tests)/[\w@/-]+(?:\.\w+)*)(?!\.?\*)")]
    private static partial Regex Named();
}
