using System.Data.Common;
using System.Reflection;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace JobDating.Platform;

/// <summary>
/// Brings a database to this program's shape at start: the numbered <c>.sql</c> files of Platform, then of the service, each once, in order,
/// under a lock that other instances wait for. A file is never edited after it has landed; the next number changes what it made.
/// </summary>
public static partial class Migrator
{
    private const string MadeSql = "SELECT name FROM migration";
    private const string NoteSql = "INSERT INTO migration (name) VALUES (@Name)";

    public static async Task RunAsync(Database database, Assembly service, CancellationToken ct)
    {
        if (database.Engine == Engine.Sqlite)
            await SqliteAsync(database, service, ct);
        else
            await SqlServerAsync(database, service, ct);
    }

    /// <summary>Names and texts, in the order they run.</summary>
    public static IEnumerable<(string Name, string Sql)> Files(Assembly assembly) =>
        from resource in assembly.GetManifestResourceNames()
        let match = FileName().Match(resource)
        where match.Success
        orderby match.Value
        select ($"{assembly.GetName().Name}/{match.Groups[1].Value}", Read(assembly, resource));

    private static async Task SqliteAsync(Database database, Assembly service, CancellationToken ct)
    {
        // The write lock of BEGIN IMMEDIATE is the lock; journal_mode cannot change inside it.
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder(database.ConnectionString) { Mode = SqliteOpenMode.ReadWriteCreate, Pooling = false }.ToString());
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(connection.DataSource))!);
        await connection.OpenAsync(ct);
        await connection.ExecuteAsync("PRAGMA busy_timeout=30000; PRAGMA journal_mode=WAL");
        await connection.ExecuteAsync("BEGIN IMMEDIATE");
        await connection.ExecuteAsync("CREATE TABLE IF NOT EXISTS migration (name nvarchar(200) NOT NULL PRIMARY KEY)");
        await ApplyAsync(connection, null, Engine.Sqlite, service, ct);
        await connection.ExecuteAsync("COMMIT");
    }

    private static async Task SqlServerAsync(Database database, Assembly service, CancellationToken ct)
    {
        var target = new SqlConnectionStringBuilder(database.ConnectionString);
        await using (var server = new SqlConnection(new SqlConnectionStringBuilder(database.ConnectionString) { InitialCatalog = "master" }.ToString()))
        {
            await server.OpenAsync(ct);
            if (await server.ExecuteScalarAsync<int>("SELECT COUNT(*) FROM sys.databases WHERE name = @Name", new { Name = target.InitialCatalog }) == 0)
            {
                try
                {
                    var name = $"[{target.InitialCatalog.Replace("]", "]]")}]";
                    await server.ExecuteAsync($"CREATE DATABASE {name} COLLATE Latin1_General_100_BIN2");
                    // Who reads waits for nobody who writes, and is nobody's deadlock.
                    await server.ExecuteAsync($"ALTER DATABASE {name} SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE");
                }
                catch (SqlException exception) when (exception.Number == 1801)
                {
                    // Another instance has just made it.
                }
            }
        }
        await using var connection = new SqlConnection(database.ConnectionString);
        await connection.OpenAsync(ct);
        var collation = await connection.ExecuteScalarAsync<string>("SELECT CONVERT(nvarchar(128), DATABASEPROPERTYEX(DB_NAME(), 'Collation'))");
        if (collation?.EndsWith("BIN2", StringComparison.OrdinalIgnoreCase) != true)
            throw new InvalidOperationException($"The database {target.InitialCatalog} has the collation {collation}; it must have a binary one (ending in BIN2), or codes that differ in case become one.");
        // Another instance that has just made it may be about to say so.
        for (var look = 0; !await connection.ExecuteScalarAsync<bool>("SELECT is_read_committed_snapshot_on FROM sys.databases WHERE name = DB_NAME()"); look++)
        {
            if (look < 50)
            {
                await Task.Delay(200, ct);
                continue;
            }
            throw new InvalidOperationException($"The database {target.InitialCatalog} lets readers wait for writers: ALTER DATABASE [{target.InitialCatalog}] SET READ_COMMITTED_SNAPSHOT ON WITH ROLLBACK IMMEDIATE.");
        }
        await using var transaction = await connection.BeginTransactionAsync(ct);
        // It says in its result, not by an error, that the lock was not given.
        var given = await connection.ExecuteScalarAsync<int>("DECLARE @Given int; EXEC @Given = sp_getapplock @Resource = 'jobdating-migration', @LockMode = 'Exclusive', @LockOwner = 'Transaction', @LockTimeout = 60000; SELECT @Given", transaction: transaction);
        if (given < 0)
            throw new SettingsException($"Another instance has been changing the tables of {target.InitialCatalog} for a minute; start again when it has ended (sp_getapplock: {given}).");
        await connection.ExecuteAsync("IF OBJECT_ID('migration') IS NULL CREATE TABLE migration (name nvarchar(200) NOT NULL PRIMARY KEY)", transaction: transaction);
        await ApplyAsync(connection, transaction, Engine.SqlServer, service, ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task ApplyAsync(DbConnection connection, DbTransaction? transaction, Engine engine, Assembly service, CancellationToken ct)
    {
        var made = (await connection.QueryAsync<string>(MadeSql, transaction: transaction)).ToHashSet();
        foreach (var (name, sql) in Files(typeof(Migrator).Assembly).Concat(Files(service)))
        {
            ct.ThrowIfCancellationRequested();
            if (!made.Add(name))
                continue;
            await connection.ExecuteAsync(SqlText.Migration(engine, sql), transaction: transaction);
            await connection.ExecuteAsync(NoteSql, new { Name = name }, transaction);
        }
    }

    private static string Read(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"(\d{4}-[a-z0-9-]+)\.sql$")]
    private static partial Regex FileName();
}
