using JobDating.Platform.Ui;
using JobDating.Scheduling.Timetables;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Http.HttpResults;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/sites/{siteId}/candidates</c>: whom the employer may meet at a site: their wishes, its marks, their interview with it.</summary>
public static class ShowCandidates
{
    /// <param name="Interview">The one with this employer at the site, the latest that is not missed.</param>
    public sealed record Row(ReadCandidates.Candidate Candidate, Timetable.Interview? Interview, int? TableNumber, bool IsWaiting);

    internal static async Task<RazorComponentResult<CandidatesPage>> RunAsync(Guid siteId, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var own = await OwnSite.FindAsync(http, db, siteId, ct);
        var choice = ListChoice.Read(http, ["rank", "name"], "mark");
        var all = await ReadCandidates.AtSiteAsync(db, own, ct);
        var found = SeekCandidates.Page(all, choice);
        var interviews = own.Timetable.Tables.SelectMany(table => table.Interviews, (table, interview) => (table.Number, Interview: interview)).ToLookup(pair => pair.Interview.CandidateId);
        var waiting = (await ReadWaiting.AtSiteAsync(db, own.Siret, siteId, ct)).Select(wait => wait.CandidateId).ToHashSet();
        return new RazorComponentResult<CandidatesPage>(new
        {
            own.Site,
            Choice = choice,
            Total = all.Count,
            Rows = (IReadOnlyList<Row>)[.. found.Take(choice.Size).Select(candidate =>
            {
                var (number, interview) = interviews[candidate.Id].OrderBy(pair => pair.Interview.Occupies).LastOrDefault();
                return new Row(candidate, interview, interview is null ? null : number, waiting.Contains(candidate.Id));
            })],
            Last = found.Count > choice.Size ? SeekCandidates.CursorOf(found[choice.Size - 1], choice.Sort) : null,
            Booking = own.Timetable.Tables.Any(table => table.TakesBookings && table.Place.Rounds().Any(round => round.StartsAt > db.Now)),
            Done = EmployerReading.Done(http),
        });
    }
}
