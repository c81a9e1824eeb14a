using JobDating.Platform;

namespace JobDating.Outcomes;

/// <summary>The ids of facts that their owner removed: tombstones, which no later message revives.</summary>
internal static class RemovedFacts
{
    private const string FindSql = "SELECT id FROM removed_fact WHERE id IN @Ids";

    private const string InsertSql = """
        INSERT INTO removed_fact (id, version)
        SELECT @Id, @Version
        WHERE NOT EXISTS (SELECT 1 FROM removed_fact WHERE id = @Id)
        """;

    /// <exception cref="ChangedMeanwhileException">Another instance noted the same just now; doing it again is safe.</exception>
    public static async Task NoteAsync(Transaction tx, IEnumerable<(Guid Id, int Version)> facts, CancellationToken ct)
    {
        try
        {
            await tx.ExecuteAsync(InsertSql, facts.Select(fact => new { fact.Id, fact.Version }).ToList(), ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
    }

    /// <summary>Those of these that are gone.</summary>
    public static async Task<IReadOnlySet<Guid>> AmongAsync(Transaction tx, IEnumerable<Guid> ids, CancellationToken ct) =>
        (await tx.QueryAsync<Guid>(FindSql, new { Ids = ids }, ct)).ToHashSet();
}
