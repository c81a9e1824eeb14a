using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Interviews;
using NodaTime;

namespace JobDating.Scheduling.Facts;

/// <summary>
/// What becomes of bookings when two candidates turn out to be one: nobody can be at two tables at once, nor, where the site's rule says so, meets an establishment twice. Of two
/// that clash the one that began or was held stands; of two to come the kept candidate's own. Where the kept one has cancelled, or was erased meanwhile, none is left to come.
/// </summary>
internal static class MergedBookings
{
    private const string StandingSql = """
        SELECT i.id, i.site_id, t.siret, i.starts_at, i.ends_at, COALESCE(r.once_per_establishment, 1) AS is_once, CASE WHEN g.cancelled_at IS NOT NULL THEN 1 ELSE 0 END AS is_withdrawn
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        LEFT JOIN site_rules r ON r.site_id = i.site_id
        LEFT JOIN registration g ON g.candidate_id = i.candidate_id AND g.site_id = i.site_id
        WHERE i.candidate_id = @CandidateId AND i.status IN ('booked', 'held')
        """;

    private const string ErasedSql = "SELECT COUNT(*) FROM candidate WHERE id = @CandidateId AND erased_at IS NOT NULL";

    private sealed record Standing
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string Siret { get; init; } = "";
        public Instant StartsAt { get; init; }
        public Instant EndsAt { get; init; }
        public bool IsOnce { get; init; }

        /// <summary>The kept one has cancelled at that site.</summary>
        public bool IsWithdrawn { get; init; }

        public bool ClashesWith(Standing other) =>
            (StartsAt < other.EndsAt && other.StartsAt < EndsAt) || (IsOnce && SiteId == other.SiteId && Siret == other.Siret);
    }

    /// <param name="candidateId">The kept one, who has them all by now.</param>
    /// <param name="came">Those that were the gone one's.</param>
    public static async Task ApplyAsync(Transaction tx, Guid candidateId, IReadOnlySet<Guid> came, CancellationToken ct)
    {
        var future = await Future.OfCandidatesAsync(tx, [candidateId], ct);
        if (future.Count == 0)
            return;
        if (await tx.QueryFirstOrDefaultAsync<int>(ErasedSql, new { CandidateId = candidateId }, ct) > 0)
        {
            await CancelByFact.ApplyAsync(tx, future, Booker.Candidate, "candidate erased", ct);
            return;
        }
        var all = (await tx.QueryAsync<Standing>(StandingSql, new { CandidateId = candidateId }, ct)).ToDictionary(one => one.Id);
        var standing = all.Values.Where(one => future.All(row => row.Id != one.Id)).ToList();
        var ended = new List<RecordInterviews.Row>();
        foreach (var row in future.OrderBy(row => came.Contains(row.Id)).ThenBy(row => row.StartsAt))
            if (all[row.Id].IsWithdrawn || standing.Any(other => came.Contains(other.Id) != came.Contains(row.Id) && all[row.Id].ClashesWith(other)))
                ended.Add(row);
            else
                standing.Add(all[row.Id]);
        await CancelByFact.ApplyAsync(tx, ended, Booker.Coordinator, "candidate merged", ct);
    }
}
