using System.Globalization;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Registration.Workshops;

/// <summary><c>GET /registration/workshops/{id}</c>: one workshop, its participants and their attendance on one page; as CSV.</summary>
public static class ShowWorkshop
{
    public const int PageSize = 60;

    private const string CsvColumns = "participant last_name first_name structure attended withdrawn";
    private static readonly string[] DoneWords = ["created", "changed", "cancelled", "reinstated", "added", "attendance", "withdrawn"];

    /// <summary>One line of the page; what is ticked may differ from what is stored when a post comes back with a conflict.</summary>
    /// <param name="IsTold">Of the cancellation, by mail; null where nobody is to be told.</param>
    public sealed record Line(Participants.Row Row, bool Ticked, bool? IsTold);

    /// <summary>What was typed into the forms that add people.</summary>
    public sealed record Adding
    {
        public string? Codes { get; init; }
        public string? Name { get; init; }
        public string? Structure { get; init; }
        public bool Attended { get; init; }
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(Guid id, string? search, string? page, string? done, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        var workshop = await ReadWorkshop.FindAsync(db, id, ct);
        Seen.People(http, (await Participants.ListAsync(db, id, ct)).Count);
        return await PageAsync(db, workshop, search, page, DoneWords.Contains(done) ? done : null, null, [], new FormErrors(), ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(Guid id, RegistrationDatabase db, HttpContext http, CancellationToken ct)
    {
        await ReadWorkshop.FindAsync(db, id, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"participants.csv\"";
        var rows = (await Participants.ListAsync(db, id, ct)).Select(row => new[]
        {
            row.Participant, row.LastName, row.FirstName, row.From, CsvFile.Text(row.Attended), CsvFile.Text(row.IsWithdrawn),
        });
        Seen.People(http, await CsvFile.WriteAsync(http.Response.Body, CsvColumns, rows.ToAsyncEnumerable(), ct));
    }

    /// <summary>Attendance is noted from the day itself on.</summary>
    internal static bool MayTick(ReadWorkshop.Workshop workshop, NodaTime.Instant now) =>
        workshop.CancelledAt is null && now.InZone(workshop.Zone).Date >= workshop.StartsLocally.Date;

    /// <param name="adding">What was typed to add people, when that was refused.</param>
    /// <param name="ticks">What was ticked, when that was refused: it stays as typed.</param>
    internal static async Task<RazorComponentResult> PageAsync(RegistrationDatabase db, ReadWorkshop.Workshop workshop, string? search, string? page, string? done, Adding? adding, IReadOnlyList<Tick> ticks, FormErrors errors, CancellationToken ct)
    {
        var all = await Participants.ListAsync(db, workshop.Id, ct);
        var here = all.Where(row => !row.IsWithdrawn).ToList();
        var pages = Math.Max(1, (here.Count + PageSize - 1) / PageSize);
        var at = int.TryParse(page, NumberStyles.None, CultureInfo.InvariantCulture, out var asked) ? Math.Clamp(asked, 1, pages) : 1;
        var touched = ticks.Where(tick => tick.Is != tick.Was).ToDictionary(tick => tick.Participant, tick => tick.Is);
        var sought = (search ?? "").Trim();
        var isTold = await TellParticipants.ToldAsync(db, workshop, ct);
        return errors.Page<ShowWorkshopPage>(new
        {
            Workshop = workshop,
            Lines = (IReadOnlyList<Line>)[.. here.Skip((at - 1) * PageSize).Take(PageSize).Select(row => new Line(row, touched.TryGetValue(row.Participant, out var ticked) ? ticked : row.Attended, isTold?.Invoke(row)))],
            ToTell = isTold is null ? (int?)null : here.Count(row => !isTold(row)),
            Withdrawn = (IReadOnlyList<Participants.Row>)[.. all.Where(row => row.IsWithdrawn)],
            Page = at,
            Pages = pages,
            Search = sought,
            Found = workshop.IsForCandidates ? await ChooseCandidates.BySearchAsync(db, workshop.EditionId, sought, ct) : [],
            Among = (IReadOnlySet<string>)here.Select(row => row.Participant).ToHashSet(),
            MayTick = MayTick(workshop, db.Now),
            Typed = adding ?? new Adding { Attended = MayTick(workshop, db.Now) },
            Done = done,
            Errors = errors,
        });
    }
}
