using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.Facts;
using JobDating.Scheduling.Interviews;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// Running late, <c>…/hall/late</c>: what has not begun, at one table or at all, moves by so many minutes in one act, all of it or nothing; whoever is concerned is told as of any other
/// change. The order among them stays, so only what stands still can be in the way: an interview that runs early, or another site's. It may end after closing time: what it means is said before.
/// </summary>
public static class DelayInterviews
{
    /// <summary>Minutes.</summary>
    public static IReadOnlyList<int> Choices { get; } = [5, 10, 15, 20, 30, 45, 60];

    private const string DueSql = """
        SELECT i.id, i.version, i.edition_id, i.code, i.site_id, i.table_id, t.siret, t.number AS table_number, i.candidate_id, i.starts_at, i.minutes, i.status, i.result, i.second_interview_on
        FROM interview i
        JOIN interview_table t ON t.id = i.table_id
        WHERE i.site_id = @SiteId AND (@Everywhere = 1 OR i.table_id = @TableId) AND i.status = 'booked' AND i.started_at IS NULL AND i.ends_at > @Now
        ORDER BY i.starts_at DESC, i.id
        """;

    private const string UpdateSql = """
        UPDATE interview
        SET version = version + 1, starts_at = @StartsAt, ends_at = @EndsAt
        WHERE id = @Id AND status = 'booked' AND started_at IS NULL AND version = @Version
          AND NOT EXISTS (SELECT 1 FROM interview WHERE table_id = @TableId AND id <> @Id AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
          AND NOT EXISTS (SELECT 1 FROM interview WHERE candidate_id = @CandidateId AND id <> @Id AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
        """;

    private const string WhoSql = """
        SELECT CONCAT(c.first_name, ' ', c.last_name)
        FROM interview i
        JOIN candidate c ON c.id = i.candidate_id
        WHERE i.id = @Id
        """;

    public sealed record Form
    {
        public string? Id { get; init; }
        public string? Minutes { get; init; }

        /// <summary>Null: all tables of the site.</summary>
        public string? Table { get; init; }
    }

    /// <exception cref="Rejected">404: no such site; 422: that is none of the choices.</exception>
    public static async Task<RazorComponentResult> AskAsync(string code, string site, string? minutes, string? table, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var (by, at) = Read(new Form { Minutes = minutes, Table = table });
        var due = await db.QueryAsync<RecordInterviews.Row>(DueSql, Which(found, at, db.Now), ct);
        var ends = due.Count == 0 ? (Instant?)null : due.Max(row => row.EndsAt) + by;
        var closes = found is { ClosesAt: { } closing } && !(closing <= found.OpensAt) ? found.Zone.AtLeniently(found.Date + closing).ToInstant() : (Instant?)null;
        return new RazorComponentResult<ConfirmPage>(new
        {
            Title = HallTexts.Words["Late.Title", by.TotalMinutes],
            Sentence = HallTexts.Words["Late.Sentence", due.Count.ToString("N0", CultureInfo.CurrentCulture)],
            Consequences = (IReadOnlyList<string>)[.. ((string?[])[
                ends is { } last ? HallTexts.Words["Late.Ends", TimetableTexts.Time(last, found.Zone)] : null,
                ends > closes ? HallTexts.Words["Late.AfterClosing", TimetableTexts.Time(closes!.Value, found.Zone)] : null,
                HallTexts.Words["Late.Told"]]).OfType<string>()],
            Action = $"{found.Path}/hall/late",
            Button = HallTexts.Words["Late.Do"],
            Back = Back(found, at),
            Kept = (IReadOnlyList<(string, string)>)[("id", $"{Guid.CreateVersion7()}"), ("minutes", $"{(int)by.TotalMinutes}"), ("table", $"{at}")],
        });
    }

    /// <exception cref="Rejected">404; 409: something stands in the way, and nothing was moved.</exception>
    public static async Task<IResult> RunAsync(string code, string site, [FromForm] Form form, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var (by, at) = Read(form);
        await SecondTry.RunAsync(async () =>
        {
            await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
            await ApplyAsync(tx, new Act(Typed.Id(form.Id), found.Booker), found, at, by, ct);
            await tx.CommitAsync(ct);
            return true;
        });
        return SeeOther.To(Back(found, at));
    }

    internal static async Task ApplyAsync(Transaction tx, Act act, CoordinatedSite.Site site, Guid? table, Duration by, CancellationToken ct)
    {
        // It is no single interview's act: the site stands for all.
        if (!await act.BeginAsync(tx, "delayed", site.Id, ct))
            return;
        await Sides.TakeSitesAsync(tx, [site.Id], ct);
        await Sides.TakeCandidatesAsync(tx, (await DueAsync()).Select(row => row.CandidateId), ct);
        var moved = new List<RecordInterviews.Row>();
        // The last first: each finds its new time left by the one after it.
        foreach (var old in await DueAsync())
        {
            var row = old with { Version = old.Version + 1, StartsAt = old.StartsAt + by };
            if (await tx.ExecuteAsync(UpdateSql, new { row.Id, old.Version, row.TableId, row.CandidateId, row.StartsAt, row.EndsAt }, ct) == 0)
                throw new Rejected(StatusCodes.Status409Conflict, HallTexts.Words["Late.InTheWay", await tx.QueryFirstOrDefaultAsync<string>(WhoSql, new { row.Id }, ct), TimetableTexts.Time(old.StartsAt, site.Zone)]);
            moved.Add(row);
        }
        await CancelByFact.SayAsync(tx, moved, act.By, ct);
        await tx.AuditAsync("interview", moved.Select(row => (row.Id, (string?)act.By)), "interview delayed", ct);

        Task<IReadOnlyList<RecordInterviews.Row>> DueAsync() => tx.QueryAsync<RecordInterviews.Row>(DueSql, Which(site, table, tx.Now), ct);
    }

    private static object Which(CoordinatedSite.Site site, Guid? table, Instant now) => new { SiteId = site.Id, Everywhere = table is null ? 1 : 0, TableId = table ?? Guid.Empty, Now = now };

    private static string Back(CoordinatedSite.Site site, Guid? table) => table is { } one ? $"{site.Path}/hall/{one}" : $"{site.Path}/hall";

    private static (Duration By, Guid? Table) Read(Form form) =>
        Choices.FirstOrDefault(choice => $"{choice}" == form.Minutes) is > 0 and var minutes ? (Duration.FromMinutes(minutes), Guid.TryParse(form.Table, out var table) ? table : null)
            : throw new Rejected(StatusCodes.Status422UnprocessableEntity, HallTexts.Words["Late.Minutes.Missing"]);
}
