using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>When an employer and a candidate could meet at a site: the rounds of its tables in which both are free and no rule speaks against it. Read for a page; booking itself asks again.</summary>
public static class ReadTimes
{
    internal const string BusySql = """
        SELECT id, starts_at, ends_at, 0 AS is_table
        FROM interview
        WHERE candidate_id = @CandidateId AND status IN ('booked', 'held') AND starts_at < @Until AND ends_at > @From
        """;

    public sealed record Time(Guid TableId, int TableNumber, string? Recruiter, Instant StartsAt, Instant EndsAt)
    {
        /// <summary>As the form sends it.</summary>
        public string Word => WordOf(TableId, StartsAt);
    }

    /// <param name="Refusal">Why there is no time at all, as a sentence; null: there are times, or only none in common.</param>
    /// <param name="MayWait">Nothing but time stands in the way, or, for an employer, the candidate's number of interviews.</param>
    public sealed record Answer(IReadOnlyList<Time> Times, string? Refusal, bool MayWait);

    public static string WordOf(Guid tableId, Instant startsAt) => $"{tableId:N} {startsAt.ToUnixTimeSeconds()}";

    /// <summary>The table and the beginning, or null for nonsense.</summary>
    public static (Guid TableId, Instant StartsAt)? Read(string? word) =>
        word?.Split(' ') is [var table, var seconds] && Guid.TryParseExact(table, "N", out var id) && long.TryParse(seconds, out var at) && at is > 0 and < 100_000_000_000
            ? (id, Instant.FromUnixTimeSeconds(at))
            : null;

    /// <summary>What takes the candidate's time around the timetable's day, also across sites.</summary>
    internal static async Task<IReadOnlyList<FreeTimes.Busy>> BusyAsync(SchedulingDatabase db, Timetable timetable, Guid candidateId, CancellationToken ct)
    {
        var rounds = timetable.Tables.SelectMany(table => table.Place.Rounds()).ToList();
        var gap = timetable.Rules.Gap;
        return rounds.Count == 0
            ? []
            : await db.QueryAsync<FreeTimes.Busy>(BusySql, new { CandidateId = candidateId, From = rounds.Min(round => round.StartsAt) - gap, Until = rounds.Max(round => round.EndsAt) + gap }, ct);
    }

    /// <param name="tables">All of one establishment's at one site.</param>
    /// <param name="busy">What takes the candidate's time.</param>
    /// <param name="by">Who asks, one of <see cref="Booker"/>.</param>
    /// <param name="except">The interview that would be moved.</param>
    internal static Answer Of(IEnumerable<Timetable.Table> tables, BookingRules.Standing standing, IReadOnlyList<FreeTimes.Busy> busy, string by, Guid? except, Instant now)
    {
        var times = new List<Time>();
        // Some round is forbidden by no rule, only taken.
        var open = false;
        string? rule = null;
        string? sentence = null;
        foreach (var table in tables)
        {
            var cut = table.Place.Rounds();
            // A table without rounds is asked about no particular time: it has its own reason.
            if (cut.Count == 0)
                Say(BookingRules.Refusal(table.Place, standing, now, by, now), table.Place);
            foreach (var free in FreeTimes.Of(cut, [.. busy, .. table.Busy()], table.Place.Rules.Gap, except))
            {
                var refusal = BookingRules.Refusal(table.Place, standing, free.Round.StartsAt, by, now);
                if (refusal is not null)
                    Say(refusal, table.Place);
                else if (free.BothAreFree)
                    times.Add(new Time(table.Id, table.Number, table.Recruiter, free.Round.StartsAt, free.Round.EndsAt));
                else
                    open = true;
            }
        }
        var ordered = times.OrderBy(time => time.StartsAt).ThenBy(time => time.TableNumber);
        return times.Count > 0
            // A candidate chooses a time, or whom to meet then, not a number of a table.
            ? new Answer([.. by == Booker.Candidate ? ordered.DistinctBy(time => (time.StartsAt, time.Recruiter)) : ordered], null, false)
            : new Answer([], open ? null : sentence, open || (rule == "MostReached" && by == Booker.Employer));

        void Say(string? refusal, Place place)
        {
            // That it is too late, or outside the candidate's hours, is the weakest reason: any other says more.
            if (refusal is null || rule is not (null or "Begun" or "Notice" or "NotPresent"))
                return;
            (rule, sentence) = (refusal, ReadStanding.Refused(refusal, place, by).Message);
        }
    }
}
