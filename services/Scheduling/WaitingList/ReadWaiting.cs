using JobDating.Platform.Ui;
using NodaTime;

namespace JobDating.Scheduling.WaitingList;

/// <summary>For whom an employer, or a candidate, waits, and which times they are offered.</summary>
public static class ReadWaiting
{
    private const string Columns = """
        SELECT w.id, w.site_id, s.name AS site_name, s.date AS site_date, e.time_zone, w.siret, n.company_name, n.name AS establishment_name, w.candidate_id, c.last_name, c.first_name, w.asked_by, w.status,
          w.table_id, t.number AS table_number, t.recruiter, x.number AS only_table_number, x.recruiter AS only_recruiter, w.starts_at, w.expires_at,
          (SELECT COUNT(*) FROM waiting o WHERE o.site_id = w.site_id AND o.ended_at IS NULL AND o.asked_at < w.asked_at
            AND (o.candidate_id = w.candidate_id OR (o.siret = w.siret AND (o.only_table_id IS NULL OR w.only_table_id IS NULL OR o.only_table_id = w.only_table_id))) AND (o.siret <> w.siret OR o.candidate_id <> w.candidate_id)) AS ahead
        FROM waiting w
        JOIN candidate c ON c.id = w.candidate_id
        JOIN site s ON s.id = w.site_id
        JOIN edition e ON e.id = w.edition_id
        LEFT JOIN establishment n ON n.siret = w.siret
        LEFT JOIN interview_table t ON t.id = w.table_id
        LEFT JOIN interview_table x ON x.id = w.only_table_id
        """;

    private const string AtSiteSql = $"{Columns} WHERE w.siret = @Siret AND w.asked_by = 'employer' AND w.ended_at IS NULL AND c.erased_at IS NULL AND w.site_id = @SiteId ORDER BY w.asked_at";

    private const string OfferedSql = $"{Columns} WHERE w.siret = @Siret AND w.asked_by = 'employer' AND c.erased_at IS NULL AND w.status = 'offered' AND w.expires_at > @Now ORDER BY w.starts_at";

    private const string OfCandidateSql = $"{Columns} WHERE w.candidate_id = @CandidateId AND w.asked_by = 'candidate' AND w.ended_at IS NULL AND c.erased_at IS NULL ORDER BY w.asked_at";

    private const string FindSql = """
        SELECT id, site_id, siret, candidate_id, asked_by, status, table_id, starts_at, expires_at
        FROM waiting
        WHERE id = @Id AND ((asked_by = 'employer' AND siret = @Siret) OR (asked_by = 'candidate' AND candidate_id = @CandidateId))
        """;

    public sealed record Row
    {
        public Guid Id { get; init; }
        public Guid SiteId { get; init; }
        public string SiteName { get; init; } = "";
        public LocalDate SiteDate { get; init; }
        public string TimeZone { get; init; } = "";
        public string Siret { get; init; } = "";
        public string? CompanyName { get; init; }
        public string? EstablishmentName { get; init; }
        public Guid CandidateId { get; init; }
        public string LastName { get; init; } = "";
        public string FirstName { get; init; } = "";

        /// <summary>'employer' or 'candidate': who waits.</summary>
        public string AskedBy { get; init; } = "";

        /// <summary>The one table they wait for; null: any of the employer's.</summary>
        public int? OnlyTableNumber { get; init; }
        public string? OnlyRecruiter { get; init; }

        /// <summary>As the table <c>waiting</c> explains.</summary>
        public string Status { get; init; } = "";

        /// <summary>What is offered; null while nothing is.</summary>
        public Guid? TableId { get; init; }
        public int? TableNumber { get; init; }
        public string? Recruiter { get; init; }
        public Instant? StartsAt { get; init; }
        public Instant? ExpiresAt { get; init; }

        /// <summary>Others who asked before, for the same employer's time or the same candidate's: they are offered first.</summary>
        public int Ahead { get; init; }

        public bool IsOffered(Instant now) => Status == "offered" && ExpiresAt > now;
    }

    /// <summary>Those for whom the employer waits at a site, offers too.</summary>
    internal static Task<IReadOnlyList<Row>> AtSiteAsync(SchedulingDatabase db, string siret, Guid siteId, CancellationToken ct) =>
        db.QueryAsync<Row>(AtSiteSql, new { Siret = siret, SiteId = siteId }, ct);

    /// <summary>What the employer is offered, wherever.</summary>
    internal static Task<IReadOnlyList<Row>> OfferedAsync(SchedulingDatabase db, string siret, Instant now, CancellationToken ct) =>
        db.QueryAsync<Row>(OfferedSql, new { Siret = siret, Now = now }, ct);

    /// <summary>Those for whom the candidate waits, offers too, wherever.</summary>
    internal static Task<IReadOnlyList<Row>> OfCandidateAsync(SchedulingDatabase db, Guid candidateId, CancellationToken ct) =>
        db.QueryAsync<Row>(OfCandidateSql, new { CandidateId = candidateId }, ct);

    /// <summary>One of the caller's own, with its ids and what is offered only; ended ones too.</summary>
    /// <param name="siret">Of the employer who asks; null: a candidate does.</param>
    /// <exception cref="Platform.Rejected">404: there is none.</exception>
    internal static async Task<Row> FindAsync(SchedulingDatabase db, Guid id, string? siret, Guid? candidateId, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Row>(FindSql, new { Id = id, Siret = siret, CandidateId = candidateId }, ct)
            ?? throw new Platform.Rejected(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);
}
