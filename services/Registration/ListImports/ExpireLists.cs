using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>A list that nobody went on with for a week is refused and its file deleted: it holds people's data.</summary>
internal static class ExpireLists
{
    private static readonly Duration Patience = Duration.FromDays(7);

    private const string DueSql = """
        SELECT id
        FROM list_import
        WHERE status IN ('matching', 'checked', 'failed') AND created_at < @Before AND (refusal IS NULL OR refusal <> 'Expired')
        ORDER BY created_at
        LIMIT @Take
        """;

    private const string ExpireSql = """
        UPDATE list_import
        SET status = 'refused', refusal = 'Expired', done_at = @Now
        WHERE id = @Id AND status IN ('matching', 'checked', 'failed')
        """;

    public static async Task SweepAsync(RegistrationDatabase db, Settings settings, CancellationToken ct)
    {
        foreach (var id in await db.QueryAsync<Guid>(DueSql, new { Before = db.Now - Patience, Take = 100 }, ct))
        {
            File.Delete(ListImportWorker.PathOf(settings, id));
            await using var tx = await db.BeginAsync(Actor.Job("list import"), ct);
            await tx.ExecuteAsync(ExpireSql, new { Id = id, tx.Now }, ct);
            await tx.CommitAsync(ct);
        }
    }
}
