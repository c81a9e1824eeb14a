using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Facts;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Timetables;

/// <summary>What is booked fits its table's day, hours and length, or it is said which of them it does not fit.</summary>
public sealed class FitTests
{
    private static readonly Place Table = new() { Date = SiteAtWork.Day, TimeZone = "Europe/Paris", OpensAt = new LocalTime(9, 0), ClosesAt = new LocalTime(12, 0), Minutes = 10 };

    [Theory]
    [InlineData(9, 0, 10, null), InlineData(9, 5, 10, null), InlineData(11, 50, 10, null)]
    [InlineData(8, 55, 10, "OutsideHours"), InlineData(11, 55, 10, "OutsideHours"), InlineData(9, 0, 20, "OtherLength")]
    public void Within_the_hours_it_need_not_begin_on_a_round(int hour, int minute, int minutes, string? misfit) =>
        Assert.Equal(misfit, Fit.Misfit(Table, SiteAtWork.At(hour, minute), minutes));

    [Fact]
    public void Another_day_lunch_and_unknown_hours_are_said()
    {
        Assert.Equal("OtherDay", Fit.Misfit(Table with { Date = SiteAtWork.Day.PlusDays(1) }, SiteAtWork.At(9, 0), 10));
        Assert.Equal("HoursUnknown", Fit.Misfit(Table with { Minutes = null }, SiteAtWork.At(9, 0), 10));
        var lunch = Table with { Rules = new SiteRules { LunchStartsAt = new LocalTime(10, 0), LunchEndsAt = new LocalTime(10, 30) } };
        Assert.Equal("Lunch", Fit.Misfit(lunch, SiteAtWork.At(9, 55), 10));
        Assert.Null(Fit.Misfit(lunch, SiteAtWork.At(9, 50), 10));
        Assert.Null(Fit.Misfit(lunch, SiteAtWork.At(10, 30), 10));
    }

    [Fact]
    public void A_night_is_one_day_and_its_small_hours_move_with_it()
    {
        var night = Table with { OpensAt = new LocalTime(22, 0), ClosesAt = new LocalTime(2, 0) };
        var one = SiteAtWork.Day.PlusDays(1).At(new LocalTime(1, 0)).InZoneStrictly(night.Zone).ToInstant();
        Assert.Null(Fit.Misfit(night, one, 10));
        Assert.Equal(one + Duration.FromDays(7), SiteChanges.SameTime(one, night with { Date = SiteAtWork.Day.PlusDays(7) }));
        Assert.Equal(SiteAtWork.At(22, 0) + Duration.FromDays(7), SiteChanges.SameTime(SiteAtWork.At(22, 0), night with { Date = SiteAtWork.Day.PlusDays(7) }));
    }
}
