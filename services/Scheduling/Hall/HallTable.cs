using JobDating.Scheduling.Rules;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// One table as it is at this moment: who sits there, who is next, what is free. Pure: all it needs is given. Whoever is first in the queue is now's, also when the one before took
/// longer; what is long over and was never noted holds nobody up (<see cref="Forgotten"/>).
/// </summary>
public sealed record HallTable
{
    /// <summary>An interview with what the day has told of it.</summary>
    /// <param name="IsIn">The candidate is checked in.</param>
    public sealed record Seat(Timetable.Interview Interview, Instant? CalledAt, Instant? StartedAt, Instant? FinishedAt, bool IsIn)
    {
        public bool Runs => Interview.Status == "booked" && StartedAt is not null;

        public bool IsOpen => Interview.Status == "booked" && StartedAt is null;
    }

    /// <summary>The words of a table's state, worst first as the board counts them.</summary>
    public static IReadOnlyList<string> States { get; } = ["late", "missing", "running", "waiting", "free", "absent"];

    /// <summary>Nobody has sat down two minutes after the gong: that is late, and not only slow.</summary>
    public static readonly Duration Grace = Duration.FromMinutes(2);

    /// <summary>Who is called before the gong.</summary>
    public static readonly Duration Soon = Duration.FromMinutes(5);

    /// <summary>So long after its end what was never started is no more waited for.</summary>
    private static readonly Duration _patience = Duration.FromMinutes(30);

    public required Timetable.Table Table { get; init; }

    /// <summary>The table's interviews that are not cancelled, by time.</summary>
    public required IReadOnlyList<Seat> Seats { get; init; }

    /// <summary>
    /// 'absent': the employer is; 'running'; 'late': its time has begun, the candidate is in the hall, nobody sits; 'missing': its time has begun, the candidate is not in the hall;
    /// 'waiting': whoever is due now or in five minutes is in the hall; 'free': nobody is due.
    /// </summary>
    public required string State { get; init; }

    /// <summary>Who sits there or is due; null: the table is free.</summary>
    public Seat? Now { get; init; }

    /// <summary>Who comes after; null: nobody any more.</summary>
    public Seat? Next { get; init; }

    /// <summary>The last that ended or was missed: what one step back takes back. Null: none of the last half hour.</summary>
    public Seat? Last { get; init; }

    /// <summary>How many should have been and were neither started nor missed.</summary>
    public int Forgotten { get; init; }

    /// <summary>The first round that begins within a quarter of an hour and has nobody; null: none. One that has just begun counts.</summary>
    public Rounds.Round? Free { get; init; }

    private static readonly Duration _quarter = Duration.FromMinutes(15);

    /// <param name="seats">The table's interviews that are not cancelled, by time.</param>
    public static HallTable Of(Timetable.Table table, IReadOnlyList<Seat> seats, Instant now)
    {
        var waitedFor = seats.Where(seat => seat.IsOpen && seat.Interview.EndsAt + _patience > now).ToList();
        var runs = seats.FirstOrDefault(seat => seat.Runs);
        var due = runs ?? waitedFor.FirstOrDefault(seat => seat.Interview.StartsAt <= now + Soon);
        var isAbsent = table.Place.AttendanceStatus == "absent";
        return new HallTable
        {
            Table = table,
            Seats = seats,
            State = runs is not null ? "running" : isAbsent ? "absent" : due is null ? "free" : StateOf(due, now),
            Now = due,
            Next = waitedFor.FirstOrDefault(seat => seat != due),
            Last = seats.LastOrDefault(seat => seat.Interview.Status is "held" or "no_show" && (seat.FinishedAt ?? seat.Interview.EndsAt) + _patience > now),
            Forgotten = seats.Count(seat => seat.IsOpen && seat.Interview.EndsAt + _patience <= now),
            Free = FreeAt(table, now),
        };
    }

    /// <summary>What of a table's day <see cref="Of"/> looks at.</summary>
    internal static ReadTimetable.Moment Needs(Instant now) => new(now - _patience, now + _quarter);

    private static Rounds.Round? FreeAt(Timetable.Table table, Instant now) => !table.TakesBookings ? null : table.Place.Rounds()
        .Where(round => round.StartsAt + Grace > now && round.StartsAt <= now + _quarter && !table.Interviews.Any(interview => interview.Occupies && round.Overlaps(interview.StartsAt, interview.EndsAt)))
        .Select(round => (Rounds.Round?)round).FirstOrDefault();

    private static string StateOf(Seat due, Instant now) =>
        !due.IsIn ? due.Interview.StartsAt <= now ? "missing" : "free"
        : due.Interview.StartsAt + Grace <= now ? "late" : "waiting";
}
