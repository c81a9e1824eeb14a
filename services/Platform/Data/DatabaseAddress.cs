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
    public static DatabaseAddress Sqlite(string file) => new(Engine.Sqlite, new SqliteConnectionStringBuilder
    {
        DataSource = file,
        ForeignKeys = true,
        DefaultTimeout = 30,
    }.ToString());

    /// <summary>The service's own database on the server of <paramref name="server"/>, whatever database that names.</summary>
    public static DatabaseAddress SqlServer(string server, string database) => new(Engine.SqlServer, new SqlConnectionStringBuilder(server)
    {
        InitialCatalog = database,
    }.ToString());
}
