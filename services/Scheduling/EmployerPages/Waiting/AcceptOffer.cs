using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Scheduling.WaitingList;

namespace JobDating.Scheduling.EmployerPages.Waiting;

/// <summary><c>POST /scheduling/employer/waiting/{id}/accept</c>: the employer takes the time that it is offered.</summary>
public static class AcceptOffer
{
    /// <exception cref="Rejected">404: not the caller's. 409: the offer stands no more, or the time was taken meanwhile.</exception>
    internal static Task<IResult> RunAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        TakeOffer.RunAsync(db, Caller.Of(http).Actor, () => ReadWaiting.FindAsync(db, id, OwnSite.SiretOf(http), null, ct), wait => $"{OwnSite.AddressOf(wait.SiteId)}?done=booked#timetable", ct);
}
