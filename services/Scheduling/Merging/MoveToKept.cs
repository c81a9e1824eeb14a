using JobDating.Platform;
using JobDating.Scheduling.Facts;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Merging;

/// <summary>
/// Moves a gone candidate's interviews to the kept one. What has begun or was held stays as it is, two at once too: facts, of which the hall shows both; of those to come none clash.
/// </summary>
internal static class MoveToKept
{
    private const string InterviewsSql = """
        SELECT id, edition_id, code
        FROM interview
        WHERE candidate_id = @GoneId
        """;

    private sealed record Row
    {
        public Guid Id { get; init; }
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
    }

    /// <summary>Nothing when they have none, or when nobody has said yet whom they became.</summary>
    public static async Task ApplyAsync(Transaction tx, Guid goneId, CancellationToken ct)
    {
        // In the end: the kept one may have become another by a merge that was heard of before this one.
        if (!(await MergedCandidates.AmongAsync(tx, [goneId], ct)).TryGetValue(goneId, out var kept))
            return;
        await Sides.TakeCandidatesAsync(tx, [goneId, kept], ct);
        var rows = await tx.QueryAsync<Row>(InterviewsSql, new { GoneId = goneId }, ct);
        foreach (var edition in rows.GroupBy(row => row.EditionId))
            await RecordInterviews.ApplyAsync(tx, edition.Key, edition.ToDictionary(
                row => row.Code,
                _ => (Func<RecordInterviews.Row?, RecordInterviews.Row>)(old => old! with { CandidateId = kept })), ct);
        if (rows.Count > 0)
            await MergedBookings.ApplyAsync(tx, kept, rows.Select(row => row.Id).ToHashSet(), ct);
    }
}
