using JobDating.Registration.Imports;
using Xunit;

namespace JobDating.Tests.Registration.Imports;

public sealed class SiretTests
{
    [Theory]
    [InlineData("73282932000074", true)]
    [InlineData("73282932000075", false)]
    [InlineData("7328293200007", false)]
    [InlineData("732829320000741", false)]
    [InlineData("7328293200007x", false)]
    [InlineData("", false)]
    // La Poste: by Luhn (its seat), by a digit sum of 35, by neither.
    [InlineData("35600000000048", true)]
    [InlineData("35600000049837", true)]
    [InlineData("35600000000044", false)]
    // The same digit sum in another company is not enough.
    [InlineData("73282932000072", false)]
    public void A_siret_passes_by_Luhn_and_La_Poste_by_its_digit_sum_too(string siret, bool isValid) =>
        Assert.Equal(isValid, Siret.IsValid(siret));

    [Fact]
    public void Every_digit_counts()
    {
        for (var place = 0; place < 14; place++)
        {
            var digits = "73282932000074".ToCharArray();
            digits[place] = (char)('0' + (digits[place] - '0' + 1) % 10);
            Assert.False(Siret.IsValid(new string(digits)), new string(digits));
        }
    }

    [Fact]
    public void Spaces_are_taken_out() => Assert.Equal("73282932000074", Siret.WithoutSpaces("732 829 320\u00A000074"));
}
