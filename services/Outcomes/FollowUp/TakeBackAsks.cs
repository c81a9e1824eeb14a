using JobDating.Platform;

namespace JobDating.Outcomes.FollowUp;

/// <summary>Questions and reminders that are queued and have not left yet are no more to be sent.</summary>
internal static class TakeBackAsks
{
    /// <summary>What the mails concern; nothing but follow-up is mailed about a candidate here.</summary>
    public const string About = "candidate";

    // The mail of an invitation, or of its reminder, was queued in the transaction that noted it.
    private const string WaitingSql = """
        SELECT DISTINCT i.candidate_id
        FROM mail m
        JOIN invitation i ON i.candidate_id = m.about_id AND (i.sent_at = m.queued_at OR i.reminded_at = m.queued_at)
        WHERE m.status = 'waiting' AND m.channel = 'mail' AND m.about = 'candidate' AND i.wave_id = @WaveId
        """;

    // Of every wave: one mail may have asked for two.
    private const string UnsendSql = """
        UPDATE invitation
        SET status = 'waiting', sent_at = NULL
        WHERE candidate_id IN @Ids AND status = 'sent' AND reminders = 0
          AND EXISTS (SELECT 1 FROM mail m WHERE m.about_id = invitation.candidate_id AND m.about = 'candidate' AND m.status = 'cancelled' AND m.ended_at = @Now AND m.queued_at = invitation.sent_at)
        """;

    private const string UnremindSql = """
        UPDATE invitation
        SET reminders = reminders - 1, reminded_at = NULL
        WHERE candidate_id IN @Ids AND reminders > 0
          AND EXISTS (SELECT 1 FROM mail m WHERE m.about_id = invitation.candidate_id AND m.about = 'candidate' AND m.status = 'cancelled' AND m.ended_at = @Now AND m.queued_at = invitation.reminded_at)
        """;

    /// <summary>They have answered, or do not want to be asked: what is queued for them does not leave, nor again what a killed sender had in its hands.</summary>
    public static async Task ApplyAsync(Transaction tx, IEnumerable<Guid> candidateIds, CancellationToken ct)
    {
        var ids = candidateIds.Distinct().ToList();
        await HoldPeople.ApplyAsync(tx, ids, ct);
        await tx.EndMailsAsync(About, ids, ct);
    }

    /// <summary>The wave is paused or closed: what is queued for it does not leave, and counts as not sent.</summary>
    public static async Task OfWaveAsync(Transaction tx, Guid waveId, CancellationToken ct)
    {
        if (await tx.QueryAsync<Guid>(WaitingSql, new { WaveId = waveId }, ct) is not { Count: > 0 } ids)
            return;
        await HoldPeople.ApplyAsync(tx, ids, ct);
        // What is being sent at this moment may leave: it is noted as sent, and nobody would ask again.
        await tx.CancelMailsAsync(About, ids, ct);
        var of = new { Ids = ids, tx.Now };
        await tx.ExecuteAsync(UnsendSql, of, ct);
        await tx.ExecuteAsync(UnremindSql, of, ct);
    }
}
