using JobDating.Outcomes.Conversion;
using Xunit;

namespace JobDating.Tests.Outcomes.Conversion;

/// <summary>Against published values: R's <c>prop.test(x, n, correct = FALSE)</c>.</summary>
public sealed class IntervalTests
{
    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(1, 10, 0.0179, 0.4042)]
    [InlineData(10, 20, 0.2993, 0.7007)]
    [InlineData(20, 20, 0.8389, 1)]
    [InlineData(144, 950, 0.1302, 0.1758)]
    public void A_share_lies_within_Wilson_s_bounds(int part, int whole, double low, double high)
    {
        var interval = Interval.Of(part, whole)!.Value;

        Assert.Equal(low, (double)interval.Low, 0.00006);
        Assert.Equal(high, (double)interval.High, 0.00006);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(3, 2)]
    public void Nobody_and_what_is_no_part_have_none(int part, int whole) => Assert.Null(Interval.Of(part, whole));
}
