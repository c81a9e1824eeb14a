using System.Globalization;
using JobDating.Outcomes.Bilan;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan;

public sealed class RateTests
{
    [Theory]
    [InlineData(274, 950, "0.2884"), InlineData(605, 1376, "0.4397"), InlineData(40, 274, "0.146"), InlineData(1, 1, "1"), InlineData(0, 7, "0")]
    [InlineData(1, 3, "0.3333"), InlineData(2, 3, "0.6667"), InlineData(144, 950, "0.1516"), InlineData(449, 882, "0.5091")]
    public void A_rate_has_four_decimals_and_no_zeros_behind(int numerator, int denominator, string rate) =>
        Assert.Equal(rate, Rate.Of(numerator, denominator)!.Value.ToString(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(1, 20000, "0.0001"), InlineData(3, 20000, "0.0002"), InlineData(1, 32, "0.0313"), InlineData(3, 32, "0.0938"), InlineData(2001, 20000, "0.1001")]
    public void Half_goes_away_from_zero(int numerator, int denominator, string rate) =>
        Assert.Equal(rate, Rate.Of(numerator, denominator)!.Value.ToString(CultureInfo.InvariantCulture));

    [Fact]
    public void Nothing_to_divide_by_is_no_rate_and_not_zero() => Assert.Null(Rate.Of(0, 0));
}
