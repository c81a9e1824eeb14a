using System.Globalization;
using System.Text.RegularExpressions;
using JobDating.Contracts.Flow;
using JobDating.Registration;
using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

public sealed partial class FindingTextTests
{
    private static readonly CultureInfo[] _languages = [CultureInfo.InvariantCulture, CultureInfo.GetCultureInfo("en")];

    [Theory]
    [InlineData("fr", "candidates.csv:12 birth_date \"2023-02-30\": erreur: Ce n’est pas une date qui existe\u00A0; écrivez-la ainsi\u00A0: 2023-03-14.")]
    [InlineData("en", "candidates.csv:12 birth_date \"2023-02-30\": error: This is not a date that exists; write it like this: 2023-03-14.")]
    public void A_finding_is_a_line_with_its_place_and_a_sentence(string language, string line) =>
        Assert.Equal(line, In(language, () => FindingText.Line(Dated)));

    [Fact]
    public void What_a_terminal_would_obey_is_shown_and_not_sent()
    {
        var line = In("en", () => FindingText.Line(Dated with { Value = "\u001b[2J\r\nx", Rule = "NotAWord", Arguments = ["a\u001bb"], IsNotice = true }));
        Assert.Equal("candidates.csv:12 birth_date \"\uFFFD[2J␍↵x\": notice: This word is not one of those expected here: a\uFFFDb.", line);
    }

    [Fact]
    public void A_finding_about_the_archive_itself_says_so() => Assert.StartsWith("archive \"x.zip\": erreur: ",
        In("fr", () => FindingText.Line(new Finding { FileName = "", Line = 0, Column = "", Value = "x.zip", Rule = "ArchiveUnreadable" })));

    [Fact]
    public void Every_rule_has_its_sentence_in_both_languages()
    {
        var rules = Rules();
        Assert.InRange(rules.Count, 50, 200);
        foreach (var language in _languages)
        {
            var sentences = RegistrationTexts.Words.Keys(language);
            Assert.DoesNotContain(rules, rule => !sentences.Contains("Finding." + rule));
        }
    }

    [Fact]
    public void Both_languages_name_the_same_arguments()
    {
        foreach (var rule in Rules())
        {
            var sentences = _languages.Select(language => In(language.Name.Length == 0 ? "fr" : language.Name, () => RegistrationTexts.Words["Finding." + rule]));
            Assert.Single(sentences.Select(sentence => string.Join(' ', Argument().Matches(sentence).Select(match => match.Value).Distinct().Order())).Distinct());
        }
    }

    private static Finding Dated => new() { FileName = "candidates.csv", Line = 12, Column = "birth_date", Value = "2023-02-30", Rule = "NotADate" };

    private static List<string> Rules() =>
        [.. typeof(FindingRules).GetFields().Select(rule => (string)rule.GetRawConstantValue()!)];

    private static string In(string language, Func<string> text)
    {
        var (culture, uiCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        try
        {
            return text();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, uiCulture);
        }
    }

    [GeneratedRegex(@"\{\d\}")]
    private static partial Regex Argument();
}
