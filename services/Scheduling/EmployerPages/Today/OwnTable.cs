using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages.Today;

/// <summary>One of the caller's own tables, with the site that it stands at. Each recruiter has the page of their own.</summary>
public sealed record OwnTable
{
    private const string FindSql = """
        SELECT t.id, t.siret, t.number, t.recruiter, t.edition_id, t.site_id, s.name AS site_name, s.date, s.status AS site_status, e.time_zone
        FROM interview_table t
        JOIN site s ON s.id = t.site_id
        JOIN edition e ON e.id = t.edition_id
        WHERE t.id = @Id AND t.siret = @Siret
        """;

    private const string OthersSql = """
        SELECT t.id, t.siret, t.number, t.recruiter, t.edition_id, t.site_id
        FROM interview_table t
        WHERE t.site_id = @SiteId AND t.siret = @Siret AND t.id <> @Id AND t.is_open = 1
        ORDER BY t.number
        """;

    private const string HasSql = """
        SELECT COUNT(*)
        FROM interview i
        JOIN candidate c ON c.id = i.candidate_id
        WHERE i.id = @InterviewId AND i.table_id = @Id AND c.erased_at IS NULL
        """;

    public Guid Id { get; init; }
    public string Siret { get; init; } = "";
    public int Number { get; init; }
    public string? Recruiter { get; init; }
    public Guid EditionId { get; init; }
    public Guid SiteId { get; init; }
    public string SiteName { get; init; } = "";
    public LocalDate Date { get; init; }

    /// <summary>'postponed', 'cancelled', or null: as planned.</summary>
    public string? SiteStatus { get; init; }
    public string TimeZone { get; init; } = "";

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    public string Called => EmployerReading.Table(Number, Recruiter);

    public string Address => AddressOf(Id);

    public static string AddressOf(Guid tableId) => $"/scheduling/employer/today/{tableId}";

    /// <exception cref="Rejected">404: no such table of the caller's.</exception>
    internal static async Task<OwnTable> FindAsync(HttpContext http, SchedulingDatabase db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<OwnTable>(FindSql, new { Id = id, Siret = OwnSite.SiretOf(http) }, ct) ?? throw OwnSite.NotFound();

    /// <summary>The employer's other tables at the same site.</summary>
    internal Task<IReadOnlyList<OwnTable>> OthersAsync(SchedulingDatabase db, CancellationToken ct) => db.QueryAsync<OwnTable>(OthersSql, new { Id, SiteId, Siret }, ct);

    /// <summary>Whether this interview is at this table, with somebody who was not erased.</summary>
    internal async Task<bool> HasAsync(Transaction tx, Guid interviewId, CancellationToken ct) => await tx.QueryFirstOrDefaultAsync<int>(HasSql, new { Id, InterviewId = interviewId }, ct) > 0;
}
