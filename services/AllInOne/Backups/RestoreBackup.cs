using System.IO.Compression;
using System.Text.Json;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using NodaTime;

namespace JobDating.AllInOne.Backups;

/// <summary>Puts a backup into an empty place. All of it or nothing: it is unpacked beside the place and checked there first.</summary>
internal static class RestoreBackup
{
    /// <param name="erased">Another list of who was erased since; null: only those in the backup and beside it.</param>
    /// <returns>The moment whose state is restored.</returns>
    /// <exception cref="BackupException">The place is not empty, or the file is no backup, or damaged. Then nothing is restored.</exception>
    /// <exception cref="IOException">No such file, disk full.</exception>
    public static async Task<Instant> RunAsync(Settings settings, string file, string? erased, CancellationToken ct)
    {
        Backup.MustBeEmbedded(settings);
        if (Directory.Exists(settings.Data) && Directory.EnumerateFileSystemEntries(settings.Data).Any())
            throw new BackupException(BackupTexts.Words["NotEmpty", settings.Data]);
        if (settings.KeysFolder is { } keys && Directory.Exists(keys) && Directory.EnumerateFileSystemEntries(keys).Any())
            throw new BackupException(BackupTexts.Words["NotEmpty", keys]);
        if (erased is not null && !File.Exists(erased))
            throw new BackupException(BackupTexts.Words["NoList", erased]);
        var work = $"{settings.Data.TrimEnd(Path.DirectorySeparatorChar)}.part";
        if (Path.Exists(work))
            throw new BackupException(BackupTexts.Words["Unfinished", work]);
        Directory.CreateDirectory(work);
        try
        {
            var manifest = await UnpackAsync(file, work, ct);
            foreach (var name in manifest.Databases)
                await Backup.CheckAsync(Path.Combine(work, $"{name}.db"), ct);
            // The start that follows erases them again (ErasedList), this command too.
            Directory.CreateDirectory(Path.Combine(work, Backup.KeysFolder));
            foreach (var list in new[] { Backup.ErasedBeside(file), erased }.OfType<string>())
                await ErasedList.AddAsync(ErasedList.In(Path.Combine(work, Backup.KeysFolder)), await ErasedList.ReadAsync(list, ct), ct);
            if (Directory.Exists(settings.Data))
                Directory.Delete(settings.Data);
            if (settings.KeysFolder is { } elsewhere && Directory.Exists(Path.Combine(work, Backup.KeysFolder)))
            {
                Directory.CreateDirectory(elsewhere);
                foreach (var key in Directory.EnumerateFiles(Path.Combine(work, Backup.KeysFolder)))
                    File.Copy(key, Path.Combine(elsewhere, Path.GetFileName(key)));
                Directory.Delete(Path.Combine(work, Backup.KeysFolder), recursive: true);
            }
            Directory.Move(work, settings.Data);
            return manifest.MadeAt;
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    private static async Task<Backup.Manifest> UnpackAsync(string file, string folder, CancellationToken ct)
    {
        try
        {
            await using var archive = await ZipFile.OpenReadAsync(file, ct);
            if (archive.GetEntry(Backup.ManifestName) is not { } first)
                throw new BackupException(BackupTexts.Words["NoBackup", file]);
            Backup.Manifest manifest;
            await using (var text = await first.OpenAsync(ct))
                manifest = await JsonSerializer.DeserializeAsync<Backup.Manifest>(text, Json.Options, ct) ?? throw new JsonException();
            if (!Backup.Databases.All(manifest.Databases.Contains) || !manifest.Databases.All(name => Backup.Databases.Contains(name) && archive.GetEntry($"{name}.db") is not null))
                throw new BackupException(BackupTexts.Words["NoBackup", file]);
            foreach (var entry in archive.Entries.Where(entry => entry != first))
            {
                if (!IsOurs(entry.FullName))
                    throw new BackupException(BackupTexts.Words["Stranger", entry.FullName]);
                var target = Path.Combine(folder, entry.FullName);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                await entry.ExtractToFileAsync(target, ct);
            }
            return manifest;
        }
        catch (Exception damage) when (damage is InvalidDataException or JsonException)
        {
            throw new BackupException(BackupTexts.Words["NoBackup", file], damage);
        }
    }

    /// <summary>Nothing lands anywhere else than where a backup has it.</summary>
    private static bool IsOurs(string name) =>
        !name.Contains("..", StringComparison.Ordinal) && !name.Contains('\\', StringComparison.Ordinal)
        && (Backup.Databases.Any(database => name == $"{database}.db") || Backup.Files.Contains(name) || Backup.Folders.Append(Backup.KeysFolder).Any(folder => name.StartsWith($"{folder}/", StringComparison.Ordinal)));
}
