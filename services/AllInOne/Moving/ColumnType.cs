using System.Collections.Frozen;
using System.Globalization;
using NodaTime.Text;

namespace JobDating.AllInOne.Moving;

/// <summary>
/// A type as migrations write it, and its values: in a SQLite file as text and numbers (Platform's Dapper types write them so), on the way as .NET's own, which SQL Server takes as they are.
/// </summary>
/// <param name="Clr">Of the values on the way.</param>
/// <param name="Read">From SQLite's value.</param>
/// <param name="Write">To SQLite's value.</param>
internal sealed record ColumnType(Type Clr, Func<object, object> Read, Func<object, object> Write)
{
    private static readonly InstantPattern _instant = InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm:ss.fffffff'Z'");
    private static readonly LocalTimePattern _time = LocalTimePattern.CreateWithInvariantCulture("HH:mm:ss.fffffff");

    private static readonly ColumnType _text = new(typeof(string), value => (string)value, value => value);

    /// <summary>Every type that a migration may declare, without its length; SQLite gives some of them back in capitals. Ids are upper-case text in SQLite: an index finds no other.</summary>
    private static readonly FrozenDictionary<string, ColumnType> _types = new Dictionary<string, ColumnType>
    {
        ["uniqueidentifier"] = new(typeof(Guid), value => Guid.Parse((string)value), value => ((Guid)value).ToString().ToUpperInvariant()),
        ["nvarchar"] = _text,
        // {longtext}: nvarchar(max) over there.
        ["TEXT"] = _text,
        ["int"] = new(typeof(int), value => checked((int)(long)value), value => (long)(int)value),
        ["bigint"] = new(typeof(long), value => (long)value, value => value),
        ["bit"] = new(typeof(bool), value => (long)value switch { 0 => false, 1 => true, _ => throw new FormatException() }, value => (bool)value ? 1L : 0L),
        ["datetime2"] = new(typeof(DateTime), value => _instant.Parse((string)value).GetValueOrThrow().ToDateTimeUtc(), value => _instant.Format(NodaTime.Instant.FromDateTimeUtc(DateTime.SpecifyKind((DateTime)value, DateTimeKind.Utc)))),
        ["date"] = new(typeof(DateTime), value => LocalDatePattern.Iso.Parse((string)value).GetValueOrThrow().ToDateTimeUnspecified(), value => LocalDatePattern.Iso.Format(NodaTime.LocalDate.FromDateTime((DateTime)value))),
        ["time"] = new(typeof(TimeSpan), value => TimeSpan.FromTicks(_time.Parse((string)value).GetValueOrThrow().TickOfDay), value => _time.Format(NodaTime.LocalTime.FromTicksSinceMidnight(((TimeSpan)value).Ticks))),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="declared">As SQLite keeps it from the migration: <c>nvarchar(200)</c>, <c>datetime2</c>.</param>
    /// <exception cref="KeyNotFoundException">No migration may declare that.</exception>
    public static ColumnType Of(string declared) => _types[declared.Split('(')[0]];

    /// <summary>For how many characters there is room on SQL Server; null: for all.</summary>
    public static int? Room(string declared) => declared.StartsWith("nvarchar(", StringComparison.Ordinal) ? int.Parse(declared["nvarchar(".Length..^1], NumberStyles.None, CultureInfo.InvariantCulture) : null;
}
