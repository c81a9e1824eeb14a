using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Raw;

/// <summary>One table as plain as it can be and yet refuse to book twice: durable (<c>synchronous=FULL</c>), prepared statements, no layer of ours.</summary>
internal sealed class RawBookings : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;
    private SqliteTransaction? _group;

    public RawBookings(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        Execute("CREATE TABLE IF NOT EXISTS booking (id TEXT NOT NULL PRIMARY KEY, table_id TEXT NOT NULL, candidate_id TEXT NOT NULL, starts_at TEXT NOT NULL, status TEXT NOT NULL, UNIQUE (table_id, starts_at), UNIQUE (candidate_id, starts_at))");
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO booking (id, table_id, candidate_id, starts_at, status) VALUES (@id, @table, @candidate, @time, 'booked')";
        foreach (var name in (string[])["@id", "@table", "@candidate", "@time"])
            _insert.Parameters.Add(name, SqliteType.Text);
        _insert.Prepare();
    }

    public void Begin() => _insert.Transaction = _group = _connection.BeginTransaction();

    public void Commit()
    {
        _group!.Commit();
        _group.Dispose();
        _insert.Transaction = _group = null;
    }

    /// <returns>False: somebody has that time.</returns>
    public bool Insert(string id, string table, string candidate, string time)
    {
        (_insert.Parameters[0].Value, _insert.Parameters[1].Value, _insert.Parameters[2].Value, _insert.Parameters[3].Value) = (id, table, candidate, time);
        try
        {
            return _insert.ExecuteNonQuery() == 1;
        }
        catch (SqliteException taken) when (taken.SqliteErrorCode == 19)
        {
            return false;
        }
    }

    private void Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
