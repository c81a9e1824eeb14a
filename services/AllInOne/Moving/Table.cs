using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace JobDating.AllInOne.Moving;

/// <summary>A table of an embedded database, as it is found there, and its rows in portions.</summary>
internal sealed record Table(string Name, IReadOnlyList<Table.Column> Columns)
{
    /// <summary>One portion is in memory at a time.</summary>
    private const int PortionRows = 5000;
    private const long PortionCharacters = 16_000_000;

    public sealed record Column(string Name, string Declared)
    {
        public ColumnType Type { get; } = ColumnType.Of(Declared);

        public int? Room { get; } = ColumnType.Room(Declared);
    }

    /// <summary>All but the list of migrations, which each database has of its own.</summary>
    public static async Task<IReadOnlyList<Table>> AllAsync(SqliteConnection source)
    {
        var names = await source.QueryAsync<string>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name <> 'migration' ORDER BY name");
        var tables = new List<Table>();
        foreach (var name in names)
            tables.Add(new Table(name, [.. (await source.QueryAsync<(string Name, string Type)>($"SELECT name, type FROM pragma_table_info('{name}') ORDER BY cid")).Select(column => new Column(column.Name, column.Type))]));
        return tables;
    }

    /// <summary>As both engines read them.</summary>
    public string Counting => $"SELECT COUNT(*) FROM [{Name}]";

    /// <summary>1 or 0, whatever the number of rows.</summary>
    public string Asking => $"SELECT CASE WHEN EXISTS (SELECT 1 FROM [{Name}]) THEN 1 ELSE 0 END";

    /// <summary>The same portion is filled again and again: it is done with when the next is asked for.</summary>
    /// <exception cref="MoveException">A value that SQL Server has no room for, or that is none of its column's; with its row.</exception>
    public async IAsyncEnumerable<DataTable> ReadAsync(SqliteConnection source, [EnumeratorCancellation] CancellationToken ct)
    {
        using var portion = new DataTable(Name);
        foreach (var column in Columns)
            portion.Columns.Add(column.Name, column.Type.Clr);
        await using var command = source.CreateCommand();
        command.CommandText = $"SELECT {string.Join(", ", Columns.Select(column => $"[{column.Name}]"))} FROM [{Name}]";
        await using var reader = await command.ExecuteReaderAsync(ct);
        var (read, characters) = (0L, 0L);
        while (await reader.ReadAsync(ct))
        {
            read++;
            var row = new object[Columns.Count];
            for (var i = 0; i < row.Length; i++)
            {
                row[i] = await reader.IsDBNullAsync(i, ct) ? DBNull.Value : Converted(Columns[i], reader.GetValue(i), read);
                characters += row[i] is string text ? text.Length : 0;
            }
            portion.Rows.Add(row);
            if (portion.Rows.Count < PortionRows && characters < PortionCharacters)
                continue;
            yield return portion;
            portion.Clear();
            characters = 0;
        }
        if (portion.Rows.Count > 0)
            yield return portion;
    }

    private object Converted(Column column, object value, long row)
    {
        object converted;
        try
        {
            converted = column.Type.Read(value);
        }
        catch (Exception exception) when (exception is FormatException or InvalidCastException or OverflowException or NodaTime.Text.UnparsableValueException)
        {
            throw new MoveException(MoveTexts.Words["NoSuchValue", Name, column.Name, row, column.Declared], exception);
        }
        return converted is string text && text.Length > column.Room ? throw new MoveException(MoveTexts.Words["NoRoom", Name, column.Name, row, text.Length, column.Room]) : converted;
    }
}
