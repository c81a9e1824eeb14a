using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/sites/{siteId}/candidates</c>: whom the employer may meet at a site: their wishes, its marks, their interview with it.</summary>
public static class ShowCandidates
{
    private const string FullSql = """
        SELECT candidate_id
        FROM interview
        WHERE site_id = @SiteId AND status IN ('booked', 'held')
        GROUP BY candidate_id
        HAVING COUNT(*) >= @Most
        """;

    /// <param name="Interview">The one with this employer at the site, the latest that is not missed.</param>
    /// <param name="IsFull">The candidate has as many interviews at the site, with whomever, as its rules allow.</param>
    public sealed record Row(ReadCandidates.Candidate Candidate, Timetable.Interview? Interview, int? TableNumber, bool IsWaiting, bool IsFull);

    internal static async Task<RazorComponentResult<CandidatesPage>> RunAsync(Guid siteId, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var own = await OwnSite.FindAsync(http, db, siteId, ct);
        var choice = ListChoice.Read(http, ["rank", "name"], "mark");
        var all = await ReadCandidates.AtSiteAsync(db, own, ct);
        var found = SeekCandidates.Page(all, choice);
        var interviews = own.Timetable.Tables.SelectMany(table => table.Interviews, (table, interview) => (table.Number, Interview: interview)).ToLookup(pair => pair.Interview.CandidateId);
        var waiting = (await ReadWaiting.AtSiteAsync(db, own.Siret, siteId, ct)).Select(wait => wait.CandidateId).ToHashSet();
        var full = own.Timetable.Rules.MostPerCandidate is { } most ? (await db.QueryAsync<Guid>(FullSql, new { SiteId = siteId, Most = most }, ct)).ToHashSet() : [];
        Seen.People(http, Math.Min(found.Count, choice.Size));
        return new RazorComponentResult<CandidatesPage>(new
        {
            own.Site,
            Choice = choice,
            Total = all.Count,
            Rows = (IReadOnlyList<Row>)[.. found.Take(choice.Size).Select(candidate =>
            {
                var (number, interview) = interviews[candidate.Id].OrderBy(pair => pair.Interview.Occupies).LastOrDefault();
                return new Row(candidate, interview, interview is null ? null : number, waiting.Contains(candidate.Id), full.Contains(candidate.Id));
            })],
            Last = found.Count > choice.Size ? SeekCandidates.CursorOf(found[choice.Size - 1], choice.Sort) : null,
            Booking = own.Timetable.Tables.Any(table => table.TakesBookings && table.Place.Rounds().Any(round => round.StartsAt > db.Now)),
            Done = EmployerReading.Done(http),
        });
    }
}
