using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>One interview, by the coordinator: <c>…/interviews/{id}</c>, moved (<c>/move</c>), cancelled after a question (<c>/cancel</c>), pinned or not (<c>/pin</c>).</summary>
public static class ChangeInterview
{
    private const string SiteSql = "SELECT site_id FROM interview WHERE id = @Id";

    private const string CandidateSql = "SELECT candidate_id FROM interview WHERE id = @Id";

    private const string PinSql = """
        UPDATE interview
        SET is_pinned = @Pinned
        WHERE id = @Id AND site_id = @SiteId AND status = 'booked'
        """;

    public sealed record MoveForm
    {
        public string? Id { get; init; }
        public string? Table { get; init; }
        public string? At { get; init; }

        /// <summary>Another local time within the table's hours: goes before <see cref="At"/>.</summary>
        public string? Time { get; init; }
    }

    public sealed record CancelForm
    {
        public string? Id { get; init; }
    }

    public sealed record PinForm
    {
        /// <summary><c>true</c>: the plan leaves it where it is; anything else: not any more.</summary>
        public string? Pinned { get; init; }
    }

    /// <summary>As its page shows it.</summary>
    public sealed record Shown(Guid Id, Guid CandidateId, string Candidate, string Table, Instant StartsAt, Instant EndsAt, int Minutes, string Status, string? BookedBy, bool IsPinned, string? Reason);

    /// <exception cref="Rejected">404: no such interview here, or it is cancelled.</exception>
    public static async Task<IResult> ShowAsync(string code, string site, Guid id, string? table, string? done, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        return await PageAsync(found, id, new MoveForm { Id = $"{Guid.CreateVersion7()}", Table = table }, done is "pinned" or "unpinned" ? done : null, new FormErrors(), db, ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> MoveAsync(string code, string site, Guid id, [FromForm] MoveForm form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        await CheckAsync(found, id, db, ct);
        var timetable = await ReadTimetable.OfSiteAsync(db, found.Id, null, ct);
        var errors = new FormErrors();
        if (timetable is null || ChosenTime.Table(timetable, form.Table) is not { } table)
            errors.Add("", TimetableTexts.Words["Table.Missing"]);
        else if (ChosenTime.Read(errors, form.At, form.Time, table.Place) is { } at
            && await ChosenTime.TryAsync(errors, async () =>
            {
                await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
                await MoveInterview.ApplyAsync(tx, new Act(Typed.Id(form.Id), found.Booker), id, table.Id, at, ct);
                await tx.CommitAsync(ct);
            }))
            return await ToCandidateAsync(found, id, "moved", db, ct);
        return await PageAsync(found, id, form, null, errors, db, ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> AskCancelAsync(string code, string site, Guid id, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var shown = Find(await ReadTimetable.OfSiteAsync(db, found.Id, null, ct), id).Shown;
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = TimetableTexts.Words["Cancel.Of", shown.Candidate],
            Sentence = TimetableTexts.Words["Cancel.Sentence", TimetableTexts.When(shown.StartsAt, found.Zone, found.Date), shown.Table],
            Action = $"{found.Path}/interviews/{id}/cancel",
            Button = TimetableTexts.Words["Cancel.Do"],
            Back = $"{found.Path}/interviews/{id}",
            Kept = (IReadOnlyList<(string, string)>)[("id", $"{Guid.CreateVersion7()}")],
        });
    }

    /// <exception cref="Rejected">404; 409: it is not booked any more.</exception>
    public static async Task<IResult> CancelAsync(string code, string site, Guid id, [FromForm] CancelForm form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        await CheckAsync(found, id, db, ct);
        await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await CancelInterview.ApplyAsync(tx, new Act(Typed.Id(form.Id), found.Booker), id, ct);
            await tx.CommitAsync(ct);
            return true;
        });
        return await ToCandidateAsync(found, id, "cancelled", db, ct);
    }

    /// <exception cref="Rejected">404; 409: it is not booked any more.</exception>
    public static async Task<IResult> PinAsync(string code, string site, Guid id, [FromForm] PinForm form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        await CheckAsync(found, id, db, ct);
        var pinned = form.Pinned == "true";
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await tx.ExecuteAsync(PinSql, new { Id = id, SiteId = found.Id, Pinned = pinned }, ct) == 0)
            throw new Rejected(StatusCodes.Status409Conflict, TimetableTexts.Words["Pin.NotBooked"]);
        await tx.AuditAsync("interview", id, pinned ? "interview pinned" : "interview unpinned", null, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{found.Path}/interviews/{id}?done={(pinned ? "pinned" : "unpinned")}");
    }

    /// <exception cref="Rejected">404: it is not an interview of this site, whatever its state.</exception>
    private static async Task CheckAsync(CoordinatedSite.Site site, Guid id, SchedulingDatabase db, CancellationToken ct)
    {
        if (await db.QueryFirstOrDefaultAsync<Guid>(SiteSql, new { Id = id }, ct) != site.Id)
            throw new Rejected(StatusCodes.Status404NotFound, TimetableTexts.Words["Interview.Unknown"]);
    }

    /// <summary>Back to whose interview it was; to the timetable when they are not on the site's list any more.</summary>
    private static async Task<SeeOther> ToCandidateAsync(CoordinatedSite.Site site, Guid id, string done, SchedulingDatabase db, CancellationToken ct)
    {
        var candidate = await db.QueryFirstOrDefaultAsync<Guid>(CandidateSql, new { Id = id }, ct);
        var isThere = (await ReadRegistered.AllAsync(db, site.Id, ct)).Any(one => one.Id == candidate);
        return SeeOther.To(isThere ? $"{site.Path}/timetable/candidates/{candidate}?done={done}" : $"{site.Path}/timetable?done={done}");
    }

    private static async Task<IResult> PageAsync(CoordinatedSite.Site site, Guid id, MoveForm form, string? done, FormErrors errors, SchedulingDatabase db, CancellationToken ct)
    {
        var timetable = await ReadTimetable.OfSiteAsync(db, site.Id, null, ct);
        var (shown, own) = Find(timetable, id);
        var registered = await ReadRegistered.AllAsync(db, site.Id, ct);
        var table = ChosenTime.Table(timetable!, form.Table ?? $"{own.Id}");
        return errors.Page<ChangeInterviewPage>(new
        {
            Site = site,
            Interview = shown with { Reason = Conflicts.Of(timetable!, registered, db.Now).FirstOrDefault(one => one.Interview.Id == id)?.Reason },
            Tables = ChosenTime.Tables(timetable!, db.Now),
            Table = table?.Id,
            TableCalled = table is null ? null : TimetableTexts.Table(table.CompanyName, table.Number),
            Free = table is null ? [] : await ChosenTime.FreeAsync(db, table.Place, shown.CandidateId, id, ct),
            Form = form,
            Id = Typed.Id(form.Id),
            Done = done,
            Errors = errors,
        });
    }

    private static (Shown Shown, Timetable.Table Table) Find(Timetable? timetable, Guid id)
    {
        foreach (var table in timetable?.Tables ?? [])
            if (table.Interviews.FirstOrDefault(interview => interview.Id == id) is { } one)
                return (new Shown(one.Id, one.CandidateId, TimetableTexts.Name(one.LastName, one.FirstName), TimetableTexts.Table(table.CompanyName, table.Number),
                    one.StartsAt, one.EndsAt, one.Minutes, one.Status, one.BookedBy, one.IsPinned == true, null), table);
        throw new Rejected(StatusCodes.Status404NotFound, TimetableTexts.Words["Interview.Unknown"]);
    }
}
