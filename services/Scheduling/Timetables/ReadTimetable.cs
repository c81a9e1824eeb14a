using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>The timetables of sites as they stand: tables, their rounds, the interviews with the candidates' names. Four statements, however many sites, tables and interviews.</summary>
internal static class ReadTimetable
{
    private const string SitesSql = """
        SELECT s.id, s.edition_id, e.code AS edition_code, e.time_zone, s.code, s.name, s.commune, s.date, s.status, s.opens_at, s.closes_at
        FROM site s
        JOIN edition e ON e.id = s.edition_id
        WHERE s.id IN @SiteIds
        ORDER BY s.date, s.name, s.code
        """;

    private const string TablesSql = """
        SELECT t.id AS table_id, t.site_id, t.siret, t.number, t.is_open, t.recruiter, a.status AS attendance_status, n.company_name, n.name AS establishment_name,
          COALESCE(t.opens_at, s.opens_at) AS opens_at, COALESCE(t.closes_at, s.closes_at) AS closes_at, COALESCE(t.interview_minutes, s.interview_minutes) AS minutes
        FROM interview_table t
        JOIN site s ON s.id = t.site_id
        LEFT JOIN attendance a ON a.site_id = t.site_id AND a.siret = t.siret
        LEFT JOIN establishment n ON n.siret = t.siret
        WHERE t.site_id IN @SiteIds
        """;

    private const string OwnTablesSql = $"{TablesSql} AND t.siret IN @Sirets";

    /// <summary>By the tables, not by the interviews' own site: one employer's page does not read everybody's.</summary>
    private const string Interviews = """
        SELECT i.id, i.version, i.site_id, i.table_id, i.candidate_id, i.starts_at, i.ends_at, i.minutes, i.status, i.result, i.second_interview_on, i.booked_by, i.is_pinned,
          CASE WHEN c.erased_at IS NULL THEN c.last_name END AS last_name, CASE WHEN c.erased_at IS NULL THEN c.first_name END AS first_name
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        LEFT JOIN candidate c ON c.id = i.candidate_id
        WHERE t.site_id IN @SiteIds AND i.status <> 'cancelled'
        """;

    private const string InOrder = "ORDER BY i.starts_at, i.id";

    private const string InterviewsSql = $"{Interviews} {InOrder}";

    private const string OwnInterviewsSql = $"{Interviews} AND t.siret IN @Sirets {InOrder}";

    /// <summary>At some moment of the day: what lies around it, what is still open from before, what was called, runs or has just ended, and whoever is next at each table. DISTINCT, so that SQLite looks for the next once a table, not once an interview.</summary>
    private const string MomentSql = """
        SELECT i.id, i.version, i.site_id, i.table_id, i.candidate_id, i.starts_at, i.ends_at, i.minutes, i.status, i.result, i.second_interview_on, i.booked_by, i.is_pinned,
          CASE WHEN c.erased_at IS NULL THEN c.last_name END AS last_name, CASE WHEN c.erased_at IS NULL THEN c.first_name END AS first_name
        FROM (
          SELECT DISTINCT t.id, t.is_open,
            (SELECT MIN(n.starts_at) FROM interview n WHERE n.table_id = t.id AND n.status = 'booked' AND n.started_at IS NULL AND n.starts_at >= @Until) AS next_at
          FROM interview_table t
          WHERE t.site_id IN @SiteIds) t
        JOIN interview i ON i.table_id = t.id
        LEFT JOIN candidate c ON c.id = i.candidate_id
        WHERE i.status <> 'cancelled' AND (
          (i.ends_at > @Since AND i.starts_at < @Until)
          OR (i.status IN ('held', 'no_show') AND COALESCE(i.finished_at, i.ends_at) > @Since)
          OR t.is_open = 0
          OR (i.status = 'booked' AND (i.starts_at < @Until OR i.started_at IS NOT NULL OR i.called_at IS NOT NULL OR i.starts_at = t.next_at)))
        ORDER BY i.starts_at, i.id
        """;

    /// <summary>Only what a moment of the day needs.</summary>
    /// <param name="Since">What ended after that.</param>
    /// <param name="Until">Whatever could overlap a round that begins until then.</param>
    public readonly record struct Moment(Instant Since, Instant Until);

    /// <summary>Each site that there is, by date and name.</summary>
    /// <param name="sirets">Only these establishments' tables; null: everybody's.</param>
    /// <param name="moment">Null: the whole day. Not together with <paramref name="sirets"/>.</param>
    public static async Task<IReadOnlyList<Timetable>> OfSitesAsync(SchedulingDatabase db, IReadOnlyList<Guid> siteIds, IReadOnlyList<string>? sirets, CancellationToken ct, Moment? moment = null)
    {
        var sites = await db.QueryAsync<Timetable.SiteRow>(SitesSql, new { SiteIds = siteIds }, ct);
        if (sites.Count == 0)
            return [];
        object which = sirets is null ? new { SiteIds = siteIds } : new { SiteIds = siteIds, Sirets = sirets };
        var rules = (await db.QueryAsync<SiteRules>(SiteRules.OfSitesSql, new { SiteIds = siteIds }, ct)).ToDictionary(rules => rules.SiteId);
        var rows = await db.QueryAsync<Timetable.TableRow>(sirets is null ? TablesSql : OwnTablesSql, which, ct);
        var tables = rows.ToLookup(table => table.SiteId);
        var interviews = (moment is { } at
            ? await db.QueryAsync<Timetable.Interview>(MomentSql, new { SiteIds = siteIds, at.Since, Until = at.Until + Duration.FromMinutes(rows.Max(table => table.Minutes) ?? 0) }, ct)
            : await db.QueryAsync<Timetable.Interview>(sirets is null ? InterviewsSql : OwnInterviewsSql, which, ct)).ToLookup(interview => interview.TableId);
        return [.. sites.Select(site =>
        {
            var own = rules.GetValueOrDefault(site.Id) ?? SiteRules.Unset(site.Id);
            return new Timetable(site, own, [.. tables[site.Id].Where(table => table.IsOpen || interviews.Contains(table.TableId)).OrderBy(table => TimetableTexts.Order(table.CompanyName, table.Siret, table.Number), StringComparer.Ordinal).Select(table => new Timetable.Table
            {
                Place = PlaceOf(site, own, table),
                Recruiter = table.Recruiter,
                CompanyName = table.CompanyName ?? table.Siret,
                EstablishmentName = table.EstablishmentName,
                Interviews = [.. interviews[table.TableId]],
            })]);
        })];
    }

    /// <summary>Null: there is no such site.</summary>
    public static async Task<Timetable?> OfSiteAsync(SchedulingDatabase db, Guid siteId, IReadOnlyList<string>? sirets, CancellationToken ct, Moment? moment = null) =>
        (await OfSitesAsync(db, [siteId], sirets, ct, moment)).FirstOrDefault();

    private static Place PlaceOf(Timetable.SiteRow site, SiteRules rules, Timetable.TableRow table) => new()
    {
        TableId = table.TableId,
        EditionId = site.EditionId,
        SiteId = site.Id,
        Siret = table.Siret,
        Number = table.Number,
        IsOpen = table.IsOpen,
        Date = site.Date,
        SiteStatus = site.Status,
        TimeZone = site.TimeZone,
        AttendanceStatus = table.AttendanceStatus,
        OpensAt = table.OpensAt,
        ClosesAt = table.ClosesAt,
        Minutes = table.Minutes,
        Rules = rules,
    };
}
