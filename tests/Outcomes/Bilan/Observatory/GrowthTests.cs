using JobDating.Outcomes.Bilan.Observatory;
using Xunit;

namespace JobDating.Tests.Outcomes.Bilan.Observatory;

public sealed class GrowthTests
{
    [Theory]
    // The report's case: the year before is not known.
    [InlineData(26_000, false, 290, null, false, 2.9, false, false)]
    // Two exact years are computed, whatever the source says.
    [InlineData(26_000, false, 300, 25_267, false, 2.9, true, false)]
    [InlineData(25_000, false, null, 25_267, false, -1.1, true, false)]
    // Of round numbers nothing is computed where the source says it.
    [InlineData(26_000, true, 290, 25_000, false, 2.9, false, false)]
    [InlineData(26_000, false, 290, 25_000, true, 2.9, false, false)]
    [InlineData(26_000, true, null, 25_000, true, 4.0, true, true)]
    public void Computed_where_both_years_are_exact(int now, bool nowRounded, int? said, int? before, bool beforeRounded, double percent, bool isComputed, bool isAbout) =>
        Assert.Equal(new Growth((decimal)percent, isComputed, isAbout), Growth.Of(Year(now, nowRounded, said), before is { } known ? Year(known, beforeRounded, null) : null));

    [Fact]
    public void Without_either_it_is_not_known()
    {
        Assert.Null(Growth.Of(Year(26_000, false, null), null));
        Assert.Null(Growth.Of(Year(26_000, false, null), Year(0, false, null)));
    }

    private static ObservatoryYear Year(int over50, bool isRounded, int? said) =>
        new() { Territory = "Lille", TerritoryKey = "lille", Year = 2023, SeekersOver50 = over50, IsRounded = isRounded, GrowthHundredths = said, Source = "Rapport", NotedBy = "" };
}
