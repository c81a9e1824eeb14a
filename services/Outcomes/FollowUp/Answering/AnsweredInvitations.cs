using JobDating.Platform;

namespace JobDating.Outcomes.FollowUp.Answering;

/// <summary>Whoever has answered a round is asked nothing more in it: their invitation says so, also where it was still to be made.</summary>
internal static class AnsweredInvitations
{
    private const string NoteSql = """
        UPDATE invitation
        SET answered_at = @Now
        WHERE candidate_id = @CandidateId AND wave_id = @WaveId AND answered_at IS NULL
        """;

    private const string InsertSql = """
        INSERT INTO invitation (id, wave_id, candidate_id, status, created_at, claimed_until, answered_at)
        SELECT @Id, @WaveId, @CandidateId, 'waiting', @Now, @Now, @Now
        WHERE NOT EXISTS (SELECT 1 FROM invitation WHERE wave_id = @WaveId AND candidate_id = @CandidateId)
        """;

    /// <summary>Where an answer came in another way: by telephone, on paper, with an import.</summary>
    private const string BroughtSql = """
        UPDATE invitation
        SET answered_at = @AnsweredAt
        WHERE candidate_id = @CandidateId AND answered_at IS NULL AND created_at <= @AnsweredAt AND EXISTS (SELECT 1 FROM wave w WHERE w.id = invitation.wave_id AND w.status = 'open')
        """;

    /// <summary>Of these answers, what a person said, or staff know of them, answers the rounds that were asking then. What an employer says answers for the employer.</summary>
    public static Task BroughtAsync(Transaction tx, IEnumerable<RecordAnswers.Row> answers, CancellationToken ct) =>
        tx.ExecuteAsync(BroughtSql, answers.Where(row => row is { Source: not "employer", Situation: not "unreachable", WithdrawnAt: null }).Select(row => new { row.CandidateId, row.AnsweredAt }).ToList(), ct);

    /// <exception cref="ChangedMeanwhileException">The sweep has just made one.</exception>
    public static async Task NoteAsync(Transaction tx, Guid candidateId, IEnumerable<Guid> waves, CancellationToken ct)
    {
        var rows = waves.Select(wave => new { Id = Guid.CreateVersion7(), WaveId = wave, CandidateId = candidateId, tx.Now }).ToList();
        await tx.ExecuteAsync(NoteSql, rows, ct);
        try
        {
            await tx.ExecuteAsync(InsertSql, rows, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }
}
