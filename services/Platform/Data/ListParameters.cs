using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;

namespace JobDating.Platform;

/// <summary>
/// <c>… IN @Ids</c> with a list: the list goes as one JSON text that the engine unfolds, instead of one parameter for each value. So the
/// statement is the same for any length, SQL Server's limit of 2,100 parameters is far, and SQLite does not look up hundreds of names.
/// Strings, Guids and whole numbers only.
/// </summary>
internal static partial class ListParameters
{
    private static readonly ConcurrentDictionary<(Engine, string), string> Texts = new();
    private static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();

    public static (string Sql, object? Parameters) Unfold(Engine engine, string sql, object? parameters)
    {
        if (parameters is null || !sql.Contains("IN @", StringComparison.Ordinal))
            return (sql, parameters);
        var text = Texts.GetOrAdd((engine, sql), key => List().Replace(key.Item2, key.Item1 == Engine.Sqlite ? "IN (SELECT value FROM json_each(@$1))" : "IN (SELECT value FROM OPENJSON(@$1))"));
        var unfolded = new DynamicParameters();
        foreach (var property in Properties.GetOrAdd(parameters.GetType(), type => type.GetProperties()))
        {
            var value = property.GetValue(parameters);
            unfolded.Add(property.Name, value is IEnumerable list and not string ? Json(list) : value);
        }
        return (text, unfolded);
    }

    private static string Json(IEnumerable list) => JsonSerializer.Serialize(list.Cast<object>().Select(value => value switch
    {
        // As Microsoft.Data.Sqlite writes it into a column; SQL Server reads either case.
        Guid id => id.ToString().ToUpperInvariant(),
        string or int => value,
        _ => throw new ArgumentException($"A list of {value.GetType().Name} cannot be unfolded."),
    }));

    [GeneratedRegex(@"\bIN @(\w+)")]
    private static partial Regex List();
}
