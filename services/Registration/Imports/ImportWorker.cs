using JobDating.Platform;
using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>
/// Runs the imports that were uploaded, one at a time, each claimed: an upload wakes it, a look every few seconds finds those that a killed
/// process left behind.
/// </summary>
internal sealed partial class ImportWorker(RegistrationDatabase db, Settings settings, ILogger<ImportWorker> log) : WokenWorker(log)
{
    private const string NextSql = """
        SELECT id, is_dry_run
        FROM edition_import
        WHERE status IN ('waiting', 'checking', 'writing') AND claimed_until <= @Now
        ORDER BY created_at
        LIMIT @Take
        """;

    private const string ClaimSql = """
        UPDATE edition_import
        SET claimed_by = @Claim, claimed_until = @Until, status = CASE WHEN status = 'waiting' THEN 'checking' ELSE status END
        WHERE id = @Id AND status IN ('waiting', 'checking', 'writing') AND claimed_until <= @Now
        """;

    private const string RenewSql = "UPDATE edition_import SET claimed_until = @Until WHERE id = @Id AND claimed_by = @Claim";

    private static readonly Duration Lease = Duration.FromSeconds(15);

    private sealed record Next
    {
        public Guid Id { get; init; }
        public bool IsDryRun { get; init; }
    }

    /// <summary>Where an uploaded archive lies until its import is over.</summary>
    public static string PathOf(Settings settings, Guid id) => Path.Combine(settings.Data, "imports", $"{id:N}.zip");

    protected override async Task<bool> DoNextAsync(CancellationToken stop)
    {
        if (await ClaimAsync(stop) is not { } next)
            return false;
        await RunAsync(next.Import, next.Claim, stop);
        return true;
    }

    private async Task<(Next Import, Guid Claim)?> ClaimAsync(CancellationToken ct)
    {
        foreach (var next in await db.QueryAsync<Next>(NextSql, new { db.Now, Take = 10 }, ct))
        {
            // One that was started from a terminal, or lies on another instance's disk, is not this one's to run.
            if (!File.Exists(PathOf(settings, next.Id)))
                continue;
            var claim = Guid.CreateVersion7();
            await using var tx = await db.BeginAsync(Actor.Job("import"), ct);
            if (await tx.ExecuteAsync(ClaimSql, new { Claim = claim, Until = tx.Now + Lease, next.Id, tx.Now }, ct) == 1)
            {
                await tx.CommitAsync(ct);
                return (next, claim);
            }
        }
        return null;
    }

    private async Task RunAsync(Next import, Guid claim, CancellationToken stop)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var renewal = RenewAsync(import.Id, claim, over.Token);
        try
        {
            var path = PathOf(settings, import.Id);
            await RunImport.RunAsync(db, import.Id, path, import.IsDryRun, _ => { }, (_, _) => { }, stop);
            File.Delete(path);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !SqlText.IsTransient(exception))
        {
            // What was written stays and can be completed by importing again.
            Failed(log, import.Id, exception);
            await using var tx = await db.BeginAsync(Actor.Job("import"), stop);
            await ImportRecord.FailedAsync(tx, import.Id, stop);
            await tx.CommitAsync(stop);
        }
        finally
        {
            await over.CancelAsync();
            await renewal;
        }
    }

    private async Task RenewAsync(Guid id, Guid claim, CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await Task.Delay(Lease.ToTimeSpan() / 3, over).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (over.IsCancellationRequested)
                return;
            try
            {
                await using var tx = await db.BeginAsync(Actor.Job("import"), CancellationToken.None);
                await tx.ExecuteAsync(RenewSql, new { Until = tx.Now + Lease, Id = id, Claim = claim }, CancellationToken.None);
                await tx.CommitAsync(CancellationToken.None);
            }
            catch (Exception exception)
            {
                NotRenewed(log, id, exception);
            }
        }
    }

    [LoggerMessage(LogLevel.Warning, "The claim on import {Import} could not be renewed; trying again.")]
    private static partial void NotRenewed(ILogger log, Guid import, Exception exception);

    [LoggerMessage(LogLevel.Error, "Import {Import} failed.")]
    private static partial void Failed(ILogger log, Guid import, Exception exception);
}
