using JobDating.Platform;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Rules;

namespace JobDating.Scheduling.Timetables;

/// <summary>All tables of sites, open or not, each with its hours and its site's rules, in two queries.</summary>
internal static class ReadPlaces
{
    private const string PlacesSql = $"""
        {Place.AllSql}
        WHERE t.site_id IN @SiteIds
        """;

    public static async Task<IReadOnlyList<Place>> AtAsync(Transaction tx, IReadOnlyCollection<Guid> siteIds, CancellationToken ct) =>
        With(await tx.QueryAsync<Place>(PlacesSql, new { SiteIds = siteIds }, ct), await tx.QueryAsync<SiteRules>(SiteRules.OfSitesSql, new { SiteIds = siteIds }, ct));

    public static async Task<IReadOnlyList<Place>> AtAsync(Database db, Guid siteId, CancellationToken ct) =>
        With(await db.QueryAsync<Place>(PlacesSql, new { SiteIds = (Guid[])[siteId] }, ct), await db.QueryAsync<SiteRules>(SiteRules.OfSitesSql, new { SiteIds = (Guid[])[siteId] }, ct));

    private static List<Place> With(IReadOnlyList<Place> places, IReadOnlyList<SiteRules> rules)
    {
        var bySite = rules.ToDictionary(one => one.SiteId);
        return [.. places.Select(place => place with { Rules = bySite.GetValueOrDefault(place.SiteId) ?? SiteRules.Unset(place.SiteId) })];
    }
}
