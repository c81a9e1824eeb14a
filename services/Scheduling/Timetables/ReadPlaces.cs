using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;

namespace JobDating.Scheduling.Timetables;

/// <summary>All tables of sites, open or not, each with its hours and its site's rules, in two queries.</summary>
internal static class ReadPlaces
{
    private const string PlacesSql = """
        SELECT t.id AS table_id, t.edition_id, t.site_id, t.siret, t.number, t.is_open, s.date, s.status AS site_status, e.time_zone, a.status AS attendance_status,
          COALESCE(t.opens_at, s.opens_at) AS opens_at, COALESCE(t.closes_at, s.closes_at) AS closes_at, COALESCE(t.interview_minutes, s.interview_minutes) AS minutes
        FROM interview_table t
        JOIN site s ON s.id = t.site_id
        JOIN edition e ON e.id = t.edition_id
        LEFT JOIN attendance a ON a.site_id = t.site_id AND a.siret = t.siret
        WHERE t.site_id IN @SiteIds
        """;

    private const string RulesSql = """
        SELECT site_id, version, pause_minutes, lunch_starts_at, lunch_ends_at, most_per_candidate, gap_minutes, notice_minutes, once_per_establishment,
          candidates_book, booking_opens_at, booking_closes_at
        FROM site_rules
        WHERE site_id IN @SiteIds
        """;

    public static async Task<IReadOnlyList<Place>> AtAsync(Transaction tx, IReadOnlyCollection<Guid> siteIds, CancellationToken ct) =>
        With(await tx.QueryAsync<Place>(PlacesSql, new { SiteIds = siteIds }, ct), await tx.QueryAsync<SiteRules>(RulesSql, new { SiteIds = siteIds }, ct));

    public static async Task<IReadOnlyList<Place>> AtAsync(Database db, Guid siteId, CancellationToken ct) =>
        With(await db.QueryAsync<Place>(PlacesSql, new { SiteIds = (Guid[])[siteId] }, ct), await db.QueryAsync<SiteRules>(RulesSql, new { SiteIds = (Guid[])[siteId] }, ct));

    private static List<Place> With(IReadOnlyList<Place> places, IReadOnlyList<SiteRules> rules)
    {
        var bySite = rules.ToDictionary(one => one.SiteId);
        return [.. places.Select(place => place with { Rules = bySite.GetValueOrDefault(place.SiteId) ?? SiteRules.Unset(place.SiteId) })];
    }
}
