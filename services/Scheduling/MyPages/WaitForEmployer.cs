using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;
using JobDating.Scheduling.WaitingList;
using Microsoft.AspNetCore.Mvc;

namespace JobDating.Scheduling.MyPages;

/// <summary>
/// A candidate joins an employer's waiting list (<c>POST …/employers/{siret}/wait</c>), leaves it, or takes the time that is offered
/// (<c>POST /scheduling/my/waiting/{id}/leave</c>, <c>…/accept</c>).
/// </summary>
public static class WaitForEmployer
{
    public sealed record Form
    {
        /// <summary>Of the row to be.</summary>
        public string? Id { get; init; }

        /// <summary>The one table that is waited for; empty: any.</summary>
        public string? Table { get; init; }
    }

    /// <exception cref="Rejected">404; 409: there is no waiting here, or no need to: the sentence says why.</exception>
    internal static async Task<IResult> JoinAsync(Guid siteId, string siret, [FromForm] Form form, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        var my = await MySite.FindAsync(http, db, siteId, siret, ct);
        if ((await BothSides.ReadAsync(db, my.Timetable, siret, my.CandidateId, null, ct)).Times(Booker.Candidate, db.Now) is { MayWait: false, Refusal: { } refusal })
            throw new Rejected(StatusCodes.Status409Conflict, refusal);
        await BeginWaiting.RunAsync(db, Caller.Of(http).Actor, new BeginWaiting.Wait(Typed.Id(form.Id), my.Site.EditionId, siteId, siret, my.CandidateId, Booker.Candidate, WaitedTable.Of(my.Timetable.Tables, form.Table)), ct);
        return SeeOther.To($"{MySite.Page}?done=waiting#waiting");
    }

    internal static async Task<IResult> LeaveAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct)
    {
        await EndWaiting.LeaveAsync(db, Caller.Of(http).Actor, await FindAsync(id, http, db, ct), ct);
        return SeeOther.To($"{MySite.Page}?done=left");
    }

    /// <exception cref="Rejected">404: not the caller's. 409: the offer stands no more, or the time was taken meanwhile.</exception>
    internal static Task<IResult> AcceptAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) =>
        TakeOffer.RunAsync(db, Caller.Of(http).Actor, () => FindAsync(id, http, db, ct), _ => $"{MySite.Page}?done=booked", ct);

    private static Task<ReadWaiting.Row> FindAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) => ReadWaiting.FindAsync(db, id, null, MySite.CandidateOf(http), ct);
}
