using System.Globalization;
using JobDating.Registration.Prints;
using Xunit;

namespace JobDating.Tests.Registration.Prints;

/// <summary>A part of the alphabet.</summary>
public sealed class NameRangeTests
{
    private static readonly CultureInfo French = CultureInfo.GetCultureInfo("fr");

    [Theory]
    [InlineData("", "", "Zola", true)]
    [InlineData("a", "c", "Çelik", true)]
    [InlineData("A", "C", "Curie", true)]
    [InlineData("A", "C", "Duval", false)]
    [InlineData("D", "", "éluard", true)]
    [InlineData("D", "", "Curie", false)]
    [InlineData("Le", "Li", "Lefèvre", true)]
    [InlineData("Le", "Li", "LINDON", true)]
    [InlineData("Le", "Li", "Lambert", false)]
    [InlineData("Le", "Li", "Lovelace", false)]
    [InlineData("é", "é", "Eluard", true)]
    public void Both_ends_are_in_it_and_accents_and_case_do_not_count(string from, string to, string name, bool has) =>
        Assert.Equal(has, NameRange.Of(from, $" {to} ").Has(name, French));
}
