using JobDating.Platform;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>When a table is free, and when both it and a candidate are. What occupies time: interviews that are booked or held; one that is missed or cancelled frees it at once.</summary>
public static class FreeTimes
{
    /// <summary>Two halves, so that each engine uses its index.</summary>
    internal const string BusySql = """
        SELECT id, starts_at, ends_at, 1 AS is_table
        FROM interview
        WHERE table_id = @TableId AND status IN ('booked', 'held') AND starts_at < @Until AND ends_at > @From
        UNION ALL
        SELECT id, starts_at, ends_at, 0
        FROM interview
        WHERE candidate_id = @CandidateId AND status IN ('booked', 'held') AND starts_at < @Until AND ends_at > @From
        """;

    public sealed record Busy
    {
        public Guid Id { get; init; }
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
        public bool IsTable { get; init; }
    }

    /// <summary>A round of the table.</summary>
    public readonly record struct Free(Rounds.Round Round, bool TableIsFree, bool CandidateIsFree)
    {
        public bool BothAreFree => TableIsFree && CandidateIsFree;
    }

    /// <param name="busy">Interviews of the table and of the candidate around the day.</param>
    /// <param name="except">The interview that is moved: its own time is free for it.</param>
    public static IReadOnlyList<Free> Of(IReadOnlyList<Rounds.Round> rounds, IReadOnlyList<Busy> busy, Duration gap, Guid? except) =>
        [.. rounds.Select(round => new Free(
            round,
            !busy.Any(other => other.IsTable && other.Id != except && round.Overlaps(other.StartsAt, other.EndsAt)),
            !busy.Any(other => !other.IsTable && other.Id != except && round.Overlaps(other.StartsAt - gap, other.EndsAt + gap))))];

    /// <summary>The same for a candidate who is there for a part of the day only.</summary>
    internal static IReadOnlyList<Free> Of(IReadOnlyList<Rounds.Round> rounds, IReadOnlyList<Busy> busy, Place place, Presence presence, Guid? except) =>
        [.. Of(rounds, busy, place.Rules.Gap, except).Select(free => free with { CandidateIsFree = free.CandidateIsFree && presence.Covers(place, free.Round.StartsAt, free.Round.EndsAt) })];

    /// <summary>The rounds of a table with who is free then, also across sites on one day.</summary>
    internal static async Task<IReadOnlyList<Free>> ReadAsync(Transaction tx, Place place, Guid candidateId, Guid? except, CancellationToken ct)
    {
        var rounds = place.Rounds();
        if (rounds.Count == 0)
            return [];
        var busy = await tx.QueryAsync<Busy>(BusySql, new { place.TableId, CandidateId = candidateId, From = rounds[0].StartsAt - place.Rules.Gap, Until = rounds[^1].EndsAt + place.Rules.Gap }, ct);
        var presence = Presence.Row.Of(await tx.QueryFirstOrDefaultAsync<Presence.Row>(Presence.FindSql, new { CandidateId = candidateId, place.SiteId }, ct));
        return Of(rounds, busy, place, presence, except);
    }
}
