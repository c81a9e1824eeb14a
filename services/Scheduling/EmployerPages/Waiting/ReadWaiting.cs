using NodaTime;

namespace JobDating.Scheduling.EmployerPages.Waiting;

/// <summary>For whom an employer waits, and which times it is offered.</summary>
public static class ReadWaiting
{
    private const string Columns = """
        SELECT w.id, w.site_id, s.name AS site_name, s.date AS site_date, e.time_zone, w.candidate_id, c.last_name, c.first_name, w.status, w.table_id, t.number AS table_number, t.recruiter,
          w.starts_at, w.expires_at
        FROM waiting w
        JOIN candidate c ON c.id = w.candidate_id
        JOIN site s ON s.id = w.site_id
        JOIN edition e ON e.id = w.edition_id
        LEFT JOIN interview_table t ON t.id = w.table_id
        WHERE w.siret = @Siret AND w.ended_at IS NULL AND c.erased_at IS NULL
        """;

    private const string AtSiteSql = $"{Columns} AND w.site_id = @SiteId ORDER BY w.asked_at";

    private const string OfferedSql = $"{Columns} AND w.status = 'offered' AND w.expires_at > @Now ORDER BY w.starts_at";

    private const string FindSql = "SELECT id, site_id, candidate_id, status, table_id, starts_at, expires_at FROM waiting WHERE id = @Id AND siret = @Siret";

    public sealed record Row
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string SiteName { get; init; } = "";
        public LocalDate SiteDate { get; init; }
        public string TimeZone { get; init; } = "";
        public Guid CandidateId { get; init; }
        public string LastName { get; init; } = "";
        public string FirstName { get; init; } = "";

        /// <summary>As the table <c>waiting</c> explains.</summary>
        public string Status { get; init; } = "";

        /// <summary>What is offered; null while nothing is.</summary>
        public Guid? TableId { get; init; }
        public int? TableNumber { get; init; }
        public string? Recruiter { get; init; }
        public Instant? StartsAt { get; init; }
        public Instant? ExpiresAt { get; init; }

        public bool IsOffered(Instant now) => Status == "offered" && ExpiresAt > now;
    }

    internal static Task<IReadOnlyList<Row>> AtSiteAsync(SchedulingDatabase db, string siret, Guid siteId, CancellationToken ct) =>
        db.QueryAsync<Row>(AtSiteSql, new { Siret = siret, SiteId = siteId }, ct);

    internal static Task<IReadOnlyList<Row>> OfferedAsync(SchedulingDatabase db, string siret, Instant now, CancellationToken ct) =>
        db.QueryAsync<Row>(OfferedSql, new { Siret = siret, Now = now }, ct);

    /// <summary>One of the employer's own, with its ids and what is offered only; ended ones too.</summary>
    /// <exception cref="Platform.Rejected">404: there is none.</exception>
    internal static async Task<Row> FindAsync(SchedulingDatabase db, string siret, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Row>(FindSql, new { Id = id, Siret = siret }, ct) ?? throw OwnSite.NotFound();
}
