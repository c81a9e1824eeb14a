using JobDating.Platform;
using JobDating.Scheduling.Interviews;
using JobDating.Scheduling.WaitingList;
using NodaTime;

namespace JobDating.Scheduling.Bookings;

/// <summary>Books an interview. The database decides who was first: the row goes in only where neither the table nor the candidate has another at that time.</summary>
public static class BookInterview
{
    private const string InsertSql = """
        INSERT INTO interview (id, version, edition_id, code, site_id, table_id, candidate_id, starts_at, minutes, ends_at, status, booked_by)
        SELECT @Id, 1, @EditionId, @Code, @SiteId, @TableId, @CandidateId, @StartsAt, @Minutes, @EndsAt, 'booked', @By
        WHERE NOT EXISTS (SELECT 1 FROM interview WHERE table_id = @TableId AND status IN ('booked', 'held') AND starts_at < @EndsAt AND ends_at > @StartsAt)
          AND NOT EXISTS (SELECT 1 FROM interview WHERE candidate_id = @CandidateId AND status IN ('booked', 'held') AND starts_at < @GapEnd AND ends_at > @GapStart)
        """;

    public sealed record Wish(Guid TableId, Guid CandidateId, Instant StartsAt);

    /// <summary>Books, or finds that this very act was done before. The id of the interview is that of the act.</summary>
    /// <exception cref="Rejected">404: no such table or candidate. 409: a rule says no, or the time is taken (<see cref="TakenException"/>).</exception>
    public static async Task<Guid> ApplyAsync(Transaction tx, Act act, Wish wish, CancellationToken ct)
    {
        if (!await act.BeginAsync(tx, "booked", act.Id, ct))
            return act.Id;
        if (!await Turn.TakeAsync(tx, [wish.TableId], [wish.CandidateId], ct) || await Place.FindAsync(tx, wish.TableId, ct) is not { } place)
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        await ReadStanding.CheckAsync(tx, place, wish.CandidateId, wish.StartsAt, act.By, except: null, ct);
        var row = new RecordInterviews.Row
        {
            Id = act.Id,
            Version = 1,
            EditionId = place.EditionId,
            Code = CodeOf(act.Id),
            SiteId = place.SiteId,
            TableId = place.TableId,
            Siret = place.Siret,
            TableNumber = place.Number,
            CandidateId = wish.CandidateId,
            StartsAt = wish.StartsAt,
            Minutes = place.Minutes!.Value,
            Status = "booked",
        };
        var gap = place.Rules.Gap;
        if (await tx.ExecuteAsync(InsertSql, new { row.Id, row.EditionId, row.Code, row.SiteId, row.TableId, row.CandidateId, row.StartsAt, row.Minutes, row.EndsAt, GapStart = row.StartsAt - gap, GapEnd = row.EndsAt + gap, act.By }, ct) == 0)
            throw new TakenException(await Taken.FindAsync(tx, place, wish.CandidateId, row.StartsAt, row.EndsAt, except: null, ct), place.Zone, act.By);
        await SayInterviews.ApplyAsync(tx, place.EditionId, [row], act.By, ct);
        await EndWaiting.MetOtherwiseAsync(tx, row.SiteId, row.Siret, row.CandidateId, ct);
        await tx.AuditAsync("interview", row.Id, "interview booked", act.By, ct);
        return row.Id;
    }

    /// <summary>The code of an interview booked here: exports and a later import know it by that.</summary>
    public static string CodeOf(Guid id) => $"b-{id:N}";
}
