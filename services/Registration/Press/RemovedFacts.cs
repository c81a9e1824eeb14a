using JobDating.Platform;

namespace JobDating.Registration.Press;

/// <summary>The ids of press articles and mobility visits that are gone, so that a form sent once more does not make them again.</summary>
internal static class RemovedFacts
{
    private const string IsSql = "SELECT COUNT(*) FROM removed_fact WHERE id = @Id";

    private const string InsertSql = "INSERT INTO removed_fact (id, version) VALUES (@Id, @Version)";

    public static Task NoteAsync(Transaction tx, Guid id, int version, CancellationToken ct) => tx.ExecuteAsync(InsertSql, new { Id = id, Version = version }, ct);

    public static async Task<bool> HasAsync(Transaction tx, Guid id, CancellationToken ct) => await tx.QueryFirstOrDefaultAsync<int>(IsSql, new { Id = id }, ct) > 0;
}
