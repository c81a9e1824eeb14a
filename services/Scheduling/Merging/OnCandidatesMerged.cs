using JobDating.Contracts.Registration;
using JobDating.Platform;
using JobDating.Scheduling.Interviews;

namespace JobDating.Scheduling.Merging;

/// <summary>Moves the gone candidate's interviews to the kept one, as they are: two at once are facts of which the hall shows both. Marks and waits follow.</summary>
internal static class OnCandidatesMerged
{
    private const string InterviewsSql = """
        SELECT edition_id, code
        FROM interview
        WHERE candidate_id = @GoneId
        """;

    private sealed record Row
    {
        public Guid EditionId { get; init; }
        public required string Code { get; init; }
    }

    public static async Task ConsumeAsync(CandidatesMerged message, Transaction tx, CancellationToken ct)
    {
        await MergedCandidates.NoteAsync(tx, message.GoneId, message.KeptId, ct);
        foreach (var edition in (await tx.QueryAsync<Row>(InterviewsSql, new { message.GoneId }, ct)).GroupBy(row => row.EditionId))
            await RecordInterviews.ApplyAsync(tx, edition.Key, edition.ToDictionary(
                row => row.Code,
                _ => (Func<RecordInterviews.Row?, RecordInterviews.Row>)(old => old! with { CandidateId = message.KeptId })), ct);
        await FollowMerge.ApplyAsync(tx, message.GoneId, message.KeptId, ct);
    }
}
