using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling.EmployerPages;

/// <summary>A site as the employer who asks may see it: its own tables only.</summary>
internal sealed record OwnSite(string Siret, Timetable Timetable)
{
    private const string ExpectedSql = "SELECT COUNT(*) FROM attendance WHERE site_id = @SiteId AND siret = @Siret";

    public Timetable.SiteRow Site => Timetable.Site;

    public string Address => AddressOf(Site.Id);

    public static string AddressOf(Guid siteId) => $"/scheduling/employer/sites/{siteId}";

    /// <summary>The establishment that the caller comes for.</summary>
    public static string SiretOf(HttpContext http) => Caller.Of(http).Establishments is [var siret, ..] ? siret : throw NotFound();

    public static Rejected NotFound() => new(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);

    /// <exception cref="Rejected">404: no such site, or the establishment does not come to it.</exception>
    public static async Task<OwnSite> FindAsync(HttpContext http, SchedulingDatabase db, Guid siteId, CancellationToken ct)
    {
        var siret = SiretOf(http);
        var timetable = await ReadTimetable.OfSiteAsync(db, siteId, [siret], ct);
        return timetable is not null && (timetable.Tables.Count > 0 || await db.QueryFirstOrDefaultAsync<int>(ExpectedSql, new { SiteId = siteId, Siret = siret }, ct) > 0)
            ? new OwnSite(siret, timetable)
            : throw NotFound();
    }
}
