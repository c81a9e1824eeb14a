using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace JobDating.Benchmarks.Waves;

/// <summary>Rows that the program has written, inserted once more into tables of the same shape in an empty file, raw: prepared statements, so many rows a commit, each commit on the disk.</summary>
internal static class RawCopies
{
    /// <param name="shape">A database, for the tables' and indexes' text.</param>
    /// <returns>Rows a second.</returns>
    public static double Insert(string shape, IReadOnlyList<string> tables, int together)
    {
        using var folder = new Folder("raw-copies");
        using var connection = new SqliteConnection($"Data Source={Path.Combine(folder.Path, "raw.db")};Pooling=False;Foreign Keys=False");
        connection.Open();
        Execute("PRAGMA journal_mode=WAL");
        Execute("PRAGMA synchronous=FULL");
        using var source = new SqliteConnection($"Data Source={shape};Mode=ReadOnly;Pooling=False");
        source.Open();
        foreach (var table in tables)
            foreach (var sql in Read(source, $"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND sql IS NOT NULL ORDER BY type DESC"))
                Execute((string)sql[0]);
        var rows = tables.ToDictionary(table => table, table => Read(source, $"SELECT * FROM {table}"));
        var from = Stopwatch.GetTimestamp();
        foreach (var (table, all) in rows.Where(one => one.Value.Count > 0))
        {
            using var insert = connection.CreateCommand();
            insert.CommandText = $"INSERT INTO {table} VALUES ({string.Join(", ", all[0].Select((_, at) => $"@p{at}"))})";
            foreach (var at in Enumerable.Range(0, all[0].Length))
                insert.Parameters.Add(new SqliteParameter($"@p{at}", DBNull.Value));
            foreach (var some in all.Chunk(together))
            {
                using var group = connection.BeginTransaction();
                insert.Transaction = group;
                foreach (var row in some)
                {
                    foreach (var (at, value) in row.Index())
                        insert.Parameters[at].Value = value;
                    insert.ExecuteNonQuery();
                }
                group.Commit();
            }
        }
        return rows.Values.Sum(all => all.Count) / Stopwatch.GetElapsedTime(from).TotalSeconds;

        void Execute(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.ExecuteNonQuery();
        }
    }

    private static List<object[]> Read(SqliteConnection source, string sql)
    {
        using var command = source.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var rows = new List<object[]>();
        while (reader.Read())
        {
            var row = new object[reader.FieldCount];
            reader.GetValues(row);
            rows.Add(row);
        }
        return rows;
    }
}
