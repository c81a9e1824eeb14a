using System.IO.Compression;
using System.Text.Json;
using Dapper;
using JobDating.Platform;
using JobDating.Registration;
using JobDating.Registration.Candidates;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace JobDating.AllInOne.Backups;

/// <summary>
/// A consistent copy of an installation while it is used. The three databases must be of one moment: a message that one of them has handed over and another has not yet
/// taken in would be in neither copy. So the writers of all three are held, for as long as it takes to begin reading each; what is read then is that moment, however
/// long the copying takes and whatever is written meanwhile.
/// </summary>
internal static class WriteBackup
{
    private const string FirstSql = "SELECT COUNT(*) FROM migration";

    /// <param name="file">A zip that is not there yet.</param>
    /// <returns>Its size in bytes.</returns>
    /// <exception cref="BackupException">Nothing to back up, the file is there already, or a copy is damaged or cannot be made. Then there is no file.</exception>
    /// <exception cref="IOException">Disk full, no such folder.</exception>
    public static async Task<long> RunAsync(Settings settings, IClock clock, string file, CancellationToken ct)
    {
        Backup.MustBeEmbedded(settings);
        file = Path.GetFullPath(file);
        if (Path.Exists(file))
            throw new BackupException(BackupTexts.Words["Exists", file]);
        if (Backup.Databases.FirstOrDefault(name => !File.Exists(Backup.FileOf(settings, name))) is not null)
            throw new BackupException(BackupTexts.Words["Nothing", settings.Data]);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        // Beside the file: the same disk, and nobody else may read it.
        if (Path.Exists($"{file}.part"))
            throw new BackupException(BackupTexts.Words["Unfinished", $"{file}.part"]);
        var work = Directory.CreateDirectory($"{file}.part");
        try
        {
            if (!OperatingSystem.IsWindows())
                work.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
            var moment = await CopyAsync(settings, clock, work.FullName, ct);
            var zip = Path.Combine(work.FullName, "backup.zip");
            await PackAsync(settings, work.FullName, zip, new Backup.Manifest(moment, Backup.Databases), ct);
            await ListErasedAsync(settings, clock, work.FullName, file, ct);
            File.Move(zip, file);
            return new FileInfo(file).Length;
        }
        catch (SqliteException exception)
        {
            // Somebody writes for a minute on end, or the disk is full.
            throw new BackupException(BackupTexts.Words["Failed", exception.Message], exception);
        }
        finally
        {
            work.Delete(recursive: true);
        }
    }

    private static async Task<Instant> CopyAsync(Settings settings, IClock clock, string folder, CancellationToken ct)
    {
        var readers = new List<SqliteConnection>();
        try
        {
            Instant moment;
            var writers = new List<SqliteConnection>();
            try
            {
                foreach (var name in Backup.Databases)
                {
                    var writer = await Backup.OpenAsync(Backup.FileOf(settings, name), SqliteOpenMode.ReadWrite, ct);
                    writers.Add(writer);
                    await writer.ExecuteAsync("BEGIN IMMEDIATE");
                }
                moment = clock.GetCurrentInstant();
                foreach (var name in Backup.Databases)
                {
                    var reader = await Backup.OpenAsync(Backup.FileOf(settings, name), SqliteOpenMode.ReadWrite, ct);
                    readers.Add(reader);
                    // A reading transaction begins with its first reading.
                    await reader.ExecuteAsync("BEGIN DEFERRED");
                    await reader.QueryFirstAsync<int>(FirstSql);
                }
            }
            finally
            {
                // What they have begun is rolled back; there is nothing in it.
                foreach (var writer in writers)
                    await writer.DisposeAsync();
            }
            foreach (var (reader, name) in readers.Zip(Backup.Databases))
            {
                ct.ThrowIfCancellationRequested();
                var copy = Path.Combine(folder, $"{name}.db");
                await using (var into = await Backup.OpenAsync(copy, SqliteOpenMode.ReadWriteCreate, ct))
                    reader.BackupDatabase(into);
                await Backup.CheckAsync(copy, ct);
            }
            return moment;
        }
        finally
        {
            foreach (var reader in readers)
                await reader.DisposeAsync();
        }
    }

    /// <summary>Whoever restores an older backup of that folder erases again those whom this one knows.</summary>
    private static async Task ListErasedAsync(Settings settings, IClock clock, string folder, string file, CancellationToken ct)
    {
        await using var copy = new RegistrationDatabase(DatabaseAddress.Sqlite(Path.Combine(folder, "registration.db")), clock);
        await ErasedList.AddAsync(Backup.ErasedBeside(file), (await ErasedList.OfAsync(copy, ct)).Concat(await ErasedList.ReadAsync(ErasedList.In(settings.Keys), ct)), ct);
    }

    private static async Task PackAsync(Settings settings, string folder, string zip, Backup.Manifest manifest, CancellationToken ct)
    {
        await using var archive = await ZipFile.OpenAsync(zip, ZipArchiveMode.Create, ct);
        await using (var first = await archive.CreateEntry(Backup.ManifestName).OpenAsync(ct))
            await JsonSerializer.SerializeAsync(first, manifest, Json.Options, ct);
        foreach (var name in Backup.Databases)
            await Backup.CopyAsync(archive, Path.Combine(folder, $"{name}.db"), $"{name}.db", ct);
        foreach (var name in Backup.Files.Where(name => File.Exists(Path.Combine(settings.Data, name))))
            await Backup.CopyAsync(archive, Path.Combine(settings.Data, name), name, ct);
        await AddAsync(archive, settings.Keys, Backup.KeysFolder, ct);
        foreach (var name in Backup.Folders)
            await AddAsync(archive, Path.Combine(settings.Data, name), name, ct);
    }

    private static async Task AddAsync(ZipArchive archive, string folder, string name, CancellationToken ct)
    {
        if (!Directory.Exists(folder))
            return;
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            try
            {
                await Backup.CopyAsync(archive, file, $"{name}/{Path.GetRelativePath(folder, file).Replace('\\', '/')}", ct);
            }
            catch (FileNotFoundException)
            {
                // An import that has just ended has put its archive away.
            }
        }
    }
}
