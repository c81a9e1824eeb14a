using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.ListImports;

/// <summary>
/// Lists hold people's data and findings quote it, so both go after a week, also those of people who have been erased meanwhile: a list that
/// nobody went on with, or whose file is lost, is refused and its file deleted; what was found in a list or an archive is forgotten a week after
/// its import was over. How much was found stays.
/// </summary>
internal static class ExpireLists
{
    private static readonly Duration Patience = Duration.FromDays(7);

    private const string DueSql = """
        SELECT id
        FROM list_import
        WHERE status NOT IN ('done', 'refused') AND created_at < @Before AND claimed_until < @Before
        ORDER BY created_at
        LIMIT @Take
        """;

    private const string ExpireSql = """
        UPDATE list_import
        SET status = 'refused', refusal = 'Expired', done_at = @Now
        WHERE id = @Id AND status NOT IN ('done', 'refused') AND claimed_until < @Before
        """;

    private const string FoundInListsSql = """
        SELECT i.id
        FROM list_import i
        WHERE i.done_at < @Before AND EXISTS (SELECT 1 FROM list_import_finding f WHERE f.import_id = i.id)
        ORDER BY i.done_at
        LIMIT @Take
        """;

    private const string FoundInArchivesSql = """
        SELECT i.id
        FROM edition_import i
        WHERE i.done_at < @Before AND EXISTS (SELECT 1 FROM import_finding f WHERE f.import_id = i.id)
        ORDER BY i.done_at
        LIMIT @Take
        """;

    private const string ForgetArchiveSql = "DELETE FROM import_finding WHERE import_id = @Id";

    public static async Task SweepAsync(RegistrationDatabase db, Settings settings, CancellationToken ct)
    {
        var before = db.Now - Patience;
        foreach (var id in await db.QueryAsync<Guid>(DueSql, new { Before = before, Take = 100 }, ct))
            await WriteAsync(db, async tx =>
            {
                // Somebody who goes on with it at this moment keeps the file.
                if (await tx.ExecuteAsync(ExpireSql, new { Id = id, Before = before, tx.Now }, ct) == 0)
                    return;
                await ListImportRecord.ForgetFindingsAsync(tx, id, ct);
                if (File.Exists(ListImportWorker.PathOf(settings, id)))
                    File.Delete(ListImportWorker.PathOf(settings, id));
            }, ct);
        foreach (var id in await db.QueryAsync<Guid>(FoundInListsSql, new { Before = before, Take = 100 }, ct))
            await WriteAsync(db, tx => ListImportRecord.ForgetFindingsAsync(tx, id, ct), ct);
        foreach (var id in await db.QueryAsync<Guid>(FoundInArchivesSql, new { Before = before, Take = 100 }, ct))
            await WriteAsync(db, tx => tx.ExecuteAsync(ForgetArchiveSql, new { Id = id }, ct), ct);
    }

    private static async Task WriteAsync(RegistrationDatabase db, Func<Transaction, Task> write, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Job("list import"), ct);
        await write(tx);
        await tx.CommitAsync(ct);
    }
}
