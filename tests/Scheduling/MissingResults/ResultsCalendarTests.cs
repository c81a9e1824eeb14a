using JobDating.Scheduling.MissingResults;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.MissingResults;

/// <summary>A site on 11 April 2024 in Paris.</summary>
public sealed class ResultsCalendarTests
{
    private static readonly DateTimeZone _paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly LocalDate _day = new(2024, 4, 11);

    [Theory]
    [InlineData(17, 0, 16, 59, 0)]
    [InlineData(17, 0, 17, 0, 1)]
    [InlineData(17, 0, 19, 44, 1)]
    [InlineData(17, 0, 19, 45, 0)]
    [InlineData(17, 0, 24 + 7, 59, 0)]
    [InlineData(17, 0, 24 + 8, 0, 1)]
    [InlineData(20, 30, 20, 30, 0)]
    [InlineData(20, 30, 24 + 8, 0, 1)]
    // A night that closes at two: the next morning.
    [InlineData(2, 0, 24 + 1, 59, 0)]
    [InlineData(2, 0, 24 + 8, 0, 1)]
    [InlineData(17, 0, 3 * 24 + 7, 59, 0)]
    [InlineData(17, 0, 3 * 24 + 8, 0, 2)]
    [InlineData(17, 0, 7 * 24 + 8, 0, 3)]
    [InlineData(17, 0, 14 * 24 + 19, 0, 3)]
    [InlineData(17, 0, 15 * 24 + 8, 0, 0)]
    public void Asked_in_the_evening_then_after_three_days_and_seven_and_never_at_night_nor_after_two_weeks(int closesAt, int closesMinute, int hours, int minutes, int step)
    {
        var now = _paris.AtLeniently(_day.AtMidnight() + Period.FromHours(hours) + Period.FromMinutes(minutes)).ToInstant();
        Assert.Equal(step, ResultsCalendar.StepDue(_day, new LocalTime(9, 0), new LocalTime(closesAt, closesMinute), _paris, now));
    }

    [Fact]
    public void A_site_that_does_not_say_when_it_closes_closes_at_six() =>
        Assert.Equal((0, 1), (StepAt(17, 59), StepAt(18, 0)));

    private static int StepAt(int hour, int minute) => ResultsCalendar.StepDue(_day, null, null, _paris, _day.At(new LocalTime(hour, minute)).InZoneLeniently(_paris).ToInstant());
}
