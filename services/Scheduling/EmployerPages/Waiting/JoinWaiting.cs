using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.EmployerPages.Waiting;

/// <summary><c>POST …/candidates/{candidateId}/wait</c> and <c>POST /scheduling/employer/waiting/{id}/leave</c>: an employer waits for a candidate it may see, or waits no more.</summary>
public static class JoinWaiting
{
    public sealed record Form
    {
        /// <summary>Of the row to be.</summary>
        public string? Id { get; init; }

        /// <summary>The one table that is waited for; empty: any.</summary>
        public string? Table { get; init; }
    }

    internal static async Task<IResult> RunAsync(Guid siteId, Guid candidateId, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var own = await OwnSite.FindAsync(http, db, siteId, ct);
        await ReadCandidates.FindAsync(db, own, candidateId, ct);
        await BeginWaiting.RunAsync(db, Caller.Of(http).Actor, new BeginWaiting.Wait(Typed.Id(form.Id), own.Site.EditionId, siteId, own.Siret, candidateId, Booker.Employer, WaitedTable.Of(own.Timetable.Tables, form.Table)), ct);
        return SeeOther.To($"{own.Address}?done=waiting#waiting");
    }

    internal static async Task<IResult> LeaveAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var wait = await ReadWaiting.FindAsync(db, id, OwnSite.SiretOf(http), null, ct);
        await EndWaiting.LeaveAsync(db, Caller.Of(http).Actor, wait, ct);
        return SeeOther.To($"{OwnSite.AddressOf(wait.SiteId)}?done=left");
    }
}
