using JobDating.Contracts.Flow;
using JobDating.Platform;

namespace JobDating.Registration.Imports;

/// <summary>An import from a terminal: returns when every service has taken in everything.</summary>
public static class ImportCommand
{
    private const int MostErrors = 200;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <param name="found">Findings, in batches as they come.</param>
    /// <param name="progress">File and rows of it that are written.</param>
    /// <param name="waiting">Messages taken in by the other services, and messages said.</param>
    /// <param name="others">The other services' databases of this process: a message of theirs that is put aside as an error ends the waiting.</param>
    /// <returns>What the check found; with errors nothing was written.</returns>
    /// <exception cref="ImportStuckException">A service could not take a message of the import in; it is kept as an error and can be tried again.</exception>
    public static async Task<CheckedArchive> RunAsync(RegistrationDatabase db, string path, bool dryRun, Action<IReadOnlyList<Finding>> found, Action<string, int> progress, Action<int, int> waiting, IReadOnlyList<Database> others, CancellationToken ct)
    {
        var id = Guid.CreateVersion7();
        await using (var tx = await db.BeginAsync(Actor.Command("import"), ct))
        {
            // Status 'checked' keeps it from the worker of a program that serves the same data: this process runs it.
            await ImportRecord.CreateAsync(tx, id, Path.GetFileName(Path.TrimEndingDirectorySeparator(path)), dryRun, "checked", ct);
            await tx.CommitAsync(ct);
        }
        var check = await RunImport.RunAsync(db, id, path, dryRun, found, progress, ct);
        if (check.Errors > 0 || dryRun)
            return check;
        while (await ReadImport.FindAsync(db, id, ct) is { IsOver: false })
        {
            var parts = await ReadImport.PartsAsync(db, id, ct);
            waiting(parts.Taken, parts.Expected);
            var flows = await ReadImport.OfEditionAsync(db, check.EditionCode!, ct);
            foreach (var outbox in (Database[])[db, .. others])
                if ((await new Outbox(outbox).ErrorsAsync(MostErrors, ct)).FirstOrDefault(failure => failure.Flow is null ? failure.Kind == typeof(PartTaken).FullName : flows.Contains(failure.Flow.Value)) is { } failure)
                    throw new ImportStuckException($"{failure.Kind} → {failure.Destination}: {failure.Error.Split('\n')[0]}");
            await Task.Delay(Look, ct);
        }
        // Findings that the other services added while taking their rows in.
        var late = new List<Finding>();
        await foreach (var finding in ReadImport.AllFindingsAsync(db, id, ct))
            if (finding.Rule is FindingRules.TableOverlapStored or FindingRules.CandidateOverlapStored)
                late.Add(finding);
        if (late.Count > 0)
            found(late);
        return check;
    }
}

/// <summary>Everything is written and said, but a service cannot take it in; the message names which and why.</summary>
public sealed class ImportStuckException(string message) : Exception(message);
