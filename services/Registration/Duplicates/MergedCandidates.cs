using JobDating.Platform;

namespace JobDating.Registration.Duplicates;

/// <summary>Who was merged into whom. A kept one is never itself gone: a later merge moves these rows on.</summary>
internal static class MergedCandidates
{
    private const string FindSql = """
        SELECT gone_id, kept_id
        FROM candidate_merge
        WHERE gone_id IN @Ids
        """;

    private const string KeptOfSql = """
        SELECT k.id, k.code
        FROM candidate c
        JOIN candidate_merge m ON m.gone_id = c.id
        JOIN candidate k ON k.id = m.kept_id
        WHERE c.edition_id = @EditionId AND c.code = @Code
        """;

    private const string MoveOnSql = "UPDATE candidate_merge SET kept_id = @KeptId WHERE kept_id = @GoneId";

    private const string InsertSql = """
        INSERT INTO candidate_merge (gone_id, kept_id, edition_id, happened_at)
        VALUES (@GoneId, @KeptId, @EditionId, @Now)
        """;

    public sealed record Kept
    {
        public Guid Id { get; init; }
        public required string Code { get; init; }
    }

    /// <summary>Of these candidates, those that are gone, with the one each became.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> AmongAsync(Transaction tx, IEnumerable<Guid> ids, CancellationToken ct) =>
        (await tx.QueryAsync<Merge>(FindSql, new { Ids = ids.Distinct() }, ct)).ToDictionary(merge => merge.GoneId, merge => merge.KeptId);

    /// <summary>Whom a link, a page or a code that names this candidate means now: the candidate, or the one kept in its stead.</summary>
    public static async Task<Guid> MeantAsync(Database db, Guid id, CancellationToken ct) =>
        await db.QueryFirstOrDefaultAsync<Merge>(FindSql, new { Ids = (Guid[])[id] }, ct) is { } merge ? merge.KeptId : id;

    /// <summary>Whom the entry of that code became; null when it is still somebody of its own.</summary>
    public static Task<Kept?> KeptOfAsync(Database db, Guid editionId, string code, CancellationToken ct) => db.QueryFirstOrDefaultAsync<Kept>(KeptOfSql, new { EditionId = editionId, Code = code }, ct);

    /// <exception cref="ChangedMeanwhileException">The gone one is gone already.</exception>
    public static async Task NoteAsync(Transaction tx, Guid editionId, Guid keptId, Guid goneId, CancellationToken ct)
    {
        try
        {
            await tx.ExecuteAsync(InsertSql, new { GoneId = goneId, KeptId = keptId, EditionId = editionId, tx.Now }, ct);
        }
        catch (Exception exception) when (SqlText.IsDuplicate(exception))
        {
            throw new ChangedMeanwhileException(exception);
        }
        await tx.ExecuteAsync(MoveOnSql, new { KeptId = keptId, GoneId = goneId }, ct);
    }
}
