using JobDating.Platform;

namespace JobDating.Scheduling.Running;

/// <summary>What an employer notes of an interview for itself. The candidate's turn is taken before, so nobody erased is written about.</summary>
internal static class SaveNote
{
    public const int Longest = 1000;

    private const string UpdateSql = """
        UPDATE interview_note
        SET candidate_id = @CandidateId, text = @Text, noted_at = @Now
        WHERE interview_id = @InterviewId
        """;

    private const string InsertSql = """
        INSERT INTO interview_note (interview_id, candidate_id, text, noted_at)
        VALUES (@InterviewId, @CandidateId, @Text, @Now)
        """;

    private const string DeleteSql = "DELETE FROM interview_note WHERE interview_id = @InterviewId";

    /// <param name="text">Null: there is none any more.</param>
    public static async Task ApplyAsync(Transaction tx, Guid interviewId, Guid candidateId, string? text, CancellationToken ct)
    {
        var note = new { InterviewId = interviewId, CandidateId = candidateId, Text = text, tx.Now };
        if (text is null)
            await tx.ExecuteAsync(DeleteSql, note, ct);
        else if (await tx.ExecuteAsync(UpdateSql, note, ct) == 0)
            await tx.ExecuteAsync(InsertSql, note, ct);
        await tx.AuditAsync("interview", interviewId, "interview note saved", null, ct);
    }
}
