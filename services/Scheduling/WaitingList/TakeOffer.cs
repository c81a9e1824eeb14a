using JobDating.Platform;
using JobDating.Platform.Ui;
using JobDating.Scheduling.Bookings;

namespace JobDating.Scheduling.WaitingList;

/// <summary>
/// Books the time that is offered, while the offer stands. Accepting and expiring change the same row under the same condition, so one of them happens, never both.
/// </summary>
internal static class TakeOffer
{
    private const string AcceptSql = """
        UPDATE waiting
        SET status = 'accepted', version = version + 1, ended_at = @Now
        WHERE id = @Id AND status = 'offered' AND expires_at > @Now AND table_id = @TableId AND starts_at = @StartsAt
        """;

    /// <param name="findAsync">Reads the wait as it is, if it is the caller's.</param>
    /// <param name="done">Where to go on, of the wait.</param>
    /// <exception cref="Rejected">404: not the caller's. 409: the offer stands no more, a rule says no, or the time was taken meanwhile.</exception>
    public static Task<IResult> RunAsync(SchedulingDatabase db, Actor actor, Func<Task<ReadWaiting.Row>> findAsync, Func<ReadWaiting.Row, string> done, CancellationToken ct) => SecondTry.RunAsync<IResult>(async () =>
    {
        var wait = await findAsync();
        if (wait.Status == "accepted")
            return SeeOther.To(done(wait));
        if (wait is not { Status: "offered", TableId: { } table, StartsAt: { } startsAt })
            throw Gone();
        await using var tx = await db.BeginAsync(actor, ct);
        await Turn.TakeAsync(tx, [table], [wait.CandidateId], ct);
        if (await tx.ExecuteAsync(AcceptSql, new { wait.Id, tx.Now, TableId = table, StartsAt = startsAt }, ct) == 0)
            // A second press of the button finds the first's work; anything else has passed the offer on.
            return (await findAsync()).Status == "accepted" ? SeeOther.To(done(wait)) : throw Gone();
        // The wait is accepted once, so its id is the act's.
        await BookInterview.ApplyAsync(tx, new Act(wait.Id, wait.AskedBy), new BookInterview.Wish(table, wait.CandidateId, startsAt), ct);
        await SayWaits.ApplyAsync(tx, [wait.Id], ct);
        await tx.CommitAsync(ct);
        return SeeOther.To(done(wait));
    });

    private static Rejected Gone() => new(StatusCodes.Status409Conflict, BookingTexts.Words["Offer.Gone"]);
}
