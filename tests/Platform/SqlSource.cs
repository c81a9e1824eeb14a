using System.Reflection;
using System.Text.RegularExpressions;
using JobDating.AllInOne;
using JobDating.Platform;
using Microsoft.Data.Sqlite;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace JobDating.Tests.Platform;

/// <summary>One SQL text of the program: a constant whose name ends in Sql, or a migration.</summary>
internal sealed partial record SqlSource(Assembly Assembly, string Name, string Sql)
{
    private static IEnumerable<Assembly> Assemblies => [typeof(Database).Assembly, typeof(Commands).Assembly, .. Commands.Services().Select(service => service.Assembly)];

    public static IReadOnlyList<SqlSource> Constants { get; } =
    [
        .. from assembly in Assemblies
           from type in assembly.GetTypes()
           from field in type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
           where field.IsLiteral && field.FieldType == typeof(string) && field.Name.EndsWith("Sql", StringComparison.Ordinal)
           select new SqlSource(assembly, $"{type.FullName}.{field.Name}", (string)field.GetRawConstantValue()!),
    ];

    public static IReadOnlyList<SqlSource> Migrations { get; } =
        [.. from assembly in Assemblies from file in Migrator.Files(assembly) select new SqlSource(assembly, file.Name, file.Sql)];

    /// <summary>What SQLite says against it, or null. Dapper's list parameters are written as a list of one.</summary>
    public string? RefusedBySqlite(SqliteConnection database)
    {
        using var command = database.CreateCommand();
        command.CommandText = ListParameter().Replace(Sql, "IN ($1)");
        try
        {
            command.Prepare();
            return null;
        }
        catch (SqliteException exception)
        {
            return $"{Name}: {exception.Message}";
        }
    }

    /// <summary>What a SQL Server 2022 would not parse, or null.</summary>
    public string? RefusedBySqlServer()
    {
        var text = SqlText.Migration(Engine.SqlServer, SqlText.For(Engine.SqlServer, Sql));
        using var reader = new StringReader(ListParameter().Replace(text, "IN ($1)"));
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors.Count == 0 ? null : $"{Name}: line {errors[0].Line}: {errors[0].Message}";
    }

    /// <summary>
    /// The word that only one engine knows, or that takes a decision away from the code, or pages by counting rows (the first few of
    /// each group, by PARTITION BY, are no paging); null when there is none.
    /// </summary>
    public string? Unwanted() => UnwantedWord().Match(Sql) is { Success: true } match ? $"{Name}: {match.Value}" : null;

    [GeneratedRegex(@"\bIN\s+(@\w+)", RegexOptions.IgnoreCase)]
    private static partial Regex ListParameter();

    [GeneratedRegex(@"\|\||\b(RETURNING|OUTPUT|MERGE|ON\s+CONFLICT|INSERT\s+OR|GETUTCDATE|GETDATE|CURRENT_TIMESTAMP|ROW_NUMBER\s*\(\s*\)\s*OVER\s*\(\s*ORDER|IDENTITY|AUTOINCREMENT|TOP|IFNULL|ISNULL|nvarchar\s*\(\s*max\s*\))|\bdbo\.", RegexOptions.IgnoreCase)]
    private static partial Regex UnwantedWord();
}
