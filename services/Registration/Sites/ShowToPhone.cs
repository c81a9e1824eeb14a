using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Sites;

/// <summary><c>…/sites/{site}/to-phone</c>: whom the latest news about the site could not reach by mail; each is ticked off when phoned.</summary>
public static class ShowToPhone
{
    public sealed record Form
    {
        public string? Notice { get; init; }
        public string? Kind { get; init; }
        public string? Person { get; init; }

        /// <summary>Set: not phoned after all.</summary>
        public string? Undo { get; init; }
    }

    /// <exception cref="Rejected">404: also when nothing was ever to be told.</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var found = await ReadSite.FindAsync(Caller.Of(http), code, site, db, ct);
        var (notice, counts) = await SiteNotices.LatestAsync(found.Id, db, ct) ?? throw new Rejected(StatusCodes.Status404NotFound, SiteTexts.Words["ToPhone.Nothing", found.Name]);
        return new RazorComponentResult<ShowToPhonePage>(new { Site = found, Notice = notice, Counts = counts, People = await SiteNotices.ToPhoneAsync(notice.Id, db, ct) });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> NoteAsync(string code, string site, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var found = await ReadSite.FindAsync(caller, code, site, db, ct);
        // Only the site's own notice: an id from elsewhere finds nobody.
        if (await SiteNotices.LatestAsync(found.Id, db, ct) is not { } latest || form.Notice != latest.Notice.Id.ToString()
            || !await SiteNotices.NoteAsync(caller.Actor, latest.Notice.Id, form.Kind ?? "", form.Person ?? "", form.Undo is null, db, ct))
            throw new Rejected(StatusCodes.Status404NotFound, SiteTexts.Words["ToPhone.Gone"]);
        return SeeOther.To($"{found.Path}/to-phone");
    }
}
