using JobDating.Platform;
using JobDating.Scheduling.Bookings;

namespace JobDating.Scheduling.WaitingList;

/// <summary>An employer or a candidate waits for the other. Whoever waits already goes on waiting, in their old place, for the table they name now.</summary>
internal static class BeginWaiting
{
    private const string InsertSql = """
        INSERT INTO waiting (id, version, edition_id, site_id, siret, candidate_id, asked_by, asked_at, status, only_table_id)
        SELECT @Id, 1, @EditionId, @SiteId, @Siret, @CandidateId, @By, @Now, 'waiting', @TableId
        WHERE NOT EXISTS (SELECT 1 FROM waiting WHERE id = @Id)
          AND NOT EXISTS (SELECT 1 FROM waiting WHERE site_id = @SiteId AND siret = @Siret AND candidate_id = @CandidateId AND asked_by = @By AND ended_at IS NULL)
        """;

    private const string ChooseTableSql = """
        UPDATE waiting
        SET only_table_id = @TableId
        WHERE site_id = @SiteId AND siret = @Siret AND candidate_id = @CandidateId AND asked_by = @By AND status = 'waiting'
          AND COALESCE(only_table_id, @None) <> COALESCE(@TableId, @None)
        """;

    /// <param name="Id">Made where the form was shown: sent twice, it begins once.</param>
    /// <param name="By"><see cref="Booker.Employer"/> or <see cref="Booker.Candidate"/>.</param>
    /// <param name="TableId">One of the employer's at the site; null: any of them.</param>
    public sealed record Wait(Guid Id, Guid EditionId, Guid SiteId, string Siret, Guid CandidateId, string By, Guid? TableId = null);

    /// <exception cref="Rejected">404: the candidate's data were erased.</exception>
    public static async Task RunAsync(SchedulingDatabase db, Actor actor, Wait wait, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(actor, ct);
        // Erasing waits for the candidate's turn too: what is written here is erased with the rest, or not written.
        if (!await Turn.TakeAsync(tx, [], [wait.CandidateId], ct))
            throw new Rejected(StatusCodes.Status404NotFound, BookingTexts.Words["Refused.Nobody"]);
        try
        {
            var row = new { wait.Id, wait.EditionId, wait.SiteId, wait.Siret, wait.CandidateId, wait.By, wait.TableId, None = Guid.Empty, tx.Now };
            if (await tx.ExecuteAsync(InsertSql, row, ct) == 0 && await tx.ExecuteAsync(ChooseTableSql, row, ct) == 0)
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
