using JobDating.Scheduling.Bookings;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>When an employer and a candidate could meet at a site: the rounds of its tables in which both are free and no rule speaks against it. Read for a page; booking itself asks again.</summary>
public static class ReadTimes
{
    private const string BusySql = """
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
    /// <param name="MayWait">Nothing but time, or the candidate's number of interviews, stands in the way.</param>
    public sealed record Answer(IReadOnlyList<Time> Times, string? Refusal, bool MayWait);

    public static string WordOf(Guid tableId, Instant startsAt) => $"{tableId:N} {startsAt.ToUnixTimeSeconds()}";

    /// <summary>The table and the beginning, or null for nonsense.</summary>
    public static (Guid TableId, Instant StartsAt)? Read(string? word) =>
        word?.Split(' ') is [var table, var seconds] && Guid.TryParseExact(table, "N", out var id) && long.TryParse(seconds, out var at) && at is > 0 and < 100_000_000_000
            ? (id, Instant.FromUnixTimeSeconds(at))
            : null;

    /// <param name="except">The interview that would be moved.</param>
    internal static async Task<Answer> OfAsync(SchedulingDatabase db, OwnSite own, Guid candidateId, Guid? except, CancellationToken ct)
    {
        var now = db.Now;
        var standing = (await db.QueryFirstOrDefaultAsync<BookingRules.Standing>(ReadStanding.StandingSql, new { CandidateId = candidateId, SiteId = own.Site.Id, own.Site.EditionId, own.Siret, Except = except ?? Guid.Empty }, ct))!;
        var tables = own.Timetable.Tables.Select(table => (Table: table, Rounds: table.Place.Rounds())).ToList();
        var rounds = tables.SelectMany(table => table.Rounds).ToList();
        var gap = own.Timetable.Rules.Gap;
        var busy = rounds.Count == 0
            ? []
            : await db.QueryAsync<FreeTimes.Busy>(BusySql, new { CandidateId = candidateId, From = rounds.Min(round => round.StartsAt) - gap, Until = rounds.Max(round => round.EndsAt) + gap }, ct);
        var times = new List<Time>();
        // Some round is forbidden by no rule, only taken.
        var open = false;
        string? rule = null;
        string? sentence = null;
        foreach (var (table, cut) in tables)
        {
            var taken = table.Interviews.Where(interview => interview.Occupies).Select(interview => new FreeTimes.Busy { Id = interview.Id, StartsAt = interview.StartsAt, EndsAt = interview.EndsAt, IsTable = true });
            // A table without rounds is asked about no particular time: it has its own reason.
            if (cut.Count == 0)
                Say(BookingRules.Refusal(table.Place, standing, now, Booker.Employer, now), table.Place);
            foreach (var free in FreeTimes.Of(cut, [.. busy, .. taken], gap, except))
            {
                var refusal = BookingRules.Refusal(table.Place, standing, free.Round.StartsAt, Booker.Employer, now);
                if (refusal is not null)
                    Say(refusal, table.Place);
                else if (free.BothAreFree)
                    times.Add(new Time(table.Id, table.Number, table.Recruiter, free.Round.StartsAt, free.Round.EndsAt));
                else
                    open = true;
            }
        }
        return times.Count > 0
            ? new Answer([.. times.OrderBy(time => time.StartsAt).ThenBy(time => time.TableNumber)], null, false)
            : new Answer([], open ? null : sentence, open || rule == "MostReached");

        void Say(string? refusal, Place place)
        {
            // What is too late is the weakest reason: any other says more.
            if (refusal is null || rule is not (null or "Begun" or "Notice"))
                return;
            (rule, sentence) = (refusal, ReadStanding.Refused(refusal, place).Message);
        }
    }
}
