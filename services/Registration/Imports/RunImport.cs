using JobDating.Contracts.Flow;
using JobDating.Platform;

namespace JobDating.Registration.Imports;

/// <summary>One import from check to hand-over, the same from a terminal and from the page.</summary>
internal static class RunImport
{
    /// <summary>
    /// Checks the archive and, when nothing is wrong and this is no dry run, writes it. Findings are kept with the import and go to
    /// <paramref name="found"/> as they come. The other services' part goes on when this returns; status 'done' says they are through.
    /// </summary>
    /// <param name="id">An import that exists, in any status: running it again resumes it.</param>
    public static async Task<CheckedArchive> RunAsync(RegistrationDatabase db, Guid id, string path, bool dryRun, Action<IReadOnlyList<Finding>> found, Action<string, int> progress, CancellationToken ct)
    {
        using var archive = Archive.Open(path);
        var sink = new FindingSink(async (findings, stop) =>
        {
            found(findings);
            await using var tx = await db.BeginAsync(Actor.Command("import"), stop);
            await ImportRecord.FindAsync(tx, id, findings, stop);
            await tx.CommitAsync(stop);
        });
        var check = await CheckArchive.RunAsync(archive, StoredCodes.In(db), sink, null, ct);
        if (check.Errors == 0 && await StoredRegistrations.CheckAsync(db, archive, check, sink, ct) is var errors and > 0)
            check = check with { Errors = errors };
        var write = check.Errors == 0 && !dryRun;
        await using (var tx = await db.BeginAsync(Actor.Command("import"), ct))
        {
            await ImportRecord.CheckedAsync(tx, id, check, write ? "writing" : check.Errors > 0 ? "refused" : "checked", ct);
            await tx.CommitAsync(ct);
        }
        if (!write)
            return check;
        await WriteArchive.RunAsync(db, id, archive, check, progress, ct);
        await using (var tx = await db.BeginAsync(Actor.Command("import"), ct))
        {
            await ImportRecord.WrittenAsync(tx, id, check, ct);
            await tx.CommitAsync(ct);
        }
        return check;
    }
}
