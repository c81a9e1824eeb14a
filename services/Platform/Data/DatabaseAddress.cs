using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;

namespace JobDating.Platform;

public enum Engine
{
    Sqlite,
    SqlServer,
}

/// <summary>Where one service's database lives, and on which engine.</summary>
public sealed record DatabaseAddress(Engine Engine, string ConnectionString)
{
    /// <summary>The embedded database's file; null: on a server.</summary>
    public string? File { get; private init; }

    /// <summary>Only <see cref="Migrator"/> makes a file that is not there: one that has gone must not come back empty.</summary>
    public static DatabaseAddress Sqlite(string file) => new(Engine.Sqlite, new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWrite,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString())
    {
        File = file,
    };

    /// <summary>An open connection goes on reading and writing a file that was moved away or deleted, and nobody would find again what it wrote.</summary>
    /// <exception cref="SqliteException">In the engine's own words: there is no such file.</exception>
    internal void RequireFile()
    {
        if (File is not null && !System.IO.File.Exists(File))
            throw new SqliteException("SQLite Error 14: 'unable to open database file'.", 14);
    }

    /// <summary>The service's own database on the server of <paramref name="server"/>, whatever database that names.</summary>
    public static DatabaseAddress SqlServer(string server, string database) => new(Engine.SqlServer, new SqlConnectionStringBuilder(server)
    {
        InitialCatalog = database,
    }.ToString());
}
