using System.Globalization;
using JobDating.Platform;

namespace JobDating.Tests.AllInOne;

/// <summary>Everything that stands in a house's databases, row by row as text, so that "nothing has changed" can be asserted whole.</summary>
internal static class Dump
{
    /// <summary>What an import notes about itself, and how often somebody was recounted, may differ.</summary>
    private static readonly string[] _ofImports = ["edition_import", "import_file", "import_finding", "import_part", "flow_receipt"];

    private const string SqliteTablesSql = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'";

    private const string SqlServerTablesSql = "SELECT name FROM sys.tables";

    public static async Task<IReadOnlyList<string>> AllAsync(TestHouse house)
    {
        await house.SettleAsync();
        var all = new List<string>();
        foreach (var database in house.Databases)
            all.AddRange(await OfAsync(database));
        return all;
    }

    public static async Task<IReadOnlyList<string>> OfAsync(Database database)
    {
        var all = new List<string>();
        var name = database.GetType().Name;
        var tables = await database.QueryAsync<string>(database.Engine == Engine.Sqlite ? SqliteTablesSql : SqlServerTablesSql, null, CancellationToken.None);
        foreach (var table in tables.Except(_ofImports).Order(StringComparer.Ordinal))
        {
            var rows = await database.QueryAsync<dynamic>($"SELECT * FROM {table}", null, CancellationToken.None);
            all.AddRange(rows.Select(row => $"{name}.{table}: {Text((IDictionary<string, object?>)row)}").Order(StringComparer.Ordinal));
        }
        return all;
    }

    public static async Task<int> CountAsync(Database database, string table) =>
        await database.QueryFirstOrDefaultAsync<int>($"SELECT COUNT(*) FROM {table}", null, CancellationToken.None);

    private static string Text(IDictionary<string, object?> row) => string.Join(", ", row.Where(cell => cell.Key != "revision")
        .Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell.Key}={cell.Value}")));
}
