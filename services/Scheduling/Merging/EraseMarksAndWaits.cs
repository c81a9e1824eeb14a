using JobDating.Platform;

namespace JobDating.Scheduling.Merging;

/// <summary>What employers think of erased people and have noted of them, and who waits for whom, goes with them.</summary>
internal static class EraseMarksAndWaits
{
    private const string MarksSql = "DELETE FROM mark WHERE candidate_id IN @Ids";

    private const string WaitsSql = "DELETE FROM waiting WHERE candidate_id IN @Ids";

    private const string NotesSql = "DELETE FROM interview_note WHERE candidate_id IN @Ids";

    public static async Task ApplyAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        await tx.ExecuteAsync(MarksSql, new { Ids = ids }, ct);
        await tx.ExecuteAsync(WaitsSql, new { Ids = ids }, ct);
        await tx.ExecuteAsync(NotesSql, new { Ids = ids }, ct);
    }
}
