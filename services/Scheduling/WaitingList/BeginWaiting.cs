using JobDating.Platform;
using JobDating.Scheduling.Bookings;

namespace JobDating.Scheduling.WaitingList;

/// <summary>An employer or a candidate waits for the other. Whoever waits already goes on waiting, in their old place.</summary>
internal static class BeginWaiting
{
    private const string InsertSql = """
        INSERT INTO waiting (id, version, edition_id, site_id, siret, candidate_id, asked_by, asked_at, status)
        SELECT @Id, 1, @EditionId, @SiteId, @Siret, @CandidateId, @By, @Now, 'waiting'
        WHERE NOT EXISTS (SELECT 1 FROM waiting WHERE id = @Id)
          AND NOT EXISTS (SELECT 1 FROM waiting WHERE site_id = @SiteId AND siret = @Siret AND candidate_id = @CandidateId AND asked_by = @By AND ended_at IS NULL)
        """;

    /// <param name="Id">Made where the form was shown: sent twice, it begins once.</param>
    /// <param name="By"><see cref="Booker.Employer"/> or <see cref="Booker.Candidate"/>.</param>
    public sealed record Wait(Guid Id, Guid EditionId, Guid SiteId, string Siret, Guid CandidateId, string By);

    /// <exception cref="Rejected">404: the candidate's data were erased.</exception>
    public static async Task RunAsync(SchedulingDatabase db, Actor actor, Wait wait, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        // Erasing waits for the candidate's turn too: what is written here is erased with the rest, or not written.
        if (!await Turn.TakeAsync(tx, [], [wait.CandidateId], ct))
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        try
        {
            if (await tx.ExecuteAsync(InsertSql, new { wait.Id, wait.EditionId, wait.SiteId, wait.Siret, wait.CandidateId, wait.By, tx.Now }, ct) == 0)
                return;
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            // The same form, or another of theirs, was quicker: they wait.
            return;
        }
        await tx.AuditAsync("candidate", wait.CandidateId, $"{wait.By} waits", null, ct);
        await tx.CommitAsync(ct);
    }
}
