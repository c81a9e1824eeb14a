using JobDating.Platform;
using JobDating.Platform.SignIn;
using JobDating.Registration.Candidates;

namespace JobDating.Registration.Retention;

/// <summary>
/// The sweep behind the pages: a run that was asked for is looked at, one that was confirmed anonymises its people, a hundred in a transaction, each judged once more there: whoever had a contact
/// since stays. Killed, it goes on with those who still wait.
/// </summary>
internal static class WorkRetentionRuns
{
    private const int Batch = 100;
    private static readonly Actor Sweep = Actor.Job("retention run");

    private const string TurnSql = "UPDATE retention_run SET turns = turns + 1 WHERE id = @Id AND status = 'running'";

    private const string NextSql = """
        SELECT candidate_id
        FROM retention_run_person
        WHERE run_id = @Id AND outcome = 'waiting'
        ORDER BY candidate_id
        LIMIT @Take
        """;

    private const string DueSql = $"""
        SELECT r.candidate_id
        FROM retention r
        JOIN candidate c ON c.id = r.candidate_id
        WHERE r.candidate_id IN @Ids AND {RetentionRuns.Due}
        """;

    private const string OutcomeSql = "UPDATE retention_run_person SET outcome = @Outcome WHERE run_id = @Id AND candidate_id = @CandidateId";

    private const string DoneSql = "UPDATE retention_run SET status = 'done', done_at = @Now WHERE id = @Id AND status = 'running'";

    /// <summary>Every night: who may be kept until when, and whoever is to be told is told.</summary>
    public static async Task NightlyAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        await ReckonRetention.RunAsync(db, ct);
        await SendNotices.RunAsync(db, links, ct);
    }

    public static async Task RunAsync(RegistrationDatabase db, PersonalLinks links, CancellationToken ct)
    {
        foreach (var id in await RetentionRuns.WaitingAsync(db, ct))
        {
            if (await RetentionRuns.FindAsync(db, id, ct) is not { } run)
                continue;
            if (run.Status == "asked")
                await LookAsync(db, id, links, ct);
            else
                while (await BatchAsync(db, id, ct))
                {
                    // The next hundred.
                }
        }
    }

    private static async Task LookAsync(RegistrationDatabase db, Guid id, PersonalLinks links, CancellationToken ct)
    {
        await NightlyAsync(db, links, ct);
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (await RetentionRuns.LookAsync(tx, id, ct))
            await tx.CommitAsync(ct);
    }

    /// <summary>Whether there may be more.</summary>
    private static async Task<bool> BatchAsync(RegistrationDatabase db, Guid id, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Sweep, ct);
        if (await tx.ExecuteAsync(TurnSql, new { Id = id }, ct) == 0)
            return false;
        var ids = await tx.QueryAsync<Guid>(NextSql, new { Id = id, Take = Batch }, ct);
        if (ids.Count == 0)
        {
            await tx.ExecuteAsync(DoneSql, new { Id = id, tx.Now }, ct);
            await tx.AuditAsync("retention run", id, "retention run done", null, ct);
            await tx.CommitAsync(ct);
            return false;
        }
        var erased = (await FindCandidates.ByIdAsync(tx, ids, ct)).Values.Where(person => person.ErasedAt is not null).Select(person => person.Id).ToHashSet();
        await ReckonRetention.ApplyAsync(tx, ids, ct);
        var due = (await tx.QueryAsync<Guid>(DueSql, new { Ids = ids, Today = RetentionRule.Over(tx.Now).PlusDays(1), ToldBefore = RetentionRule.ToldBefore(tx.Now) }, ct)).ToHashSet();
        await EraseCandidates.ApplyAsync(tx, due, ct);
        await tx.ExecuteAsync(OutcomeSql, ids.Select(person => new { Id = id, CandidateId = person, Outcome = due.Contains(person) ? "anonymised" : erased.Contains(person) ? "gone" : "kept" }).ToList(), ct);
        await tx.CommitAsync(ct);
        return true;
    }
}
