using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Importing;

/// <summary>The lines of an archive into tables that have nothing but columns and a first one that is the key, in transactions of 1,000 rows, each on the disk before the next begins.</summary>
internal static class RawLines
{
    private const int Together = 1_000;

    /// <returns>Rows a second.</returns>
    public static double Insert(string archive)
    {
        using var folder = new Folder("raw-lines");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "raw.db")};Pooling=False");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        var (rows, from) = (0, Stopwatch.GetTimestamp());
        foreach (var file in Directory.GetFiles(archive, "*.csv"))
        {
            var columns = File.ReadLines(file).First().Split(',');
            var name = Path.GetFileNameWithoutExtension(file);
            Execute($"CREATE TABLE {name} (row INTEGER PRIMARY KEY, {string.Join(", ", columns.Select(column => $"\"{column}\" TEXT NOT NULL"))})");
            Execute($"CREATE INDEX ix_{name} ON {name} ({columns[0]})");
            using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO {name} ({string.Join(", ", columns.Select(column => $"\"{column}\""))}) VALUES ({string.Join(", ", columns.Select(column => $"@{column}"))})";
            foreach (var column in columns)
                insert.Parameters.Add($"@{column}", SqliteType.Text);
            foreach (var some in File.ReadLines(file).Skip(1).Chunk(Together))
            {
                using var together = connection.BeginTransaction();
                insert.Transaction = together;
                foreach (var line in some)
                {
                    foreach (var (at, cell) in line.Split(',').Index())
                        insert.Parameters[at].Value = cell;
                    insert.ExecuteNonQuery();
                }
                together.Commit();
                rows += some.Length;
            }
        }
        return rows / Stopwatch.GetElapsedTime(from).TotalSeconds;

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }
}
