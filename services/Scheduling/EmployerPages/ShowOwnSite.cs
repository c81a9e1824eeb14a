using JobDating.Scheduling.Timetables;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Http.HttpResults;
using NodaTime;

namespace JobDating.Scheduling.EmployerPages;

/// <summary><c>/scheduling/employer/sites/{siteId}</c>: the employer's timetable at a site, as a grid for the eye and as lists for the keyboard and the phone.</summary>
public static class ShowOwnSite
{
    /// <param name="Slots">By time; a free one that has begun is not free any more.</param>
    public sealed record Table(Guid Id, int Number, string? Recruiter, bool TakesBookings, LocalTime? OpensAt, LocalTime? ClosesAt, int? Minutes, IReadOnlyList<Timetable.Slot> Slots);

    public static async Task<RazorComponentResult<OwnSitePage>> RunAsync(Guid siteId, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var own = await OwnSite.FindAsync(http, db, siteId, ct);
        var now = db.Now;
        IReadOnlyList<Table> tables = [.. own.Timetable.Tables.Select(table => new Table(
            table.Id, table.Number, table.Recruiter, table.TakesBookings, table.Place.OpensAt, table.Place.ClosesAt, table.Place.Minutes,
            [.. table.Slots().Select(slot => slot.StartsAt > now ? slot : slot with { IsFree = false }).Where(slot => slot.IsFree || slot.Interviews.Count > 0)]))];
        return new RazorComponentResult<OwnSitePage>(new
        {
            own.Site,
            Tables = tables,
            Waiting = await ReadWaiting.AtSiteAsync(db, own.Siret, siteId, ct),
            Now = now,
            Done = EmployerReading.Done(http),
        });
    }
}
