using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;

namespace JobDating.Scheduling.MyPages;

/// <summary>A site that the candidate who asks is registered at. Its timetable names others too: it is for reckoning, never for showing.</summary>
internal sealed record MySite(Guid CandidateId, Timetable Timetable)
{
    public const string Page = "/scheduling/my";

    private const string RegisteredSql = """
        SELECT COUNT(*)
        FROM registration r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.candidate_id = @CandidateId AND r.site_id = @SiteId AND r.cancelled_at IS NULL AND c.erased_at IS NULL
        """;

    public Timetable.SiteRow Site => Timetable.Site;

    public string Address => AddressOf(Site.Id);

    public static string AddressOf(Guid siteId) => $"{Page}/sites/{siteId}";

    /// <summary>The candidate who comes by personal link. Their pages are their own: a shared computer keeps none of them.</summary>
    public static Guid CandidateOf(HttpContext http)
    {
        http.Response.Headers.CacheControl = "no-cache, no-store";
        return Caller.Of(http).Candidate ?? throw NotFound();
    }

    public static Rejected NotFound() => new(StatusCodes.Status404NotFound, PageFrame.Words["Error.NotFound"]);

    /// <param name="siret">With this establishment's tables only; null: everybody's.</param>
    /// <exception cref="Rejected">404: no such site, the candidate is not registered there, or that establishment has no table there.</exception>
    public static async Task<MySite> FindAsync(HttpContext http, SchedulingDatabase db, Guid siteId, string? siret, CancellationToken ct)
    {
        var candidateId = CandidateOf(http);
        return await db.QueryFirstOrDefaultAsync<int>(RegisteredSql, new { CandidateId = candidateId, SiteId = siteId }, ct) > 0
            && await ReadTimetable.OfSiteAsync(db, siteId, siret is null ? null : [siret], ct) is { } timetable && (siret is null || timetable.Tables.Count > 0)
            ? new MySite(candidateId, timetable)
            : throw NotFound();
    }
}
