using System.Collections.Frozen;

namespace JobDating.Registration.Imports;

/// <summary>What a cell holds, and so how it is read and checked.</summary>
public enum CellKind
{
    Text,

    /// <summary><c>2023-03-14</c></summary>
    Date,

    /// <summary><c>09:00</c>, also with seconds.</summary>
    Time,

    /// <summary><c>2023-03-14T09:30</c> in the edition's zone, or with an offset.</summary>
    DateTime,

    /// <summary><c>yes</c>/<c>no</c>, <c>oui</c>/<c>non</c>.</summary>
    Boolean,
    Number,

    /// <summary>One word of a fixed list, in any case.</summary>
    Word,
    Siret,

    /// <summary>A name of the tz database, such as <c>Europe/Paris</c>.</summary>
    TimeZone,
}

/// <summary>One column of one file of the archive.</summary>
public sealed record ArchiveColumn
{
    public required string Name { get; init; }
    public CellKind Kind { get; init; }

    /// <summary>Part of what identifies a row; its column must be there.</summary>
    public bool IsKey { get; init; }

    /// <summary>The column must be there and no cell of it may be empty.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Characters (UTF-16) a text may have.</summary>
    public int MaxLength { get; init; } = 200;

    /// <summary>Bounds of a number.</summary>
    public int Min { get; init; }
    public int Max { get; init; } = 1_000_000;

    /// <summary>The words allowed, as they are kept.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The file whose key this cell names, such as <c>sites.csv</c>.</summary>
    public string? Reference { get; init; }
}

/// <summary>One file of the archive: its columns in the order in which an export writes them.</summary>
public sealed class ArchiveFile
{
    private readonly FrozenDictionary<string, int> _indexes;

    internal ArchiveFile(string name, params ArchiveColumn[] columns)
    {
        Name = name;
        Columns = columns;
        Keys = [.. Enumerable.Range(0, columns.Length).Where(index => columns[index].IsKey)];
        _indexes = columns.Select((column, index) => (column.Name, index))
            .ToFrozenDictionary(pair => pair.Name, pair => pair.index, StringComparer.OrdinalIgnoreCase);
    }

    public string Name { get; }
    public IReadOnlyList<ArchiveColumn> Columns { get; }

    /// <summary>Where in <see cref="Columns"/> the key stands.</summary>
    public IReadOnlyList<int> Keys { get; }

    /// <summary>The column's place in <see cref="Columns"/>, its name in any case; -1 when the format has no such column.</summary>
    public int IndexOf(string column) => _indexes.GetValueOrDefault(column, -1);
}

/// <summary>
/// The edition archive, written down once: files in an order in which every reference points to an earlier file.
/// Import reads by this table, export writes by it.
/// </summary>
public static partial class ArchiveFormat
{
    /// <summary>Rows a file may have; more is refused.</summary>
    public const int MaxRows = 100_000;

    /// <summary>Bytes one file, and all of them together, may have once out of the zip.</summary>
    public const long MaxFileBytes = 128L * 1024 * 1024;
    public const long MaxArchiveBytes = 512L * 1024 * 1024;

    /// <summary>Bytes one line of a list (with the line breaks inside its quotes) may have: what bounds the memory a hostile file can take.</summary>
    public const int MaxRecordBytes = 1024 * 1024;

    /// <summary>The file of that name in any case, or null.</summary>
    public static ArchiveFile? Find(string name) =>
        Files.FirstOrDefault(file => string.Equals(file.Name, name, StringComparison.OrdinalIgnoreCase));

    private static ArchiveColumn Key(string name, int maxLength = 64) => Required(name, maxLength) with { IsKey = true };

    private static ArchiveColumn Required(string name, int maxLength = 200) => Text(name, maxLength) with { IsRequired = true };

    private static ArchiveColumn Text(string name, int maxLength = 200) => new() { Name = name, MaxLength = maxLength };

    private static ArchiveColumn Of(CellKind kind, string name) => new() { Name = name, Kind = kind };

    private static ArchiveColumn Number(string name, int min) => new() { Name = name, Kind = CellKind.Number, Min = min };

    private static ArchiveColumn Word(string name, IReadOnlyList<string> words) => new() { Name = name, Kind = CellKind.Word, Words = words };

    private static ArchiveColumn AsKey(this ArchiveColumn column) => column with { IsKey = true, IsRequired = true };

    private static ArchiveColumn AsRequired(this ArchiveColumn column) => column with { IsRequired = true };

    private static ArchiveColumn Naming(this ArchiveColumn column, string file) => column with { Reference = file };
}
