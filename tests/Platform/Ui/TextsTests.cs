using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using JobDating.AllInOne;
using JobDating.Gateway;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Xunit;

namespace JobDating.Tests.Platform.Ui;

/// <summary>Every Texts.resx of every folder of every program: the same keys in both languages, with the same arguments.</summary>
public sealed partial class TextsTests
{
    private const string Suffix = ".resources";
    private static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    private static readonly IReadOnlyList<Assembly> Programs =
        [typeof(Database).Assembly, typeof(Commands).Assembly, typeof(Addresses).Assembly, .. Commands.Services().Select(service => service.Assembly)];

    public static TheoryData<string> Names { get; } =
        [.. Programs.SelectMany(program => program.GetManifestResourceNames()).Where(name => name.EndsWith(Suffix, StringComparison.Ordinal)).Select(name => name[..^Suffix.Length]).Order()];

    [Theory, MemberData(nameof(Names))]
    public void Every_text_exists_in_both_languages_with_the_same_arguments(string name)
    {
        var words = new Words(name, Programs.First(program => program.GetManifestResourceNames().Contains(name + Suffix)));
        var keys = words.Keys(CultureInfo.InvariantCulture);

        Assert.Equal(keys.Order(), words.Keys(English).Order());
        foreach (var key in keys)
        {
            Assert.True(Arguments(CultureInfo.InvariantCulture, key).SetEquals(Arguments(English, key)), $"{name} {key} has other arguments in English.");
            Assert.True(words.In(CultureInfo.InvariantCulture, key, Ten).Trim().Length > 0 && words.In(English, key, Ten).Trim().Length > 0, $"{name} {key} is empty.");
        }

        HashSet<string> Arguments(CultureInfo culture, string key) => [.. Argument().Matches(words.In(culture, key, Ten)).Select(match => match.Value)];
    }

    [Fact]
    public void A_French_line_does_not_break_before_its_punctuation_nor_inside_its_quotation_marks()
    {
        var nothing = new Words("JobDating.Platform.Ui.Lists.Texts", typeof(Words).Assembly);
        Assert.Equal("Rien ne correspond à «\u00A0a : b\u00A0».", In("fr", () => nothing["Search.Nothing", "a : b"]));
        Assert.Equal("Quelques lettres suffisent\u00A0; les accents et les majuscules ne comptent pas.", In("fr", () => nothing["Search.Hint"]));
        Assert.Equal("Nothing matches “a”.", In("en", () => nothing["Search.Nothing", "a"]));

        static string In(string language, Func<string> read)
        {
            var before = CultureInfo.CurrentUICulture;
            try
            {
                CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
                return read();
            }
            finally
            {
                CultureInfo.CurrentUICulture = before;
            }
        }
    }

    [Fact]
    public void There_is_a_text_for_each_resource_file_of_the_tree() =>
        Assert.Equal(SourceTree.Files("services", "*.resx").Count(file => !file.Path.EndsWith(".en.resx", StringComparison.Ordinal)), Names.Count);

    private static object?[] Ten => [.. Enumerable.Range(0, 10).Select(number => (object?)$"{{{number}}}")];

    [GeneratedRegex(@"\{[0-9]+\}")]
    private static partial Regex Argument();
}
