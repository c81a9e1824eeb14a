using CsCheck;
using JobDating.Scheduling.Rules;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Rules;

/// <summary>A local day is cut into rounds of true time, also when clocks change and when it goes past midnight.</summary>
public sealed class RoundsTests
{
    private static readonly DateTimeZone Paris = DateTimeZoneProviders.Tzdb["Europe/Paris"];
    private static readonly LocalDate Ordinary = new(2024, 4, 11), Forward = new(2024, 3, 31), Back = new(2024, 10, 27);

    [Fact]
    public void A_morning_of_ten_minutes_has_six_rounds_an_hour() =>
        Assert.Equal("09:00 09:10 09:20 09:30 09:40 09:50", Show(Ordinary, new(9, 0), new(10, 0), 10, 0));

    [Fact]
    public void A_round_that_would_end_after_closing_is_none() => Assert.Equal("09:00 09:25", Show(Ordinary, new(9, 0), new(10, 5), 25, 0));

    [Fact]
    public void A_pause_stands_between_two_rounds() => Assert.Equal("09:00 09:15 09:30 09:45", Show(Ordinary, new(9, 0), new(10, 0), 12, 3));

    [Fact]
    public void Nothing_happens_at_lunch_and_the_next_round_begins_at_its_end() =>
        Assert.Equal("11:40 12:00 13:15 13:35", Show(Ordinary, new(11, 40), new(14, 0), 20, 0, (new(12, 20), new(13, 15))));

    [Fact]
    public void A_round_that_would_run_into_lunch_begins_after_it() =>
        Assert.Equal("11:00 11:45 13:00", Show(Ordinary, new(11, 0), new(14, 0), 45, 0, (new(12, 30), new(13, 0))));

    [Fact]
    public void Closing_after_midnight_is_on_the_next_day() =>
        Assert.Equal("22:30 23:00 23:30 00:00 01:30", Show(Ordinary, new(22, 30), new(2, 0), 30, 0, (new(0, 30), new(1, 30))));

    [Fact]
    public void When_clocks_go_forward_an_hour_is_missing() => Assert.Equal("01:00 01:30 03:00 03:30", Show(Forward, new(1, 0), new(4, 0), 30, 0));

    [Fact]
    public void When_clocks_go_back_an_hour_comes_twice() => Assert.Equal("01:30 02:00 02:30 02:00 02:30 03:00", Show(Back, new(1, 30), new(3, 30), 30, 0));

    [Theory]
    [InlineData(0), InlineData(-5), InlineData(1441)]
    public void A_length_that_makes_no_sense_is_refused(int minutes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Rounds.Of(Ordinary, Paris, new(9, 0), new(10, 0), minutes, 0, null));

    [Fact]
    public void Whatever_the_day_rounds_have_their_length_and_follow_each_other_within_the_hours_and_outside_lunch() =>
        Gen.Select(Gen.Int[0, 365], Gen.Int[0, 1439], Gen.Int[0, 1439], Gen.Int[5, 120], Gen.Int[0, 30], Gen.Int[0, 1439].Select(Gen.Int[1, 120])).Sample((day, opens, closes, minutes, pause, meal) =>
        {
            var date = new LocalDate(2024, 1, 1).PlusDays(day);
            var lunch = (Time(meal.Item1), Time((meal.Item1 + meal.Item2) % 1440));
            var rounds = Rounds.Of(date, Paris, Time(opens), Time(closes), minutes, pause, lunch);
            for (var i = 0; i < rounds.Count; i++)
            {
                Assert.Equal(Duration.FromMinutes(minutes), rounds[i].EndsAt - rounds[i].StartsAt);
                if (i > 0)
                    Assert.True(rounds[i].StartsAt - rounds[i - 1].EndsAt >= Duration.FromMinutes(pause) || rounds[i].StartsAt.InZone(Paris).TimeOfDay == lunch.Item2);
            }
            Assert.True(rounds.Count <= 25 * 60 / minutes);
        });

    private static LocalTime Time(int minutes) => LocalTime.FromMinutesSinceMidnight(minutes);

    private static string Show(LocalDate date, LocalTime opensAt, LocalTime closesAt, int minutes, int pause, (LocalTime, LocalTime)? lunch = null) =>
        string.Join(' ', Rounds.Of(date, Paris, opensAt, closesAt, minutes, pause, lunch).Select(round => round.StartsAt.InZone(Paris).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture)));
}
