using JobDating.Platform;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Facts;

/// <summary>
/// Booked interviews that have not begun: the only ones that a fact of Registration's may touch. What is held, running or past stays as it is, whatever is said later.
/// </summary>
internal static class Future
{
    private const string Columns = """
        SELECT i.id, i.version, i.edition_id, i.code, i.site_id, i.table_id, t.siret, t.number AS table_number, i.candidate_id, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        """;

    private const string AtSitesSql = $"""
        {Columns}
        WHERE i.site_id IN @SiteIds AND i.status = 'booked' AND i.starts_at > @Now
        ORDER BY i.starts_at
        """;

    private const string OfCandidatesSql = $"""
        {Columns}
        WHERE i.candidate_id IN @CandidateIds AND i.status = 'booked' AND i.starts_at > @Now
        ORDER BY i.starts_at
        """;

    public static Task<IReadOnlyList<RecordInterviews.Row>> AtSitesAsync(Transaction tx, IReadOnlyCollection<Guid> siteIds, CancellationToken ct) =>
        tx.QueryAsync<RecordInterviews.Row>(AtSitesSql, new { SiteIds = siteIds, tx.Now }, ct);

    public static Task<IReadOnlyList<RecordInterviews.Row>> OfCandidatesAsync(Transaction tx, IReadOnlyCollection<Guid> candidateIds, CancellationToken ct) =>
        tx.QueryAsync<RecordInterviews.Row>(OfCandidatesSql, new { CandidateIds = candidateIds, tx.Now }, ct);
}
