using JobDating.Platform;
using JobDating.Scheduling.Timetables;
using NodaTime;

namespace JobDating.Scheduling.Tables;

/// <summary>A site's tables with the hours and length that are their own, for the coordinator.</summary>
public static class ReadTables
{
    private const string AllSql = """
        SELECT t.id, COALESCE(t.version, 0) AS version, t.siret, t.number, t.is_open, t.opens_at, t.closes_at, t.interview_minutes, t.recruiter, n.company_name, a.status AS attendance_status,
          (SELECT COUNT(*) FROM interview i WHERE i.table_id = t.id AND i.status = 'booked') AS booked
        FROM interview_table t
        LEFT JOIN establishment n ON n.siret = t.siret
        LEFT JOIN attendance a ON a.site_id = t.site_id AND a.siret = t.siret
        WHERE t.site_id = @SiteId
        ORDER BY n.company_name, t.siret, t.number
        """;

    private const string OneSql = """
        SELECT t.id, COALESCE(t.version, 0) AS version, t.siret, t.number, t.is_open, t.opens_at, t.closes_at, t.interview_minutes, t.recruiter, n.company_name, a.status AS attendance_status,
          (SELECT COUNT(*) FROM interview i WHERE i.table_id = t.id AND i.status = 'booked') AS booked
        FROM interview_table t
        LEFT JOIN establishment n ON n.siret = t.siret
        LEFT JOIN attendance a ON a.site_id = t.site_id AND a.siret = t.siret
        WHERE t.site_id = @SiteId AND t.id = @Id
        """;

    public sealed record Table
    {
        public Guid Id { get; init; }

        /// <summary>0: nobody has set anything of it yet.</summary>
        public int Version { get; init; }
        public string Siret { get; init; } = "";
        public int Number { get; init; }
        public bool IsOpen { get; init; }

        /// <summary>Its own; null: the site's.</summary>
        public LocalTime? OpensAt { get; init; }
        public LocalTime? ClosesAt { get; init; }
        public int? InterviewMinutes { get; init; }
        public string? Recruiter { get; init; }
        public string? CompanyName { get; init; }
        public string? AttendanceStatus { get; init; }

        /// <summary>Interviews that are booked at it.</summary>
        public int Booked { get; init; }

        public string Called => TimetableTexts.Table(CompanyName ?? Siret, Number);
    }

    public static Task<IReadOnlyList<Table>> AllAsync(SchedulingDatabase db, Guid siteId, CancellationToken ct) => db.QueryAsync<Table>(AllSql, new { SiteId = siteId }, ct);

    /// <exception cref="Rejected">404: no such table at this site.</exception>
    public static async Task<Table> OneAsync(SchedulingDatabase db, CoordinatedSite.Site site, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Table>(OneSql, new { SiteId = site.Id, Id = id }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, TableTexts.Words["Table.Unknown"]);

    /// <inheritdoc cref="OneAsync(SchedulingDatabase, CoordinatedSite.Site, Guid, CancellationToken)"/>
    public static async Task<Table> OneAsync(Transaction tx, CoordinatedSite.Site site, Guid id, CancellationToken ct) =>
        await tx.QueryFirstOrDefaultAsync<Table>(OneSql, new { SiteId = site.Id, Id = id }, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, TableTexts.Words["Table.Unknown"]);
}
