using JobDating.Platform;
using JobDating.Registration.Editions;

namespace JobDating.Registration.Imports;

/// <summary>
/// Writes a checked archive, file by file, in transactions of at most 500 rows that carry their progress and the messages to wait for. Every
/// row says the same thing however often it is written, so a killed import is resumed by writing it again.
/// </summary>
internal static class WriteArchive
{
    private const int Rows = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(0.2);

    /// <param name="progress">After each transaction: file and rows of it that are done.</param>
    public static async Task RunAsync(RegistrationDatabase db, Guid importId, Archive archive, CheckedArchive check, Action<string, int> progress, CancellationToken ct)
    {
        var editionId = Guid.Empty;
        await ChunkAsync(db, importId, ArchiveFormat.Edition, async tx =>
        {
            (editionId, var saved) = await SaveEdition.ApplyAsync(tx, check.EditionCode!, old => (old ?? new SaveEdition.Row { Id = Guid.CreateVersion7(), Code = check.EditionCode!, Name = "", TimeZone = "" }) with
            {
                Name = check.EditionName!,
                TimeZone = check.Zone!.Id,
            }, ct);
            return saved;
        }, ct);
        progress(ArchiveFormat.Edition.Name, 1);
        // The archive was checked just now; if its file changed in between, stopping is all that is safe. Its notices were said then.
        var sink = new FindingSink((findings, _) => findings.FirstOrDefault(finding => !finding.IsNotice) is { } error
            ? throw new InvalidDataException($"The archive changed while it was read: {FindingText.Line(error)}")
            : default, 1);
        foreach (var file in archive.Files.Where(file => file != ArchiveFormat.Edition))
        {
            var done = 0;
            var chunk = new List<ArchiveRow>(Rows);
            await foreach (var row in new ArchiveReader(archive, file, check.Zone!, sink).ReadAsync(ct))
            {
                chunk.Add(row);
                if (chunk.Count == Rows)
                    await FlushAsync();
            }
            if (chunk.Count > 0)
                await FlushAsync();

            async Task FlushAsync()
            {
                await ChunkAsync(db, importId, file, tx => WriteAsync(tx, importId, editionId, file, chunk, ct), ct);
                progress(file.Name, done += chunk.Count);
                chunk.Clear();
            }
        }
    }

    private static async Task ChunkAsync(RegistrationDatabase db, Guid importId, ArchiveFile file, Func<Transaction, Task<Saved?>> write, CancellationToken ct)
    {
        while (true)
        {
            try
            {
                await using var tx = await db.BeginAsync(Actor.Command("import"), ct, importId);
                var saved = await write(tx);
                await ImportRecord.NoteAsync(tx, importId, file.Name, saved ?? default, ct);
                await tx.CommitAsync(ct);
                return;
            }
            catch (Exception exception) when (SqlText.IsTransient(exception))
            {
                await Task.Delay(Pause, ct);
            }
        }
    }

    private static Task ChunkAsync(RegistrationDatabase db, Guid importId, ArchiveFile file, Func<Transaction, Task<Saved>> write, CancellationToken ct) =>
        ChunkAsync(db, importId, file, async tx => (Saved?)await write(tx), ct);

    /// <summary>Null: the rows are another service's, who counts them.</summary>
    private static async Task<Saved?> WriteAsync(Transaction tx, Guid importId, Guid editionId, ArchiveFile file, IReadOnlyList<ArchiveRow> rows, CancellationToken ct)
    {
        switch (file.Name)
        {
            case "structures.csv": return await ImportRows.StructuresAsync(tx, editionId, rows, ct);
            case "sites.csv": return await ImportRows.SitesAsync(tx, editionId, rows, ct);
            case "establishments.csv": return await ImportRows.EstablishmentsAsync(tx, editionId, rows, ct);
            case "attendances.csv": return await ImportRows.AttendancesAsync(tx, editionId, rows, ct);
            case "offers.csv": return await ImportRows.OffersAsync(tx, editionId, rows, ct);
            case "candidates.csv": return await ImportRows.CandidatesAsync(tx, editionId, rows, ct);
            case "registrations.csv": return await ImportRows.RegistrationsAsync(tx, editionId, rows, ct);
            case "workshops.csv": return await ImportRows.WorkshopsAsync(tx, editionId, rows, ct);
            case "workshop_attendances.csv": return await ImportRows.WorkshopAttendancesAsync(tx, editionId, rows, ct);
            case "press.csv": return await ImportRows.PressAsync(tx, editionId, rows, ct);
            case "mobility_visits.csv": return await ImportRows.MobilityVisitsAsync(tx, editionId, rows, ct);
            case "interviews.csv":
                await HandOver.InterviewsAsync(tx, importId, editionId, rows, ct);
                return null;
            case "followups.csv":
                await HandOver.AnswersAsync(tx, importId, editionId, rows, ct);
                return null;
            default: throw new InvalidOperationException($"Nobody owns the rows of {file.Name}.");
        }
    }
}
