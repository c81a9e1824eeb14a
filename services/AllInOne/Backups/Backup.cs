using System.IO.Compression;
using Dapper;
using JobDating.Platform;
using JobDating.Registration.Candidates;
using Microsoft.Data.Sqlite;
using NodaTime;

namespace JobDating.AllInOne.Backups;

/// <summary>The command cannot do that; the message is the sentence for whoever typed it.</summary>
public sealed class BackupException(string sentence, Exception? inner = null) : Exception(sentence, inner);

/// <summary>
/// What a backup holds: the databases of an installation as they were at one moment, the keys of its links and cookies, the archives that are being imported, and of a
/// demonstration its clock. Mails that were sent are not in it. It is as secret as the installation itself.
/// </summary>
internal static class Backup
{
    public const string ManifestName = "jobdating-backup.json";
    public const string KeysFolder = "keys";

    /// <summary>Lies beside the backups: who was erased, as far as the newest of them knows (<see cref="ErasedList"/>).</summary>
    public const string ErasedName = "jobdating-erased.txt";

    public static string ErasedBeside(string zip) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(zip))!, ErasedName);

    /// <summary>Folders and files of the data folder, beside the databases; those that are not there are none.</summary>
    public static readonly IReadOnlyList<string> Folders = ["imports"];
    public static readonly IReadOnlyList<string> Files = ["demo-clock"];

    /// <param name="MadeAt">The moment whose state it holds.</param>
    /// <param name="Databases">Names without <c>.db</c>.</param>
    public sealed record Manifest(Instant MadeAt, IReadOnlyList<string> Databases);

    public static IReadOnlyList<string> Databases { get; } = [.. Commands.Services().Select(service => service.Name)];

    public static string FileOf(Settings settings, string database) => Path.Combine(settings.Data, $"{database}.db");

    /// <summary>A connection of its own, not of the pool: a file that is let go is let go at once.</summary>
    /// <exception cref="SqliteException">No database there.</exception>
    public static async Task<SqliteConnection> OpenAsync(string file, SqliteOpenMode mode, CancellationToken ct)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false, DefaultTimeout = 60 }.ToString());
        await connection.OpenAsync(ct);
        return connection;
    }

    /// <exception cref="BackupException">It is damaged.</exception>
    public static async Task CheckAsync(string file, CancellationToken ct)
    {
        try
        {
            await using var connection = await OpenAsync(file, SqliteOpenMode.ReadWrite, ct);
            if (await connection.QueryFirstAsync<string>("PRAGMA quick_check(1)") is { } found and not "ok")
                throw new BackupException(BackupTexts.Words["Damaged", Path.GetFileName(file), found]);
        }
        catch (SqliteException exception)
        {
            throw new BackupException(BackupTexts.Words["Damaged", Path.GetFileName(file), exception.Message], exception);
        }
    }

    /// <exception cref="BackupException">Here the databases are a server's.</exception>
    public static void MustBeEmbedded(Settings settings)
    {
        if (settings.SqlServer is not null)
            throw new BackupException(BackupTexts.Words["SqlServer"]);
    }

    public static Task CopyAsync(ZipArchive zip, string file, string name, CancellationToken ct) => zip.CreateEntryFromFileAsync(file, name, CompressionLevel.Fastest, ct);
}
