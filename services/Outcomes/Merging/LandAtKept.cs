using JobDating.Outcomes.FollowUp;
using JobDating.Platform;

namespace JobDating.Outcomes.Merging;

/// <summary>
/// Whatever is known about a person who was merged into another goes to that other, whenever it comes. Registration has said its own facts
/// again under the kept one, so those of the gone one are dropped; interviews, answers and invitations move.
/// </summary>
internal static class LandAtKept
{
    private const string DropRegistrationsSql = "DELETE FROM registration WHERE candidate_id = @GoneId";

    private const string DropAttendancesSql = "DELETE FROM workshop_attendance WHERE candidate_id = @GoneId";

    private const string DropVisitsSql = "DELETE FROM mobility_visit WHERE candidate_id = @GoneId";

    private const string MoveInterviewsSql = "UPDATE interview SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    /// <summary>The same answer of both is one; what only the gone one's says is kept, and wins, as it may have come later.</summary>
    private const string FillAnswersSql = """
        UPDATE follow_up_answer
        SET contract_type = COALESCE((SELECT MAX(g.contract_type) FROM follow_up_answer g WHERE g.candidate_id = @GoneId AND g.answered_at = follow_up_answer.answered_at AND g.source = follow_up_answer.source AND g.siret = follow_up_answer.siret AND g.situation = follow_up_answer.situation), contract_type),
          started_on = COALESCE((SELECT MAX(g.started_on) FROM follow_up_answer g WHERE g.candidate_id = @GoneId AND g.answered_at = follow_up_answer.answered_at AND g.source = follow_up_answer.source AND g.siret = follow_up_answer.siret AND g.situation = follow_up_answer.situation), started_on),
          ended_on = COALESCE((SELECT MAX(g.ended_on) FROM follow_up_answer g WHERE g.candidate_id = @GoneId AND g.answered_at = follow_up_answer.answered_at AND g.source = follow_up_answer.source AND g.siret = follow_up_answer.siret AND g.situation = follow_up_answer.situation), ended_on),
          withdrawn_at = COALESCE((SELECT MAX(g.withdrawn_at) FROM follow_up_answer g WHERE g.candidate_id = @GoneId AND g.answered_at = follow_up_answer.answered_at AND g.source = follow_up_answer.source AND g.siret = follow_up_answer.siret AND g.situation = follow_up_answer.situation), withdrawn_at)
        WHERE candidate_id = @KeptId
        """;

    private const string DropAnswersSql = """
        DELETE FROM follow_up_answer
        WHERE candidate_id = @GoneId AND EXISTS (
          SELECT 1 FROM follow_up_answer k
          WHERE k.candidate_id = @KeptId AND k.answered_at = follow_up_answer.answered_at AND k.source = follow_up_answer.source AND k.siret = follow_up_answer.siret AND k.situation = follow_up_answer.situation)
        """;

    private const string MoveAnswersSql = "UPDATE follow_up_answer SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    /// <summary>In one wave a person says one thing: what both entries said is what one would have changed, so the later word takes the place of the earlier.</summary>
    private const string WithdrawEarlierSql = """
        UPDATE follow_up_answer
        SET withdrawn_at = (SELECT MIN(l.answered_at) FROM follow_up_answer l WHERE l.candidate_id = @KeptId AND l.source = 'candidate' AND l.wave_id = follow_up_answer.wave_id AND l.answered_at > follow_up_answer.answered_at)
        WHERE candidate_id = @KeptId AND source = 'candidate' AND withdrawn_at IS NULL AND EXISTS (
          SELECT 1 FROM follow_up_answer l
          WHERE l.candidate_id = @KeptId AND l.source = 'candidate' AND l.wave_id = follow_up_answer.wave_id AND l.answered_at > follow_up_answer.answered_at)
        """;

    /// <summary>Whom one entry's answer is from needs no reminder under the other.</summary>
    private const string AnswerInvitationsSql = """
        UPDATE invitation
        SET answered_at = (SELECT MAX(o.answered_at) FROM invitation o WHERE o.wave_id = invitation.wave_id AND o.candidate_id IN (@KeptId, @GoneId))
        WHERE candidate_id IN (@KeptId, @GoneId)
        """;

    /// <summary>Whoever did not want to be asked under one entry is not asked under the other. Once: the kept one may change their mind.</summary>
    private const string EndAsksSql = """
        UPDATE person
        SET asks_ended_at = COALESCE(asks_ended_at, (SELECT MAX(g.asks_ended_at) FROM person g WHERE g.id = @GoneId))
        WHERE id = @KeptId
        """;

    private const string ForgetEndSql = "UPDATE person SET asks_ended_at = NULL WHERE id = @GoneId AND asks_ended_at IS NOT NULL";

    /// <summary>Of two invitations to one wave one is left, the one that was sent if either was: nobody is asked twice.</summary>
    private const string DropUnsentSql = """
        DELETE FROM invitation
        WHERE candidate_id = @KeptId AND status <> 'sent' AND EXISTS (
          SELECT 1 FROM invitation g
          WHERE g.candidate_id = @GoneId AND g.wave_id = invitation.wave_id AND g.status = 'sent')
        """;

    private const string DropInvitationsSql = """
        DELETE FROM invitation
        WHERE candidate_id = @GoneId AND EXISTS (SELECT 1 FROM invitation k WHERE k.candidate_id = @KeptId AND k.wave_id = invitation.wave_id)
        """;

    private const string MoveInvitationsSql = "UPDATE invitation SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    private const string MoveDecidingSql = """
        UPDATE still_deciding
        SET candidate_id = @KeptId
        WHERE candidate_id = @GoneId AND NOT EXISTS (SELECT 1 FROM still_deciding k WHERE k.siret = still_deciding.siret AND k.candidate_id = @KeptId)
        """;

    private const string DropDecidingSql = "DELETE FROM still_deciding WHERE candidate_id = @GoneId";

    private const string MoveCallsSql = "UPDATE phone_call SET candidate_id = @KeptId WHERE candidate_id = @GoneId";

    private static readonly string[] _all =
        [DropRegistrationsSql, DropAttendancesSql, DropVisitsSql, MoveInterviewsSql, FillAnswersSql, DropAnswersSql, MoveAnswersSql, WithdrawEarlierSql,
            AnswerInvitationsSql, DropUnsentSql, DropInvitationsSql, MoveInvitationsSql, EndAsksSql, ForgetEndSql, MoveDecidingSql, DropDecidingSql, MoveCallsSql];

    /// <summary>
    /// Clears those of these people who are gone, and returns whom that fell to: they must be counted. To be called with the people's rows held,
    /// so that a merge and a fact that meet are taken one after the other.
    /// </summary>
    public static async Task<IReadOnlyCollection<Guid>> ApplyAsync(Transaction tx, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var gone = await MergedPeople.AmongAsync(tx, ids, ct);
        foreach (var (goneId, keptId) in gone)
            foreach (var sql in _all)
                await tx.ExecuteAsync(sql, new { GoneId = goneId, KeptId = keptId }, ct);
        return [.. gone.Values.Distinct()];
    }

    /// <summary>Answers about a gone person, as changes of the kept one's; two of one key follow each other.</summary>
    public static async Task<IReadOnlyDictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>>> AnswersAsync(
        Transaction tx, IReadOnlyDictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>> changes, CancellationToken ct)
    {
        var gone = await MergedPeople.AmongAsync(tx, changes.Keys.Select(key => key.CandidateId), ct);
        if (gone.Count == 0)
            return changes;
        var landed = new Dictionary<RecordAnswers.Key, Func<RecordAnswers.Row?, RecordAnswers.Row>>();
        foreach (var (key, change) in changes)
        {
            var kept = gone.GetValueOrDefault(key.CandidateId, key.CandidateId);
            Func<RecordAnswers.Row?, RecordAnswers.Row> one = old => change(old) with { CandidateId = kept };
            var now = key with { CandidateId = kept };
            landed[now] = landed.TryGetValue(now, out var first) ? old => one(first(old)) : one;
        }
        return landed;
    }
}
