using JobDating.Platform;

namespace JobDating.Registration.ListImports;

/// <summary>Checks and runs the lists that were uploaded, one at a time, each claimed: a post wakes it, a look every few seconds finds those that a killed process left behind.</summary>
public sealed partial class ListImportWorker(RegistrationDatabase db, Settings settings, ILogger<ListImportWorker> log) : WokenWorker(log)
{
    private const string NextSql = """
        SELECT id
        FROM list_import
        WHERE status IN ('waiting', 'checking', 'ready', 'writing') AND claimed_until <= @Now
        ORDER BY created_at
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE list_import
        SET claimed_by = @Claim, claimed_until = @Until, status = CASE status WHEN 'waiting' THEN 'checking' WHEN 'ready' THEN 'writing' ELSE status END
        WHERE id = @Id AND status IN ('waiting', 'checking', 'ready', 'writing') AND claimed_until <= @Now
        """;

    private const string ReleaseSql = "UPDATE list_import SET claimed_until = @Now WHERE id = @Id AND claimed_by = @Claim";


    /// <summary>Where an uploaded list lies until its import is over.</summary>
    public static string PathOf(Settings settings, Guid id) => Path.Combine(settings.Data, "lists", $"{id:N}");

    protected override async Task<bool> DoNextAsync(CancellationToken stop)
    {
        if (await ClaimAsync(stop) is not { } next)
            return false;
        await RunAsync(next.Import, next.Claim, stop);
        return true;
    }

    private async Task<(ListImportRecord.Import Import, Guid Claim)?> ClaimAsync(CancellationToken ct)
    {
        foreach (var id in await db.QueryAsync<Guid>(NextSql, new { db.Now, Take = 10 }, ct))
        {
            // One that lies on another instance's disk is not this one's to run.
            if (!File.Exists(PathOf(settings, id)))
                continue;
            var claim = Guid.CreateVersion7();
            await using var tx = await db.BeginAsync(Actor.Job("list import"), ct);
            if (await tx.ExecuteAsync(ClaimSql, new { Claim = claim, Until = tx.Now + RunListImport.Lease, Id = id, tx.Now }, ct) != 1)
                continue;
            await tx.CommitAsync(ct);
            return ((await ListImportRecord.FindAsync(db, id, ct))!, claim);
        }
        return null;
    }

    private async Task RunAsync(ListImportRecord.Import import, Guid claim, CancellationToken stop)
    {
        var path = PathOf(settings, import.Id);
        try
        {
            if (import.Status == "checking")
                await RunListImport.CheckAsync(db, import, claim, path, stop);
            else if (await RunListImport.WriteAsync(db, import, claim, path, stop))
            {
                await EndAsync(import.Id, claim, "done", null, stop);
                File.Delete(path);
            }
        }
        catch (ListRefusedException refused) when (import.Through == 0)
        {
            await EndAsync(import.Id, claim, "refused", refused.Rule, stop);
            File.Delete(path);
        }
        catch (Exception exception) when (SqlText.IsTransient(exception))
        {
            // Somebody else was quicker with a row: on from the last one written.
            await using var tx = await db.BeginAsync(Actor.Job("list import"), stop);
            await tx.ExecuteAsync(ReleaseSql, new { tx.Now, import.Id, Claim = claim }, stop);
            await tx.CommitAsync(stop);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // What was written stays; the same list sent again adds only what is not there.
            Failed(log, import.Id, exception);
            await EndAsync(import.Id, claim, "failed", null, stop);
        }
    }

    private async Task EndAsync(Guid id, Guid claim, string status, string? refusal, CancellationToken ct)
    {
        await using var tx = await db.BeginAsync(Actor.Job("list import"), ct);
        await ListImportRecord.EndAsync(tx, id, claim, status, refusal, ct);
        await tx.CommitAsync(ct);
    }

    [LoggerMessage(LogLevel.Error, "The import of list {Import} failed.")]
    private static partial void Failed(ILogger log, Guid import, Exception exception);
}
