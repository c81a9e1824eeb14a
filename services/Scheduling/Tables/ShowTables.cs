using JobDating.Platform;
using JobDating.Scheduling.Timetables;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.Tables;

/// <summary>A site's tables, their hours and how many are booked: <c>/scheduling/editions/{code}/sites/{site}/tables</c>.</summary>
public static class ShowTables
{
    /// <exception cref="Rejected">404</exception>
    public static async Task<RazorComponentResult> RunAsync(string code, string site, string? done, SchedulingDatabase db, HttpContext http, CancellationToken ct)
    {
        var found = await CoordinatedSite.FindAsync(http, code, site, db, ct);
        return new RazorComponentResult<ShowTablesPage>(new { Site = found, Tables = await ReadTables.AllAsync(db, found.Id, ct), IsSaved = done == "saved" });
    }
}
