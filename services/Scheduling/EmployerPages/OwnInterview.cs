using JobDating.Platform;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>An interview at one of the caller's own tables, with somebody who was not erased.</summary>
public sealed record OwnInterview
{
    private const string FindSql = """
        SELECT i.id, i.version, i.site_id, i.table_id, t.number AS table_number, t.recruiter, i.candidate_id, c.last_name, c.first_name, i.starts_at, i.ends_at, i.status, i.result,
          i.second_interview_on, i.started_at, o.text AS note, s.name AS site_name, s.date AS site_date, e.time_zone
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        JOIN candidate c ON c.id = i.candidate_id
        JOIN site s ON s.id = i.site_id
        JOIN edition e ON e.id = i.edition_id
        LEFT JOIN interview_note o ON o.interview_id = i.id
        WHERE i.id = @Id AND t.siret = @Siret AND c.erased_at IS NULL
        """;

    public Guid Id { get; init; }
    public int Version { get; init; }
    public Guid SiteId { get; init; }
    public Guid TableId { get; init; }
    public int TableNumber { get; init; }
    public string? Recruiter { get; init; }
    public Guid CandidateId { get; init; }
    public string LastName { get; init; } = "";
    public string FirstName { get; init; } = "";
    public Instant StartsAt { get; init; }
    public Instant EndsAt { get; init; }

    /// <summary>'booked', 'held', 'no_show' or 'cancelled'.</summary>
    public string Status { get; init; } = "";
    public string? Result { get; init; }
    public LocalDate? SecondInterviewOn { get; init; }
    public Instant? StartedAt { get; init; }

    /// <summary>The employer's own, several lines; null: none.</summary>
    public string? Note { get; init; }
    public string SiteName { get; init; } = "";
    public LocalDate SiteDate { get; init; }
    public string TimeZone { get; init; } = "";

    public DateTimeZone Zone => DateTimeZoneProviders.Tzdb[TimeZone];

    public string CandidateName => EmployerReading.Name(FirstName, LastName);

    /// <exception cref="Rejected">404: no such interview of the caller's.</exception>
    internal static async Task<OwnInterview> FindAsync(HttpContext http, SchedulingDatabase db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<OwnInterview>(FindSql, new { Id = id, Siret = OwnSite.SiretOf(http) }, ct) ?? throw OwnSite.NotFound();
}
