using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Scheduling.Tables;

/// <summary>
/// A table's own hours and interview length: <c>…/tables/{table}</c>. Which booked interviews will no longer fit is said before it is saved; they stay booked, and the timetable
/// lists them as to review.
/// </summary>
public static class ChangeTable
{
    private const int MostMinutes = 240;

    private const string UpdateSql = """
        UPDATE interview_table
        SET version = @Version + 1, opens_at = @OpensAt, closes_at = @ClosesAt, interview_minutes = @Minutes
        WHERE id = @Id AND COALESCE(version, 0) = @Version
        """;

    public sealed record Form
    {
        public string? Version { get; init; }
        public string? OpensAt { get; init; }
        public string? ClosesAt { get; init; }
        public string? Minutes { get; init; }

        /// <summary>The interviews that will no longer fit have been read.</summary>
        public string? Confirmed { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> ShowAsync(string code, string site, Guid table, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindAsync(http, code, site, db, ct);
        var there = await ReadTables.OneAsync(db, found, table, ct);
        return Page(found, there, new Form
        {
            OpensAt = there.OpensAt is { } opens ? Typed.Show(opens) : null,
            ClosesAt = there.ClosesAt is { } closes ? Typed.Show(closes) : null,
            Minutes = there.InterviewMinutes is { } minutes ? Typed.Show(minutes) : null,
        }, there.Version, new FormErrors());
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> SaveAsync(string code, string site, Guid table, [FromForm] Form form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindAsync(http, code, site, db, ct);
        var there = await ReadTables.OneAsync(db, found, table, ct);
        var version = Typed.Version(form.Version);
        var errors = new FormErrors();
        var typed = new Typed(errors);
        var opens = typed.Time("opensAt", form.OpensAt);
        var closes = typed.Time("closesAt", form.ClosesAt);
        var minutes = typed.Number("minutes", form.Minutes, 1, MostMinutes);
        if (!errors.Any && (opens is not null || closes is not null) && (opens ?? found.OpensAt) == (closes ?? found.ClosesAt))
            errors.Add("closesAt", TableTexts.Words["Hours.Same"]);
        if (errors.Any)
            return Page(found, there, form, version, errors);
        if (form.Confirmed is null && await CausedAsync(db, found, table, opens, closes, minutes, ct) is { Count: > 0 } caused)
            return new RazorComponentResult<ConfirmPage>(new
            {
                Title = there.Called,
                Sentence = TimetableTexts.Count("Conflict.Caused", caused.Count),
                Consequences = Conflicts.Sentences(caused, found),
                Action = $"{found.Path}/tables/{table}",
                Button = TimetableTexts.Words["Conflict.SaveAnyway"],
                Back = $"{found.Path}/tables/{table}",
                Kept = (IReadOnlyList<(string, string)>)[("opensAt", form.OpensAt ?? ""), ("closesAt", form.ClosesAt ?? ""), ("minutes", form.Minutes ?? ""), ("confirmed", "true")],
                Version = (int?)version,
            });
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        if (await tx.ExecuteAsync(UpdateSql, new { Id = table, Version = version, OpensAt = opens, ClosesAt = closes, Minutes = minutes }, ct) == 0)
        {
            var now = await ReadTables.OneAsync(tx, found, table, ct);
            // A second press of the same button finds it done.
            if ((now.OpensAt, now.ClosesAt, now.InterviewMinutes) == (opens, closes, minutes))
                return SeeOther.To($"{found.Path}/tables?done=saved");
            errors.ChangedMeanwhile();
            return Page(found, now, form, now.Version, errors);
        }
        await tx.AuditAsync("table", table, "table hours changed", null, ct);
        await tx.CommitAsync(ct);
        return SeeOther.To($"{found.Path}/tables?done=saved");
    }

    private static async Task<IReadOnlyList<Conflicts.Conflict>> CausedAsync(SchedulingDatabase db, CoordinatedSite.Site site, Guid table, LocalTime? opens, LocalTime? closes, int? minutes, CancellationToken ct) =>
        await ReadTimetable.OfSiteAsync(db, site.Id, null, ct) is { } timetable
            ? Conflicts.Caused(timetable, place => place.TableId != table ? place : place with { OpensAt = opens ?? site.OpensAt, ClosesAt = closes ?? site.ClosesAt, Minutes = minutes ?? site.InterviewMinutes }, db.Now)
            : [];

    private static RazorComponentResult Page(CoordinatedSite.Site site, ReadTables.Table table, Form form, int version, FormErrors errors) =>
        errors.Page<ChangeTablePage>(new { Site = site, Table = table, Form = form, Version = version, Errors = errors });
}
