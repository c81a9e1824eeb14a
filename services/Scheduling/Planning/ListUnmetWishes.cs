using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.Planning;

/// <summary><c>GET …/plan/unmet</c>: every wish that the site's plan does not meet, and why; <c>…/plan/unmet.csv</c>: the same for a spreadsheet.</summary>
public static class ListUnmetWishes
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var choice = Choice(http);
        var rows = await RowsAsync(found, choice, db, ct);
        var (shown, last) = ReadPlanLists.Page(rows, choice);
        return new RazorComponentResult<ListUnmetWishesPage>(new { Site = found, Choice = choice, Shown = shown, Last = last, Total = rows.Count });
    }

    /// <exception cref="Rejected">404</exception>
    public static async Task CsvAsync(string code, string site, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindForHallAsync(http, code, site, db, ct);
        var rows = await RowsAsync(found, Choice(http), db, ct);
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"unmet-wishes.csv\"";
        await CsvFile.WriteAsync(http.Response.Body, "candidate_code last_name first_name employer rank why", rows.Select(row => new[] { row.Code, row.LastName, row.FirstName, row.Employer, CsvFile.Text(row.Rank), row.Why }).ToAsyncEnumerable(), ct);
    }

    private static ListChoice Choice(HttpContext http) => ListChoice.Read(http, ["order", "name", "employer"], "why");

    private static async Task<IReadOnlyList<ReadPlanLists.Unmet>> RowsAsync(CoordinatedSite.Site site, ListChoice choice, SchedulingDatabase db, CancellationToken ct)
    {
        var rows = await PlanRecord.LatestAsync(db, site.Id, ct) is { } plan ? await ReadPlanLists.UnmetAsync(db, plan.Id, ct) : [];
        return ReadPlanLists.Sorted(rows.Where(row => choice.Filter("why") is not { } why || row.Why == why), choice);
    }
}
