using JobDating.Platform;
using JobDating.Scheduling.Interviews;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>Moves a booked interview to another time or table in one act: there is never a moment with neither or both.</summary>
public static class MoveInterview
{
    private const string UpdateSql = """
        UPDATE interview
        SET version = version + 1, site_id = @SiteId, table_id = @TableId, starts_at = @StartsAt, minutes = @Minutes, ends_at = @EndsAt, booked_by = @By
        WHERE id = @Id AND status = 'booked' AND version = @Version
          AND NOT EXISTS (SELECT 1 FROM interview WHERE table_id = @TableId AND id <> @Id AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
          AND NOT EXISTS (SELECT 1 FROM interview WHERE candidate_id = @CandidateId AND id <> @Id AND status IN ('booked', 'held') AND starts_at < @GapEnd AND ends_at > @GapStart)
        """;

    /// <exception cref="Rejected">404: no such interview or table. 409: it is not booked any more, a rule says no, or the time is taken (<see cref="TakenException"/>).</exception>
    /// <exception cref="ChangedMeanwhileException">Somebody else changed it just now; doing it again is safe.</exception>
    public static async Task ApplyAsync(Transaction tx, Act act, Guid interviewId, Guid tableId, Instant startsAt, CancellationToken ct)
    {
        if (!await act.BeginAsync(tx, "moved", interviewId, ct))
            return;
        var old = await ReadInterview.BookedAsync(tx, interviewId, ct);
        if (!await Turn.TakeAsync(tx, [old.TableId, tableId], [old.CandidateId], ct) || await Place.FindAsync(tx, tableId, ct) is not { } place || place.EditionId != old.EditionId)
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        // Where it leaves, its own site's notice stands.
        var from = place.SiteId == old.SiteId ? place : await Place.FindAsync(tx, old.TableId, ct) ?? place;
        if (!Booker.IsTeam(act.By) && BookingRules.TooLate(from.Rules, old.StartsAt, tx.Now) is { } late)
            throw ReadStanding.Refused(late, from, act.By);
        await ReadStanding.CheckAsync(tx, place, old.CandidateId, startsAt, act.By, interviewId, ct);
        var row = old with { Version = old.Version + 1, SiteId = place.SiteId, TableId = tableId, Siret = place.Siret, TableNumber = place.Number, StartsAt = startsAt, Minutes = place.Minutes!.Value };
        var gap = place.Rules.Gap;
        if (await tx.ExecuteAsync(UpdateSql, new { row.Id, old.Version, row.SiteId, row.TableId, row.CandidateId, row.StartsAt, row.Minutes, row.EndsAt, GapStart = startsAt - gap, GapEnd = row.EndsAt + gap, act.By }, ct) == 0)
        {
            // The turn of both sides is ours, so it is either the time or somebody who was quicker before our turn came.
            if ((await ReadInterview.BookedAsync(tx, interviewId, ct)).Version != old.Version)
                throw new ChangedMeanwhileException();
            throw new TakenException(await Taken.FindAsync(tx, place, row.CandidateId, startsAt, row.EndsAt, interviewId, ct), place.Zone, act.By);
        }
        await SayInterviews.ApplyAsync(tx, place.EditionId, [row], act.By, ct);
        await tx.AuditAsync("interview", row.Id, "interview moved", act.By, ct);
    }
}
