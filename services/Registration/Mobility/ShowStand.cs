using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Registration.Prints;
using JobDating.Registration.Workshops;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Mobility;

/// <summary><c>/registration/mobility/stand/{edition}/{site}</c>: the mobility adviser's desk on the day: three letters, one tap on what came of the visit, and the last ones to take back.</summary>
public static class ShowStand
{
    private const int MostShown = 5;

    private const string LatestSql = """
        SELECT v.id, v.visited_at, v.outcome, c.code, c.last_name, c.first_name
        FROM mobility_visit v
        JOIN candidate c ON c.id = v.candidate_id
        WHERE v.site_id = @SiteId
        ORDER BY v.visited_at DESC, c.code DESC
        LIMIT @Take
        """;

    private const string CountSql = "SELECT COUNT(*) FROM mobility_visit WHERE site_id = @SiteId";

    /// <param name="done">'noted' or 'undone'.</param>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string edition, string site, string? find, string? done, RegistrationDatabase db, HttpContext http, CancellationToken ct) =>
        await PageAsync(await StandSite.FindAsync(http, db, edition, site, ct), find, done is "noted" or "undone" ? done : null, new FormErrors(), db, ct);

    internal static async Task<RazorComponentResult> PageAsync(SitePeople.Site site, string? find, string? done, FormErrors errors, RegistrationDatabase db, CancellationToken ct)
    {
        var zone = await ShowMobilityVisits.ZoneAsync(db, site, ct);
        var sought = (find ?? "").Trim();
        return errors.Page<StandPage>(new
        {
            Site = site,
            Zone = zone,
            IsToday = db.Now.InZone(zone).Date == site.Date,
            Find = sought,
            Found = await ChooseCandidates.BySearchAsync(db, site.EditionId, sought, ct),
            Latest = await db.QueryAsync<ShowMobilityVisits.Row>(LatestSql, new { SiteId = site.Id, Take = MostShown }, ct),
            InAll = await db.QueryFirstOrDefaultAsync<int>(CountSql, new { SiteId = site.Id }, ct),
            Done = done,
            Errors = errors,
        });
    }
}
