using JobDating.Platform;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Bookings;

/// <summary>Cancels a booked interview: both sides are free at once.</summary>
public static class CancelInterview
{
    private const string UpdateSql = """
        UPDATE interview
        SET version = version + 1, status = 'cancelled'
        WHERE id = @Id AND status = 'booked' AND version = @Version
        """;

    /// <exception cref="Rejected">404: no such interview. 409: it is not booked any more, or too late for those outside the team.</exception>
    /// <exception cref="ChangedMeanwhileException">Somebody else changed it just now; doing it again is safe.</exception>
    public static async Task ApplyAsync(Transaction tx, Act act, Guid interviewId, CancellationToken ct)
    {
        if (!await act.BeginAsync(tx, "cancelled", interviewId, ct))
            return;
        var old = await ReadInterview.BookedAsync(tx, interviewId, ct);
        if (await Place.FindAsync(tx, old.TableId, ct) is not { } place)
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        // Whoever cannot come says so up to the last minute, also when booking is over: the time is free for somebody else.
        if (!Booker.IsTeam(act.By) && old.StartsAt <= tx.Now)
            throw ReadStanding.Refused("Begun", place, act.By);
        if (await tx.ExecuteAsync(UpdateSql, new { old.Id, old.Version }, ct) == 0)
            throw new ChangedMeanwhileException();
        await SayInterviews.ApplyAsync(tx, place.EditionId, [old with { Version = old.Version + 1, Status = "cancelled" }], act.By, ct);
        await tx.AuditAsync("interview", old.Id, "interview cancelled", act.By, ct);
    }
}
