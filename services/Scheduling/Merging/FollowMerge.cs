using JobDating.Platform;
using JobDating.Scheduling.WaitingList;

namespace JobDating.Scheduling.Merging;

/// <summary>
/// What employers think of the gone candidate and have noted, and who waits for whom, is the kept one's. Done when either message of the merge comes, for they come in any order; done again it finds nothing left.
/// </summary>
internal static class FollowMerge
{
    /// <summary>The last mark wins.</summary>
    private const string OlderMarksSql = """
        DELETE FROM mark
        WHERE candidate_id = @KeptId AND EXISTS (SELECT 1 FROM mark g WHERE g.candidate_id = @GoneId AND g.siret = mark.siret AND g.marked_at > mark.marked_at)
        """;

    private const string GoneMarksSql = """
        DELETE FROM mark
        WHERE candidate_id = @GoneId AND EXISTS (SELECT 1 FROM mark k WHERE k.candidate_id = @KeptId AND k.siret = mark.siret)
        """;

    private const string MoveMarksSql = "UPDATE mark SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    private const string MoveNotesSql = "UPDATE interview_note SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    private const string WaitsSql = "SELECT id FROM waiting WHERE candidate_id = @GoneId AND ended_at IS NULL";

    /// <summary>Where both wait, they wait once, in the better place.</summary>
    private const string EarlierSql = """
        UPDATE waiting
        SET asked_at = (SELECT MIN(g.asked_at) FROM waiting g WHERE g.candidate_id IN (@KeptId, @GoneId) AND g.site_id = waiting.site_id AND g.siret = waiting.siret AND g.asked_by = waiting.asked_by AND g.ended_at IS NULL)
        WHERE candidate_id = @KeptId AND ended_at IS NULL
        """;

    private const string TwiceSql = """
        UPDATE waiting
        SET status = 'over', ended_at = @Now
        WHERE candidate_id = @GoneId AND ended_at IS NULL
          AND EXISTS (SELECT 1 FROM waiting k WHERE k.candidate_id = @KeptId AND k.site_id = waiting.site_id AND k.siret = waiting.siret AND k.asked_by = waiting.asked_by AND k.ended_at IS NULL)
        """;

    private const string MoveWaitsSql = "UPDATE waiting SET candidate_id = @KeptId, version = version + 1 WHERE candidate_id = @GoneId";

    /// <summary>Nobody is offered two tables at one time: the gone one's offer goes back to its place in the list.</summary>
    private const string CrossedSql = """
        UPDATE waiting
        SET status = 'waiting', version = version + 1, table_id = NULL, starts_at = NULL, ends_at = NULL, expires_at = NULL
        WHERE id IN @Came AND status = 'offered'
          AND EXISTS (SELECT 1 FROM waiting k WHERE k.candidate_id = @KeptId AND k.id NOT IN @Came AND k.status = 'offered' AND k.starts_at < waiting.ends_at AND k.ends_at > waiting.starts_at)
        """;

    private const string ErasedSql = "SELECT COUNT(*) FROM candidate WHERE id = @KeptId AND erased_at IS NOT NULL";

    public static async Task ApplyAsync(Transaction tx, Guid goneId, Guid keptId, CancellationToken ct)
    {
        // The kept one may be gone since, too.
        var ids = new { GoneId = goneId, KeptId = (await MergedCandidates.AmongAsync(tx, [keptId], ct)).GetValueOrDefault(keptId, keptId), tx.Now };
        if (await tx.QueryFirstOrDefaultAsync<int>(ErasedSql, ids, ct) > 0)
        {
            await EraseMarksAndWaits.ApplyAsync(tx, [goneId], ct);
            return;
        }
        var waits = await tx.QueryAsync<Guid>(WaitsSql, ids, ct);
        foreach (var sql in (string[])[OlderMarksSql, GoneMarksSql, MoveMarksSql, MoveNotesSql, EarlierSql, TwiceSql, MoveWaitsSql])
            await tx.ExecuteAsync(sql, ids, ct);
        if (waits.Count > 0)
            await tx.ExecuteAsync(CrossedSql, new { ids.KeptId, Came = waits }, ct);
        await SayWaits.ApplyAsync(tx, waits, ct);
    }
}
