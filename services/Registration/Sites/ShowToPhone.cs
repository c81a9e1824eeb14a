using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Registration.Schedules;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Registration.Sites;

/// <summary>
/// <c>…/sites/{site}/to-phone</c>: whom the latest news about the site, or about their own interviews, could not reach by mail; each is ticked off
/// when phoned.
/// </summary>
public static class ShowToPhone
{
    public sealed record Form
    {
        public string? Notice { get; init; }
        public string? Kind { get; init; }
        public string? Person { get; init; }

        /// <summary>Set: not phoned after all.</summary>
        public string? Undo { get; init; }

        /// <summary>Instead of the others: whose interviews it is about, and the version that was read out.</summary>
        public string? Call { get; init; }
        public string? Version { get; init; }
    }

    /// <exception cref="Rejected">404: also when nothing was ever to be told.</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var found = await ReadSite.FindAsync(Caller.Of(http), code, site, db, ct);
        var calls = await ScheduleCalls.ReadAsync(found, db, ct);
        Seen.People(http, calls.Count);
        if (await SiteNotices.LatestAsync(found.Id, db, ct) is var (notice, counts))
        {
            var people = await SiteNotices.ToPhoneAsync(notice.Id, db, ct);
            Seen.People(http, calls.Count + people.Count);
            return new RazorComponentResult<ShowToPhonePage>(new { Site = found, Notice = notice, Counts = counts, People = people, Calls = calls });
        }
        if (calls.Count == 0 && http.Request.Query["done"].Count == 0)
            throw new Rejected(StatusCodes.Status404NotFound, SiteTexts.Words["ToPhone.Nothing", found.Name]);
        return new RazorComponentResult<ShowToPhonePage>(new { Site = found, Calls = calls });
    }

    /// <exception cref="Rejected">404; 409: the interviews to be told have changed since the list was read.</exception>
    public static async Task<IResult> NoteAsync(string code, string site, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var found = await ReadSite.FindAsync(caller, code, site, db, ct);
        if (form.Call is not null)
        {
            // Only the site's own calls, likewise.
            if ((await ScheduleCalls.ReadAsync(found, db, ct)).FirstOrDefault(call => form.Call == call.Id.ToString()) is not { } call)
                throw new Rejected(StatusCodes.Status404NotFound, SiteTexts.Words["ToPhone.Gone"]);
            return Typed.Version(form.Version) == call.Version && await ScheduleCalls.PhonedAsync(caller.Actor, call, db, ct)
                ? SeeOther.To($"{found.Path}/to-phone?done=1")
                : throw new Rejected(StatusCodes.Status409Conflict, ScheduleTexts.Words["ToPhone.Changed", call.Name]);
        }
        // Only the site's own notice: an id from elsewhere finds nobody.
        if (await SiteNotices.LatestAsync(found.Id, db, ct) is not { } latest || form.Notice != latest.Notice.Id.ToString()
            || !await SiteNotices.NoteAsync(caller.Actor, latest.Notice.Id, form.Kind ?? "", form.Person ?? "", form.Undo is null, db, ct))
            throw new Rejected(StatusCodes.Status404NotFound, SiteTexts.Words["ToPhone.Gone"]);
        return SeeOther.To($"{found.Path}/to-phone");
    }
}
