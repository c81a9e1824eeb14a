using JobDating.Platform;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.Timetables;

/// <summary>
/// Paper for the day, in parts that a browser prints at once: a sheet for each table (<c>…/timetable/print/tables</c>), and slips for candidates, several on A4
/// (<c>…/timetable/print/candidates</c>).
/// </summary>
public static class PrintTimetable
{
    private const int TablesInPart = 12;
    private const int SlipsInPart = 48;
    private const int LinesInColumn = 24;

    /// <param name="Name">Null: the round is free, a line to write on.</param>
    public sealed record Line(Instant StartsAt, Instant EndsAt, string? Name);

    /// <param name="Halves">The day's lines, in two columns where one would not go on a sheet.</param>
    public sealed record TableSheet(string Company, int Number, string? Recruiter, IReadOnlyList<IReadOnlyList<Line>> Halves);

    /// <param name="Called">The table.</param>
    public sealed record SlipLine(Instant StartsAt, string Called);

    public sealed record Slip(string Name, string Code, IReadOnlyList<SlipLine> Lines);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> TablesAsync(string code, string site, string? part, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var timetable = await ReadTimetable.OfSiteAsync(db, found.Id, null, ct);
        var shown = Part.Of([.. (timetable?.Tables ?? []).Where(table => table.TakesBookings || table.Interviews.Any(interview => interview.Occupies))], TablesInPart, part);
        return new RazorComponentResult<PrintTablesPage>(new { Site = found, Sheets = (IReadOnlyList<TableSheet>)[.. shown.Items.Select(SheetOf)], Part = shown.Number, Parts = shown.Count });
    }

    /// <summary>Those who have interviews, by name.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> CandidatesAsync(string code, string site, string? part, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var timetable = await ReadTimetable.OfSiteAsync(db, found.Id, null, ct);
        var interviews = timetable is null ? null : ListTimetableCandidates.ByCandidate(timetable);
        var slips = (await ReadRegistered.AllAsync(db, found.Id, ct))
            .Select(candidate => (candidate.SortName, Slip: new Slip(candidate.Name, candidate.Code, [.. (interviews?[candidate.Id] ?? []).Where(one => one.Status is "booked" or "held").Select(one => new SlipLine(one.StartsAt, one.Table))])))
            .Where(one => one.Slip.Lines.Count > 0)
            .OrderBy(one => one.SortName, StringComparer.Ordinal).ThenBy(one => one.Slip.Code, StringComparer.Ordinal)
            .Select(one => one.Slip).ToList();
        var shown = Part.Of(slips, SlipsInPart, part);
        Seen.People(http, shown.Items.Count);
        return new RazorComponentResult<PrintCandidatesPage>(new { Site = found, Slips = shown.Items, Part = shown.Number, Parts = shown.Count });
    }

    private static TableSheet SheetOf(Timetable.Table table)
    {
        var lines = table.Slots().Where(slot => Fit.IsOfDay(table.Place, slot.StartsAt)).SelectMany(LinesOf).ToList();
        return new TableSheet(table.CompanyName, table.Number, table.Recruiter, [.. lines.Chunk(lines.Count > LinesInColumn ? (lines.Count + 1) / 2 : LinesInColumn)]);
    }

    private static IEnumerable<Line> LinesOf(Timetable.Slot slot)
    {
        var there = slot.Interviews.Where(interview => interview.Occupies).ToList();
        return there.Count == 0
            ? slot.IsFree ? [new Line(slot.StartsAt, slot.EndsAt, null)] : []
            : there.Select(interview => new Line(interview.StartsAt, interview.EndsAt, TimetableTexts.Name(interview.LastName, interview.FirstName)));
    }
}
