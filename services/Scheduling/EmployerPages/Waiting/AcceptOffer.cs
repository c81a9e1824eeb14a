using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;

namespace JobDating.Scheduling.EmployerPages.Waiting;

/// <summary>
/// <c>POST /scheduling/employer/waiting/{id}/accept</c>: books the time that is offered, while the offer stands. Accepting and expiring change the same row under the same condition,
/// so one of them happens, never both.
/// </summary>
public static class AcceptOffer
{
    private const string AcceptSql = """
        UPDATE waiting
        SET status = 'accepted', ended_at = @Now
        WHERE id = @Id AND status = 'offered' AND expires_at > @Now AND table_id = @TableId AND starts_at = @StartsAt
        """;

    /// <exception cref="Rejected">404: not the caller's. 409: the offer stands no more, or the time was taken meanwhile.</exception>
    internal static Task<IResult> RunAsync(Guid id, HttpContext http, SchedulingDatabase db, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var wait = await ReadWaiting.FindAsync(db, OwnSite.SiretOf(http), id, ct);
        var done = SeeOther.To($"{OwnSite.AddressOf(wait.SiteId)}?done=booked#timetable");
        if (wait.Status == "accepted")
            return done;
        if (wait is not { Status: "offered", TableId: { } table, StartsAt: { } startsAt })
            throw Gone();
        await using var tx = await db.BeginAsync(Caller.Of(http).Actor, ct);
        await Turn.TakeAsync(tx, [table], [wait.CandidateId], ct);
        if (await tx.ExecuteAsync(AcceptSql, new { Id = id, tx.Now, TableId = table, StartsAt = startsAt }, ct) == 0)
            // A second press of the button finds the first's work; anything else has passed the offer on.
            return (await ReadWaiting.FindAsync(db, OwnSite.SiretOf(http), id, ct)).Status == "accepted" ? done : throw Gone();
        // The wait is accepted once, so its id is the act's.
        await BookInterview.ApplyAsync(tx, new Act(id, Booker.Employer), new BookInterview.Wish(table, wait.CandidateId, startsAt), ct);
        await tx.CommitAsync(ct);
        return done;
    });

    private static Rejected Gone() => new(StatusCodes.Status409Conflict, EmployerReading.Words["Waiting.Gone"]);
}
