using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Schedules;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Sites;

/// <summary><c>GET /registration/editions/{code}/sites/{site}</c>: how one site fills, on one screen, and what can be done with it.</summary>
public static class ShowSite
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var found = await ReadSite.FindAsync(caller, code, site, db, ct);
        var filling = await SiteFilling.ReadAsync(found, db, ct);
        var told = await SiteNotices.LatestAsync(found.Id, db, ct);
        return new RazorComponentResult<ShowSitePage>(new
        {
            Site = found,
            Filling = filling,
            told?.Notice,
            told?.Counts,
            Calls = await ScheduleCalls.CountAsync(found, db, ct),
            IsOver = db.Now >= found.EndOfDay,
            MayClone = caller.CoordinatedSites is null,
        });
    }
}
