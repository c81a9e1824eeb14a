using JobDating.Platform;
using JobDating.Registration.Candidates;

namespace JobDating.Registration.CandidateList;

/// <summary>
/// The sweep that enters candidates from before there was a list, some at a time; the table of those still to enter says how far it has come, so
/// it may be killed anywhere, and costs nothing once it is empty.
/// </summary>
internal static class ListOldCandidates
{
    private const int Batch = 500;

    private const string WaitingSql = """
        SELECT candidate_id
        FROM candidate_unlisted
        ORDER BY candidate_id
        LIMIT @Take
        """;

    private static readonly Actor _sweep = Actor.Job("list old candidates");

    public static async Task RunAsync(RegistrationDatabase db, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            await using var tx = await db.BeginAsync(_sweep, ct);
            var ids = await tx.QueryAsync<Guid>(WaitingSql, new { Take = Batch }, ct);
            if (ids.Count == 0)
                return;
            await CandidateWords.KeepAsync(tx, [.. (await FindCandidates.ByIdAsync(tx, ids, ct)).Values], ct);
            await tx.CommitAsync(ct);
        }
    }
}
