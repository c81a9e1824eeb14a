using JobDating.Platform;

namespace JobDating.Scheduling.WaitingList;

/// <summary>Somebody waits no more.</summary>
internal static class EndWaiting
{
    private const string PairSql = """
        SELECT id
        FROM waiting
        WHERE site_id = @SiteId AND siret = @Siret AND candidate_id = @CandidateId AND ended_at IS NULL
        """;

    private const string EndSql = """
        UPDATE waiting
        SET status = @Status, version = version + 1, ended_at = @Now
        WHERE id = @Id AND ended_at IS NULL
        """;

    /// <summary>The two are booked together: whichever of them waits, waits no more.</summary>
    public static async Task MetOtherwiseAsync(Transaction tx, Guid siteId, string siret, Guid candidateId, CancellationToken ct)
    {
        foreach (var id in await tx.QueryAsync<Guid>(PairSql, new { SiteId = siteId, Siret = siret, CandidateId = candidateId }, ct))
            await EndAsync(tx, id, "over", ct);
    }

    /// <summary>By their own wish; an offer that they leave goes to the next. Twice does nothing more.</summary>
    public static async Task LeaveAsync(SchedulingDatabase db, Actor actor, ReadWaiting.Row wait, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        if (!await EndAsync(tx, wait.Id, "left", ct))
            return;
        await tx.AuditAsync("candidate", wait.CandidateId, $"{wait.AskedBy} waits no more", null, ct);
        await tx.CommitAsync(ct);
    }

    private static async Task<bool> EndAsync(Transaction tx, Guid id, string status, CancellationToken ct)
    {
        if (await tx.ExecuteAsync(EndSql, new { Id = id, Status = status, tx.Now }, ct) == 0)
            return false;
        await SayWaits.ApplyAsync(tx, [id], ct);
        return true;
    }
}
