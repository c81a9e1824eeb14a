using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Broker;

/// <summary>A table of bytes; what is inserted together is committed together (<c>synchronous=FULL</c>).</summary>
internal sealed class RawRows : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly SqliteCommand _insert;

    public RawRows(string file)
    {
        _connection = new SqliteConnection($"Data Source={file};Pooling=False");
        _connection.Open();
        using var make = _connection.CreateCommand();
        make.CommandText = "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE taken (id TEXT NOT NULL PRIMARY KEY, body BLOB NOT NULL)";
        make.ExecuteNonQuery();
        _insert = _connection.CreateCommand();
        _insert.CommandText = "INSERT INTO taken (id, body) VALUES (@id, @body)";
        _insert.Parameters.Add("@id", SqliteType.Text);
        _insert.Parameters.Add("@body", SqliteType.Blob);
        _insert.Prepare();
    }

    public void Insert(IEnumerable<byte[]> bodies)
    {
        using var group = _connection.BeginTransaction();
        _insert.Transaction = group;
        foreach (var body in bodies)
        {
            (_insert.Parameters[0].Value, _insert.Parameters[1].Value) = ($"{Guid.CreateVersion7()}", body);
            _insert.ExecuteNonQuery();
        }
        group.Commit();
    }

    public void Dispose()
    {
        _insert.Dispose();
        _connection.Dispose();
    }
}
