using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/results</c>: interviews whose result is still missing, and those that are noted and can be changed.</summary>
public static class ShowResults
{
    /// <summary>Of each kind on the page: what is missing makes way for more, what is noted is looked for on the site's page.</summary>
    private const int Most = 100;

    internal static async Task<RazorComponentResult<ResultsPage>> RunAsync(HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var siret = OwnSite.SiretOf(http);
        var now = db.Now;
        return new RazorComponentResult<ResultsPage>(new
        {
            Missing = await ReadResults.MissingAsync(db, siret, now, Most, ct),
            MissingInAll = await ReadResults.CountMissingAsync(db, siret, now, ct),
            Unanswered = await ReadResults.UnansweredAsync(db, siret, now, Most, ct),
            Noted = await ReadResults.NotedAsync(db, siret, now, Most, ct),
            Done = EmployerReading.Done(http),
        });
    }
}
