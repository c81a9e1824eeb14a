using JobDating.Platform;

namespace JobDating.Scheduling.Merging;

/// <summary>Who was merged into whom.</summary>
internal static class MergedCandidates
{
    private const string FindSql = """
        SELECT gone_id, kept_id
        FROM candidate_merge
        WHERE gone_id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO candidate_merge (gone_id, kept_id)
        SELECT @GoneId, @KeptId
        WHERE NOT EXISTS (SELECT 1 FROM candidate_merge WHERE gone_id = @GoneId)
        """;

    private sealed record Row
    {
        public Guid GoneId { get; init; }
        public Guid KeptId { get; init; }
    }

    /// <summary>Of these candidates, those that are gone, with the one each has become in the end.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> AmongAsync(Transaction tx, IEnumerable<Guid> ids, CancellationToken ct)
    {
        var became = (await tx.QueryAsync<Row>(FindSql, new { Ids = ids.Distinct() }, ct)).ToDictionary(row => row.GoneId, row => row.KeptId);
        // A kept one may be gone by a later merge; nobody is gone twice, so this ends.
        while (became.Count > 0)
        {
            var further = (await tx.QueryAsync<Row>(FindSql, new { Ids = became.Values.Distinct() }, ct)).ToDictionary(row => row.GoneId, row => row.KeptId);
            if (further.Count == 0)
                break;
            foreach (var (gone, kept) in became.ToList())
                became[gone] = further.GetValueOrDefault(kept, kept);
        }
        return became;
    }

    public static Task NoteAsync(Transaction tx, Guid goneId, Guid keptId, CancellationToken ct) => tx.ExecuteAsync(InsertSql, new { GoneId = goneId, KeptId = keptId }, ct);
}
