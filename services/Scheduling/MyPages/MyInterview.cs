using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.MyPages;

/// <summary>One of the candidate's own interviews.</summary>
public sealed record MyInterview
{
    private const string Columns = """
        SELECT i.id, i.site_id, i.table_id, t.number AS table_number, t.recruiter, t.siret, n.company_name, n.name AS establishment_name, i.starts_at, i.ends_at, i.status, s.name AS site_name, s.date AS site_date,
          e.time_zone, COALESCE(u.candidates_book, 0) AS candidates_book
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        JOIN candidate c ON c.id = i.candidate_id
        JOIN site s ON s.id = i.site_id
        JOIN edition e ON e.id = i.edition_id
        LEFT JOIN site_rules u ON u.site_id = i.site_id
        LEFT JOIN establishment n ON n.siret = t.siret
        WHERE i.candidate_id = @CandidateId AND c.erased_at IS NULL
        """;

    private const string FindSql = $"{Columns} AND i.id = @Id";

    private const string ToComeSql = $"{Columns} AND i.status = 'booked' AND i.ends_at > @Now ORDER BY i.starts_at";

    public Guid Id { get; init; }
    public Guid SiteId { get; init; }
    public Guid TableId { get; init; }
    public int TableNumber { get; init; }
    public string? Recruiter { get; init; }
    public string Siret { get; init; } = "";
    public string? CompanyName { get; init; }
    public string? EstablishmentName { get; init; }
    public Instant StartsAt { get; init; }
    public Instant EndsAt { get; init; }

    /// <summary>'booked', 'held', 'no_show' or 'cancelled'.</summary>
    public string Status { get; init; } = "";
    public string SiteName { get; init; } = "";
    public LocalDate SiteDate { get; init; }
    public string TimeZone { get; init; } = "";

    /// <summary>The site lets candidates book and move by themselves.</summary>
    public bool CandidatesBook { get; init; }

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    public string Employer => MyTexts.Employer(Siret, CompanyName, EstablishmentName);

    /// <exception cref="Rejected">404: no such interview of the caller's.</exception>
    internal static async Task<MyInterview> FindAsync(HttpContext http, SchedulingDatabase db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<MyInterview>(FindSql, new { Id = id, CandidateId = MySite.CandidateOf(http) }, ct) ?? throw MySite.NotFound();

    /// <summary>Booked and not over, at all sites.</summary>
    internal static Task<IReadOnlyList<MyInterview>> ToComeAsync(SchedulingDatabase db, Guid candidateId, CancellationToken ct) =>
        db.QueryAsync<MyInterview>(ToComeSql, new { CandidateId = candidateId, db.Now }, ct);
}
