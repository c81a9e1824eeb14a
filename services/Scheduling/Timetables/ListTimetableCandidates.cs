using System.Runtime.CompilerServices;
using JobDating.Platform;
using JobDating.Platform.Ui;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Scheduling.Timetables;

/// <summary>
/// The timetable by candidate: <c>…/timetable/candidates</c>, searched by the beginnings of names. A site has some 150 candidates, a large fair 2,000: all are read, and what is
/// sought is found among them.
/// </summary>
public static class ListTimetableCandidates
{
    /// <param name="Table">As it is called.</param>
    public sealed record Interview(Guid Id, Instant StartsAt, string Table, string Status);

    public sealed record Row(Guid Id, string Code, string Name, string SortName, IReadOnlyList<Interview> Interviews);

    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var choice = Choice(http);
        var timetable = await ReadTimetable.OfSiteAsync(db, found.Id, null, ct);
        var rows = await RowsAsync(found, choice, timetable, db, ct);
        Seen.People(http, Math.Min(rows.Count, choice.Size));
        return new RazorComponentResult<ListTimetableCandidatesPage>(new
        {
            Site = found,
            Choice = choice,
            For = timetable is not null && ChosenTime.Table(timetable, choice.Filter("table")) is { } table && InstantPattern.General.Parse(choice.Filter("at") ?? "") is { Success: true } at
                ? new FreeTime(table.Id, TimetableTexts.Table(table.CompanyName, table.Number), at.Value)
                : null,
            Shown = (IReadOnlyList<Row>)[.. rows.Take(choice.Size)],
            Last = rows.Count > choice.Size ? new ListCursor(rows[choice.Size - 1].SortName, rows[choice.Size - 1].Code) : null,
        });
    }

    /// <summary>One line an interview, and one for each candidate without any.</summary>
    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, string site, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var rows = await RowsAsync(found, Choice(http), await ReadTimetable.OfSiteAsync(db, found.Id, null, ct), db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"timetable.csv\"";
        Seen.People(http, await CsvFile.WriteAsync(http.Response.Body, "candidate_code candidate starts_at table status", LinesAsync(rows, found, ct), ct));
    }

    /// <summary>Each candidate's interviews by time, those cancelled left out.</summary>
    internal static ILookup<Guid, Interview> ByCandidate(Timetable timetable) =>
        (from table in timetable.Tables
         from interview in table.Interviews
         orderby interview.StartsAt
         select (interview.CandidateId, Interview: new Interview(interview.Id, interview.StartsAt, TimetableTexts.Table(table.CompanyName, table.Number), interview.Status)))
        .ToLookup(one => one.CandidateId, one => one.Interview);

    private static ListChoice Choice(HttpContext http) => ListChoice.Read(http, ["name"], "without", "table", "at");

    private static async Task<IReadOnlyList<Row>> RowsAsync(CoordinatedSite.Site site, ListChoice choice, Timetable? timetable, SchedulingDatabase db, CancellationToken ct)
    {
        var registered = await ReadRegistered.AllAsync(db, site.Id, ct);
        var interviews = timetable is not null ? ByCandidate(timetable) : Enumerable.Empty<(Guid, Interview)>().ToLookup(one => one.Item1, one => one.Item2);
        var sought = FoldedWords.Of(choice.Search);
        var rows = registered.Where(candidate => candidate.Matches(sought))
            .Select(candidate => new Row(candidate.Id, candidate.Code, candidate.Name, candidate.SortName, [.. interviews[candidate.Id]]))
            .Where(row => choice.Filter("without") is null || row.Interviews.All(interview => interview.Status == "no_show"));
        var ordered = rows.OrderBy(row => row.SortName, StringComparer.Ordinal).ThenBy(row => row.Code, StringComparer.Ordinal);
        return choice.Descending
            ? [.. ordered.Reverse().Where(row => Compare(row, choice) < 0)]
            : [.. ordered.Where(row => Compare(row, choice) > 0)];
    }

    private static int Compare(Row row, ListChoice choice) => string.CompareOrdinal(row.SortName, choice.Key) is not 0 and var byName ? byName : string.CompareOrdinal(row.Code, choice.Code);

    private static async IAsyncEnumerable<string?[]> LinesAsync(IReadOnlyList<Row> rows, CoordinatedSite.Site site, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.CompletedTask;
        foreach (var row in rows)
        {
            ct.ThrowIfCancellationRequested();
            if (row.Interviews.Count == 0)
                yield return [row.Code, row.Name, null, null, null];
            foreach (var interview in row.Interviews)
                yield return [row.Code, row.Name, CsvFile.Text(interview.StartsAt, site.Zone), interview.Table, interview.Status];
        }
    }
}
