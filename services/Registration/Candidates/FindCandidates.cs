using JobDating.Platform;

namespace JobDating.Registration.Candidates;

/// <summary>Candidates by their id, erased ones among them: the way from an id in a claim or an address to the row that is changed.</summary>
internal static class FindCandidates
{
    private const string ByIdSql = $"""
        SELECT {SaveCandidates.Columns}
        FROM candidate
        WHERE id IN @Ids
        """;

    public static async Task<IReadOnlyDictionary<Guid, SaveCandidates.Row>> ByIdAsync(Transaction tx, IEnumerable<Guid> ids, CancellationToken ct) =>
        (await tx.QueryAsync<SaveCandidates.Row>(ByIdSql, new { Ids = ids }, ct)).ToDictionary(row => row.Id);

    /// <summary>Null: nobody, or erased. For a page to show; a change reads again inside its transaction.</summary>
    public static async Task<SaveCandidates.Row?> ByIdAsync(Database db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<SaveCandidates.Row>(ByIdSql, new { Ids = new[] { id } }, ct) is { ErasedAt: null } row ? row : null;
}
