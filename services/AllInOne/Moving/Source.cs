using Dapper;
using JobDating.AllInOne.Backups;
using JobDating.Platform;
using Microsoft.Data.Sqlite;

namespace JobDating.AllInOne.Moving;

/// <summary>The embedded databases of an installation that nobody uses, all of one moment: while they are held, nobody writes.</summary>
internal sealed class Source : IAsyncDisposable
{
    private readonly Dictionary<string, SqliteConnection> _databases = [];

    /// <summary>By its name: <c>registration</c>.</summary>
    public SqliteConnection this[string database] => _databases[database];

    public static async Task<Source> HoldAsync(Settings settings, CancellationToken ct)
    {
        var source = new Source();
        try
        {
            foreach (var name in Backup.Databases)
            {
                var connection = await Backup.OpenAsync(Backup.FileOf(settings, name), SqliteOpenMode.ReadWrite, ct);
                source._databases.Add(name, connection);
                await connection.ExecuteAsync("BEGIN IMMEDIATE");
            }
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whoever has a database open keeps it from being anybody's alone.</summary>
    /// <exception cref="MoveException">A program serves it: what is done there from now on would be lost, and its mails would be sent by two.</exception>
    public static async Task MustBeAloneAsync(Settings settings, CancellationToken ct)
    {
        foreach (var name in Backup.Databases)
        {
            try
            {
                await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Backup.FileOf(settings, name), Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = 3 }.ToString());
                await connection.OpenAsync(ct);
                // One by one: after a statement that answers with a row the library keeps the errors of the next to itself.
                await connection.ExecuteAsync("PRAGMA locking_mode=EXCLUSIVE");
                await connection.ExecuteAsync("BEGIN IMMEDIATE");
            }
            catch (SqliteException busy) when (busy.SqliteErrorCode is 5 or 6)
            {
                throw new MoveException(MoveTexts.Words["Served", settings.Data], busy);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var connection in _databases.Values)
            await connection.DisposeAsync();
    }
}
