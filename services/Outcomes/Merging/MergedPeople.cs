using JobDating.Platform;

namespace JobDating.Outcomes.Merging;

/// <summary>Who was merged into whom.</summary>
internal static class MergedPeople
{
    private const string FindSql = """
        SELECT gone_id, kept_id
        FROM person_merge
        WHERE gone_id IN @Ids
        """;

    private const string InsertSql = """
        INSERT INTO person_merge (gone_id, kept_id)
        SELECT @GoneId, @KeptId
        WHERE NOT EXISTS (SELECT 1 FROM person_merge WHERE gone_id = @GoneId)
        """;

    /// <summary>Of these people, those that are gone, with the one each has become in the end.</summary>
    public static Task<IReadOnlyDictionary<Guid, Guid>> AmongAsync(Transaction tx, IEnumerable<Guid> ids, CancellationToken ct) =>
        Merge.FollowAsync(ids, some => tx.QueryAsync<Merge>(FindSql, new { Ids = some }, ct));

    public static Task NoteAsync(Transaction tx, Guid goneId, Guid keptId, CancellationToken ct) => tx.ExecuteAsync(InsertSql, new { GoneId = goneId, KeptId = keptId }, ct);
}
