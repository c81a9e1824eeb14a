using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.Paper;

/// <summary>
/// Paper for a day without power or network: <c>/scheduling/editions/{code}/sites/{site}/paper</c> says what there is to print and which tables are still to enter, <c>…/paper/print</c> is all
/// of it in one go: a sheet for each table with boxes for the results, and every candidate's slip.
/// </summary>
public static class ShowPaper
{
    private const int LinesOnSheet = 32;

    /// <param name="Name">Null: a line to write on.</param>
    public sealed record Line(Instant StartsAt, string? Name);

    /// <param name="Part">Of a day that is longer than a sheet; 1 of 1 else.</param>
    public sealed record Sheet(string Called, string? Recruiter, IReadOnlyList<Line> Lines, int Part, int Parts);

    /// <param name="Lines">When, and at which table.</param>
    public sealed record Slip(string Name, string Code, IReadOnlyList<(Instant StartsAt, string Table)> Lines);

    /// <exception cref="Platform.Rejected">404</exception>
    internal static async Task<RazorComponentResult<ShowPaperPage>> RunAsync(string code, string site, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        return new RazorComponentResult<ShowPaperPage>(new { Site = found, Tables = await ReadPaperTables.AtSiteAsync(db, found.Id, ct) });
    }

    /// <exception cref="Platform.Rejected">404</exception>
    internal static async Task<RazorComponentResult<PrintPaperPage>> PrintAsync(string code, string site, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var tables = (await ReadTimetable.OfSiteAsync(db, found.Id, null, ct))?.Tables ?? [];
        var interviews = tables.SelectMany(table => table.Interviews.Where(interview => interview.Occupies).Select(interview => (interview.CandidateId, interview.StartsAt, Table: Called(table)))).ToLookup(one => one.CandidateId);
        return new RazorComponentResult<PrintPaperPage>(new
        {
            Site = found,
            Sheets = (IReadOnlyList<Sheet>)[.. tables.Where(table => table.TakesBookings || table.Interviews.Any(interview => interview.Occupies)).SelectMany(SheetsOf)],
            Slips = (IReadOnlyList<Slip>)[.. (await ReadRegistered.AllAsync(db, found.Id, ct))
                .Where(candidate => interviews.Contains(candidate.Id))
                .OrderBy(candidate => candidate.SortName, StringComparer.Ordinal).ThenBy(candidate => candidate.Code, StringComparer.Ordinal)
                .Select(candidate => new Slip(candidate.Name, candidate.Code, [.. interviews[candidate.Id].OrderBy(one => one.StartsAt).Select(one => (one.StartsAt, one.Table))]))],
            db.Now,
        });
    }

    private static string Called(Timetable.Table table) => TimetableTexts.Table(table.CompanyName, table.Number);

    private static IEnumerable<Sheet> SheetsOf(Timetable.Table table)
    {
        var lines = table.Slots().Where(slot => Fit.IsOfDay(table.Place, slot.StartsAt)).SelectMany(slot => slot.Interviews.Where(interview => interview.Occupies).ToList() is { Count: > 0 } there
            ? there.Select(interview => new Line(interview.StartsAt, TimetableTexts.Name(interview.LastName, interview.FirstName)))
            : slot.IsFree ? [new Line(slot.StartsAt, null)] : Enumerable.Empty<Line>()).ToList();
        // A day longer than a sheet is cut evenly: no sheet with a single line.
        var sheets = Math.Max(1, (lines.Count + LinesOnSheet - 1) / LinesOnSheet);
        var parts = lines.Chunk(Math.Max(1, (lines.Count + sheets - 1) / sheets)).ToList();
        return parts.Select((part, at) => new Sheet(Called(table), table.Recruiter, part, at + 1, parts.Count));
    }
}
