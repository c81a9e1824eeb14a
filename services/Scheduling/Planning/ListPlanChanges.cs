using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.Planning;

/// <summary><c>GET …/plan/changes</c>: what the site's plan adds, moves and drops, interview by interview; <c>…/plan/changes.csv</c>: the same for a spreadsheet.</summary>
public static class ListPlanChanges
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var choice = Choice(http);
        var rows = await RowsAsync(found, choice, db, ct);
        var (shown, last) = ReadPlanLists.Page(rows, choice);
        return new RazorComponentResult<ListPlanChangesPage>(new { Site = found, Choice = choice, Shown = shown, Last = last, Total = rows.Count });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, string site, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var rows = await RowsAsync(found, Choice(http), db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"plan-changes.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, "act candidate_code last_name first_name employer table starts_at minutes from_table from_starts_at", rows.Select(row => new[]
        {
            row.Act, row.Code, row.LastName, row.FirstName, row.Employer, CsvFile.Text(row.TableNumber), CsvFile.Text(row.StartsAt, found.Zone), CsvFile.Text(row.Minutes), CsvFile.Text(row.FromTableNumber), CsvFile.Text(row.FromStartsAt, found.Zone),
        }).ToAsyncEnumerable(), ct);
    }

    private static ListChoice Choice(HttpContext http) => ListChoice.Read(http, ["time", "name", "employer"], "act");

    private static async Task<IReadOnlyList<ReadPlanLists.Change>> RowsAsync(CoordinatedSite.Site site, ListChoice choice, SchedulingDatabase db, CancellationToken ct)
    {
        var rows = await PlanRecord.LatestAsync(db, site.Id, ct) is { } plan ? await ReadPlanLists.ChangesAsync(db, plan.Id, ct) : [];
        return ReadPlanLists.Sorted(rows.Where(row => choice.Filter("act") is not { } act || row.Act == act), choice);
    }
}
