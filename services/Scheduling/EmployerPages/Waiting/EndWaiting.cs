using JobDating.Platform;

namespace JobDating.Scheduling.EmployerPages.Waiting;

/// <summary>An employer waits no more.</summary>
internal static class EndWaiting
{
    private const string MetSql = """
        UPDATE waiting
        SET status = 'over', ended_at = @Now
        WHERE site_id = @SiteId AND siret = @Siret AND candidate_id = @CandidateId AND ended_at IS NULL
        """;

    private const string LeaveSql = """
        UPDATE waiting
        SET status = 'left', ended_at = @Now
        WHERE id = @Id AND ended_at IS NULL
        """;

    /// <summary>They are booked together without an offer.</summary>
    public static Task MetOtherwiseAsync(Transaction tx, Guid siteId, string siret, Guid candidateId, CancellationToken ct) =>
        tx.ExecuteAsync(MetSql, new { SiteId = siteId, Siret = siret, CandidateId = candidateId, tx.Now }, ct);

    /// <summary>By the employer's own wish; an offer that it leaves goes to the next. Twice does nothing more.</summary>
    public static Task LeaveAsync(Transaction tx, Guid id, CancellationToken ct) => tx.ExecuteAsync(LeaveSql, new { Id = id, tx.Now }, ct);
}
