using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Registration.Sites;

/// <summary>
/// A site is postponed to another date, cancelled, or takes place after all: <c>…/sites/{site}/postpone</c>, <c>/cancel</c>, <c>/restore</c>. In
/// the same transaction a notice is written, which <see cref="TellConcerned"/> brings to everyone concerned. Registrations stay as they are:
/// who registered is registered, and figures do not move.
/// </summary>
public static class MoveSite
{
    /// <summary>People may plan their week by it: after so many days the news is old.</summary>
    private const int DaysOfNews = 7;

    private const string ReplaceSql = "UPDATE site_notice SET status = 'replaced' WHERE site_id = @SiteId AND status = 'open'";

    private const string NumberSql = "SELECT COALESCE(MAX(number), 0) FROM site_notice WHERE site_id = @SiteId";

    private const string InsertSql = """
        INSERT INTO site_notice (id, site_id, edition_id, number, kind, reason, old_date, new_date, said_at, not_after, status)
        VALUES (@Id, @SiteId, @EditionId, @Number, @Kind, @Reason, @OldDate, @NewDate, @Now, @NotAfter, 'open')
        """;

    public sealed record Form
    {
        public string? Version { get; init; }
        public string? Date { get; init; }
        public string? Reason { get; init; }
    }

    /// <exception cref="Rejected">404; 409 when it has been held, or is already so.</exception>
    public static async Task<IResult> AskAsync(string code, string site, string act, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var found = await ReadSite.FindAsync(Caller.Of(http), code, site, db, ct);
        return await PageAsync(found, act, new Form(), new FormErrors(), db, ct);
    }

    /// <exception cref="Rejected">404; 409 when it has been held, or is already so.</exception>
    public static async Task<IResult> RunAsync(string code, string site, string act, [FromForm] Form form, HttpContext http, RegistrationDatabase db, CancellationToken ct)
    {
        var caller = Caller.Of(http);
        var found = await ReadSite.FindAsync(caller, code, site, db, ct);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var date = act == "postpone" ? typed.Date("date", form.Date, required: true) : found.Date;
        var reason = typed.Text("reason", form.Reason, 500, required: act != "restore");
        // A second press of the same button finds it done.
        if (IsDone(found))
            return SeeOther.To(found.Path);
        if (date == found.Date && act == "postpone")
            errors.Add("date", SiteTexts.Words["Postpone.SameDate"]);
        else if (date is { } day && act != "cancel" && day < Today(found, db))
            errors.Add("date", SiteTexts.Words["Postpone.Past"]);
        if (errors.Any)
            return await PageAsync(found, act, form, errors, db, ct);
        await RefuseAsync(found, act, db, ct);
        var changed = await EditSite.ChangeAsync(caller.Actor, found, Typed.Version(form.Version),
            row => row with { Date = date!.Value, Status = StatusAfter(act), StatusReason = reason }, act switch { "postpone" => "postponed", "cancel" => "cancelled", _ => "restored" }, db, ct,
            tx => NoteAsync(tx, found, act, date!.Value, reason, ct));
        found = await ReadSite.FindAsync(caller, code, site, db, ct);
        if (changed || IsDone(found))
            return SeeOther.To(found.Path);
        errors.ChangedMeanwhile();
        return await PageAsync(found, act, form, errors, db, ct);

        bool IsDone(ReadSite.Site now) => now.Version == Typed.Version(form.Version) + 1 && now.Status == StatusAfter(act) && now.Date == date && now.StatusReason == reason;
    }

    private static string? StatusAfter(string act) => act switch { "postpone" => "postponed", "cancel" => "cancelled", _ => null };

    private static LocalDate Today(ReadSite.Site site, RegistrationDatabase db) => db.Now.InZone(site.Zone).Date;

    private static async Task NoteAsync(Transaction tx, ReadSite.Site site, string act, LocalDate date, string? reason, CancellationToken ct)
    {
        await tx.ExecuteAsync(ReplaceSql, new { SiteId = site.Id }, ct);
        await tx.ExecuteAsync(InsertSql, new
        {
            Id = Guid.CreateVersion7(),
            SiteId = site.Id,
            site.EditionId,
            Number = await tx.QueryFirstOrDefaultAsync<int>(NumberSql, new { SiteId = site.Id }, ct) + 1,
            Kind = act switch { "postpone" => "postponed", "cancel" => "cancelled", _ => "restored" },
            Reason = reason,
            OldDate = site.Date,
            NewDate = date,
            tx.Now,
            NotAfter = NotAfter(tx.Now, site.Zone, site.Date, date, site.OpensAt),
        }, ct);
    }

    /// <summary>
    /// Until when the news is worth a mail: when the site would have opened on the first of both dates, for nobody shall come in vain; at most a
    /// week; and where that is over, the end of today.
    /// </summary>
    internal static Instant NotAfter(Instant now, DateTimeZone zone, LocalDate oldDate, LocalDate newDate, LocalTime? opensAt)
    {
        var opens = LocalDate.Min(oldDate, newDate).At(opensAt ?? LocalTime.Noon).InZoneLeniently(zone).ToInstant();
        var last = Instant.Min(opens, now + Duration.FromDays(DaysOfNews));
        return last > now ? last : zone.AtStartOfDay(now.InZone(zone).Date.PlusDays(1)).ToInstant();
    }

    /// <exception cref="Rejected">409</exception>
    private static async Task RefuseAsync(ReadSite.Site site, string act, RegistrationDatabase db, CancellationToken ct)
    {
        if (act == "cancel" && site.IsCancelled)
            throw new Rejected(StatusCodes.Status409Conflict, SiteTexts.Words["Cancel.Already", site.Name]);
        if (act == "restore" && !site.IsCancelled)
            throw new Rejected(StatusCodes.Status409Conflict, SiteTexts.Words["Restore.Already", site.Name]);
        if ((await ReadSite.ConcernedAsync(site, db, ct)).Received > 0)
            throw new Rejected(StatusCodes.Status409Conflict, SiteTexts.Words["Held", site.Name]);
    }

    private static async Task<RazorComponentResult> PageAsync(ReadSite.Site site, string act, Form form, FormErrors errors, RegistrationDatabase db, CancellationToken ct)
    {
        await RefuseAsync(site, act, db, ct);
        return errors.Page<MoveSitePage>(new { Site = site, Act = act, Form = form, Errors = errors, Concerned = await ReadSite.ConcernedAsync(site, db, ct) });
    }
}
