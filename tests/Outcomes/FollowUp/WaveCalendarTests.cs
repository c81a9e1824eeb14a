using JobDating.Outcomes.FollowUp;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Outcomes.FollowUp;

public sealed class WaveCalendarTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];

    [Theory]
    [InlineData("2023-04-11", "1 2023-05-11, 2 2023-07-11, 3 2023-10-11, 4 2023-11-30")]
    [InlineData("2023-01-31", "1 2023-02-28, 2 2023-04-30, 3 2023-07-31, 4 2023-11-30")]
    [InlineData("2024-01-31", "1 2024-02-29, 2 2024-04-30, 3 2024-07-31, 4 2024-11-30")]
    [InlineData("2023-08-31", "1 2023-09-30, 2 2023-11-30, 3 2024-02-29, 4 2023-11-30")]
    [InlineData("2024-02-29", "1 2024-03-29, 2 2024-05-29, 3 2024-08-29, 4 2024-11-30")]
    [InlineData("2023-11-16", "1 2023-12-16, 2 2024-02-16, 3 2024-05-16, 4 2023-11-30")]
    [InlineData("2023-11-17", "1 2023-12-17, 2 2024-02-17, 3 2024-05-17")]
    [InlineData("2023-12-05", "1 2024-01-05, 2 2024-03-05, 3 2024-06-05")]
    public void A_site_has_waves_after_one_three_and_six_months_and_at_the_end_of_November(string date, string waves) =>
        Assert.Equal(waves, string.Join(", ", WaveCalendar.Defaults(Day(date)).Select(wave => $"{wave.Number} {wave.DueOn:uuuu-MM-dd}")));

    [Theory]
    [InlineData("2024-05-10", "Wait")]
    [InlineData("2024-05-11", "Open")]
    [InlineData("2024-06-10", "Open")]
    [InlineData("2024-06-11", "Miss")]
    [InlineData("2031-01-01", "Miss")]
    public void A_wave_may_begin_on_its_day_and_thirty_days_after(string today, string decision)
    {
        Assert.Equal(decision, $"{WaveCalendar.Decide(Day("2024-05-11"), Day(today))}");
        Assert.Equal(decision == "Miss", WaveCalendar.IsOver(Day("2024-05-11"), Day(today)));
    }

    [Theory]
    [InlineData("2024-05-11", "2024-06-10T22:00:00Z")]
    // The last day is the one on which clocks go back, and has 25 hours.
    [InlineData("2024-09-27", "2024-10-27T23:00:00Z")]
    // The last day is the one on which clocks go forward, and has 23.
    [InlineData("2024-03-01", "2024-03-31T22:00:00Z")]
    public void A_wave_ends_at_the_midnight_after_its_last_day(string dueOn, string ends) =>
        Assert.Equal(ends, $"{WaveCalendar.Ends(Day(dueOn), Paris)}");

    [Theory]
    [InlineData("2024-03-30T07:00:00Z", true)]
    [InlineData("2024-03-31T05:59:59Z", false)]
    [InlineData("2024-03-31T06:00:00Z", true)]
    [InlineData("2024-10-26T18:00:00Z", false)]
    [InlineData("2024-10-27T06:59:59Z", false)]
    [InlineData("2024-10-27T18:59:59Z", true)]
    [InlineData("2024-10-27T19:00:00Z", false)]
    public void Mails_leave_from_eight_to_twenty_by_the_clock_on_the_wall(string at, bool may) =>
        Assert.Equal(may, WaveCalendar.MaySend(NodaTime.Text.InstantPattern.General.Parse(at).Value, Paris));

    [Theory]
    [InlineData("2024-05-11")]
    [InlineData("2024-03-29")]
    [InlineData("2024-10-24")]
    public void A_reminder_leaves_on_one_of_three_days_whatever_clocks_do(string sent)
    {
        var at = Day(sent).At(new LocalTime(19, 59)).InZoneStrictly(Paris).ToInstant();
        int[] On(int reminder) => [.. Enumerable.Range(0, 40).Where(day => WaveCalendar.SentBetween(reminder, Day(sent).PlusDays(day), Paris) is var (from, before) && at >= from && at < before)];
        Assert.Equal([3, 4, 5], On(1));
        Assert.Equal([10, 11, 12], On(2));
        Assert.Equal(Paris.AtStartOfDay(Day(sent).PlusDays(6)).ToInstant(), WaveCalendar.ReminderEnds(1, at, Paris));
        // From the last day of the first reminder to the first of the second they are far enough apart.
        Assert.True(Paris.AtStartOfDay(Day(sent).PlusDays(6)).ToInstant() <= WaveCalendar.RemindedSince(Day(sent).PlusDays(10), Paris));
        Assert.Equal(Day(sent).PlusDays(-6), WaveCalendar.PeaceSince(Day(sent), Paris).InZone(Paris).Date);
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;
}
