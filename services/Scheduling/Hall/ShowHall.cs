using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.Hall;

/// <summary>
/// The hall's board, <c>…/hall</c>: what the time is, when the gong sounds, and each table with who sits there, who is next and what can be done. <c>…/hall/board</c> is its live part
/// alone, asked for twice a second by the script that knows the version it has (<see cref="HallVersion"/>): polling needs nothing that a proxy, a sleeping phone or a bad network breaks.
/// </summary>
public static class ShowHall
{
    /// <summary>The one script of the board and the screen: it asks for what is new twice a second, counts down to the gong and sounds it. Without it the pages come again by themselves.</summary>
    internal static EmbeddedScript Script { get; } = new(typeof(ShowHall), "/scheduling/hall.js");

    /// <param name="Now">When this was read.</param>
    /// <param name="Counts">Tables by what can be chosen (<see cref="HallView.Shows"/>).</param>
    /// <param name="All">Tables of the site.</param>
    /// <param name="Found">Tables that the choice finds.</param>
    public sealed record Board(Instant Now, Gong Gong, IReadOnlyDictionary<string, int> Counts, int All, int Found, IReadOnlyList<HallRow> Rows, int Part, int Parts);

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> RunAsync(string code, string site, string? show, string? search, string? part, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        return await PageAsync(found, HallView.Of(show, search, part), new FormErrors(), db, ct);
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task<IResult> BoardAsync(string code, string site, string? show, string? search, string? part, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        if (HallVersion.IsKnown(http, await HallVersion.FindAsync(db, found.Id, ct)))
            return Results.StatusCode(StatusCodes.Status304NotModified);
        var view = HallView.Of(show, search, part);
        return new RazorComponentResult<HallBoard>(new { Site = found, View = view, Board = await ReadAsync(found, view, db, ct) });
    }

    internal static async Task<IResult> PageAsync(CoordinatedSite.Site site, HallView view, FormErrors errors, SchedulingDatabase db, CancellationToken ct)
    {
        // Before the board is read: what happens in between is then asked for once too often, never missed.
        var version = await HallVersion.FindAsync(db, site.Id, ct);
        return errors.Page<ShowHallPage>(new { Site = site, View = view, Board = await ReadAsync(site, view, db, ct), Version = version, Id = Guid.CreateVersion7(), Errors = errors });
    }

    private static async Task<Board> ReadAsync(CoordinatedSite.Site site, HallView view, SchedulingDatabase db, CancellationToken ct)
    {
        var hall = await ReadHall.AtAsync(db, site, ct);
        var shown = view.Choose(hall.Tables);
        return new Board(db.Now, Gong.Of(Gong.RoundsOf(site, hall.Timetable.Rules), db.Now), HallView.Shows.ToDictionary(show => show, show => hall.Tables.Count(table => HallView.Is(table, show))),
            hall.Tables.Count, hall.Tables.Count(view.Finds), HallRow.Of(shown.Items), shown.Number, shown.Count);
    }
}
