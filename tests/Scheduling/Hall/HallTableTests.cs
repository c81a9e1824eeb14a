using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Hall;
using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using JobDating.Tests.Scheduling.Bookings;
using NodaTime;
using Xunit;

namespace JobDating.Tests.Scheduling.Hall;

/// <summary>What a table is at one moment, and when the gong sounds.</summary>
public sealed class HallTableTests
{
    [Theory]
    [InlineData(8, 50, true, "free")]
    [InlineData(8, 55, true, "waiting")]
    [InlineData(8, 55, false, "free")]
    [InlineData(9, 0, false, "missing")]
    [InlineData(9, 1, true, "waiting")]
    [InlineData(9, 2, true, "late")]
    [InlineData(9, 39, true, "late")]
    [InlineData(9, 40, true, "free")]
    public void Who_is_due_and_in_the_hall_waits_and_is_late_two_minutes_after_the_gong(int hour, int minute, bool isIn, string state) =>
        Assert.Equal(state, HallTable.Of(Table(), [Seat(9, 0, isIn: isIn)], SiteAtWork.At(hour, minute)).State);

    [Fact]
    public void Whoever_is_first_in_the_queue_is_due_and_what_was_never_noted_holds_nobody_up()
    {
        var table = HallTable.Of(Table(), [Seat(9, 0), Seat(9, 30), Seat(9, 40), Seat(9, 50)], SiteAtWork.At(9, 41));
        Assert.Equal((SiteAtWork.At(9, 30), SiteAtWork.At(9, 40), 1), (table.Now!.Interview.StartsAt, table.Next!.Interview.StartsAt, table.Forgotten));
        var runs = HallTable.Of(Table(), [Seat(9, 30), Seat(9, 40, startedAt: SiteAtWork.At(9, 39))], SiteAtWork.At(9, 41));
        Assert.Equal(("running", SiteAtWork.At(9, 40), SiteAtWork.At(9, 30)), (runs.State, runs.Now!.Interview.StartsAt, runs.Next!.Interview.StartsAt));
    }

    [Fact]
    public void An_absent_employers_table_is_absent_unless_somebody_sits_there()
    {
        Assert.Equal("absent", HallTable.Of(Table("absent"), [], SiteAtWork.At(9, 0)).State);
        Assert.Equal("running", HallTable.Of(Table("absent"), [Seat(9, 0, startedAt: SiteAtWork.At(9, 0))], SiteAtWork.At(9, 5)).State);
    }

    [Fact]
    public void The_gong_sounds_at_each_beginning_and_at_each_end_without_one()
    {
        Rounds.Round[] rounds = [new(SiteAtWork.At(9, 0), SiteAtWork.At(9, 10)), new(SiteAtWork.At(9, 10), SiteAtWork.At(9, 20)), new(SiteAtWork.At(9, 25), SiteAtWork.At(9, 35))];
        Assert.Equal(new Gong(null, null, SiteAtWork.At(9, 0), true), Gong.Of(rounds, SiteAtWork.At(8, 0)));
        Assert.Equal(new Gong(1, rounds[0], SiteAtWork.At(9, 10), true), Gong.Of(rounds, SiteAtWork.At(9, 0)));
        Assert.Equal(new Gong(2, rounds[1], SiteAtWork.At(9, 20), false), Gong.Of(rounds, SiteAtWork.At(9, 10)));
        Assert.Equal(new Gong(null, null, null, false), Gong.Of(rounds, SiteAtWork.At(9, 35)));
    }

    [Fact]
    public void In_the_hall_are_those_who_wished_or_met_nobody_and_have_time()
    {
        var (wished, nobody, met, soon, sits) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        var table = Table();
        var other = Table(siret: SiteAtWork.Globex) with
        {
            Interviews = [Seat(8, 0, met).Interview with { Status = "held" }, Seat(8, 0, wished).Interview with { Status = "held" }, Seat(9, 12, soon).Interview, Seat(9, 20, sits).Interview],
        };
        var timetable = new Timetable(new Timetable.SiteRow(), SiteRules.Unset(Guid.Empty), [table, other]);
        var free = new Rounds.Round(SiteAtWork.At(9, 0), SiteAtWork.At(9, 10));
        var proposed = InTheHall.For(timetable, table, free, new HashSet<Guid> { wished, nobody, met, soon, sits }, new Dictionary<Guid, int> { [wished] = 2, [soon] = 1, [sits] = 1 }, new HashSet<Guid> { sits }, SiteAtWork.At(9, 0));
        Assert.Equal([wished, nobody], proposed.Select(one => one.CandidateId));
    }

    private static Timetable.Table Table(string attendance = "present", string siret = SiteAtWork.Acme) => new()
    {
        Place = new Place { TableId = Guid.CreateVersion7(), Siret = siret, Number = 1, IsOpen = true, Date = SiteAtWork.Day, TimeZone = "Europe/Paris", AttendanceStatus = attendance, OpensAt = new LocalTime(9, 0), ClosesAt = new LocalTime(12, 0), Minutes = 10 },
        CompanyName = "Acme",
    };

    private static HallTable.Seat Seat(int hour, int minute, Guid? candidate = null, bool isIn = true, Instant? startedAt = null) => new(
        new Timetable.Interview { Id = Guid.CreateVersion7(), CandidateId = candidate ?? Guid.CreateVersion7(), StartsAt = SiteAtWork.At(hour, minute), EndsAt = SiteAtWork.At(hour, minute) + Duration.FromMinutes(10), Minutes = 10, Status = "booked" },
        null, startedAt, null, isIn);
}
