using JobDating.Outcomes.Bilan;
using JobDating.Outcomes.Conversion;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.Conversion;

public sealed class OverviewTests
{
    private static Overview Of(int received, int known, int hires, params (int, int)[] days) =>
        new("2023", "Tour", new LocalDate(2023, 11, 30), new TotalCounts { Received = received, Hires = hires, Deep = new Counts.Depth { Known = known } }, days);

    [Fact]
    public void The_silent_may_be_like_those_of_whom_something_is_known_or_not_hired_at_all() => Assert.Equal(144 + 158, Of(950, 453, 144).IfAllWereAlike);

    [Fact]
    public void While_nothing_is_known_of_anybody_there_is_no_range() => Assert.Null(Of(950, 0, 0).IfAllWereAlike);

    [Fact]
    public void Times_to_hire_fall_into_bands_and_those_without_a_first_day_are_not_known()
    {
        var overview = Of(100, 50, 12, (-3, 1), (0, 2), (30, 1), (31, 1), (91, 1), (92, 1), (182, 1), (183, 2));

        Assert.Equal([1, 3, 2, 2, 2], overview.ByBand);
        Assert.Equal(2, overview.StartNotKnown);
        Assert.Equal(31, overview.MedianDays);
        Assert.Null(Of(100, 50, 12).MedianDays);
    }
}
