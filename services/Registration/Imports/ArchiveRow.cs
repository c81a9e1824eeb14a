using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>
/// One row as it was read: every cell null when it is empty, broken or its column absent (<see cref="Has"/> tells an absent column,
/// whose value stays as it is, from an empty cell, which empties it).
/// </summary>
public sealed class ArchiveRow
{
    /// <summary>Stands in the place of a cell that could not be read; its finding has been said.</summary>
    internal static readonly object Broken = new();

    private readonly ArchiveHeader _header;
    private readonly object?[] _cells;

    internal ArchiveRow(ArchiveHeader header, int line, object?[] cells, bool isWhole)
    {
        _header = header;
        _cells = cells;
        Line = line;
        IsWhole = isWhole;
    }

    public ArchiveFile File => _header.File;

    /// <summary>The line of the file on which the row starts; the header is line 1.</summary>
    public int Line { get; }

    /// <summary>False when the row as a whole could not be read (its quotes or its number of cells): at most its key is there.</summary>
    public bool IsWhole { get; }

    /// <summary>Whether the file has that column.</summary>
    public bool Has(string column) => _header.Has(Index(column));

    public string? Text(string column) => _cells[Index(column)] as string;

    public LocalDate? Date(string column) => _cells[Index(column)] as LocalDate?;

    public LocalTime? Time(string column) => _cells[Index(column)] as LocalTime?;

    public Instant? Instant(string column) => _cells[Index(column)] as Instant?;

    public bool? Flag(string column) => _cells[Index(column)] as bool?;

    public int? Number(string column) => _cells[Index(column)] as int?;

    /// <summary>Whether the cell holds something that could not be read.</summary>
    public bool IsBroken(string column) => ReferenceEquals(_cells[Index(column)], Broken);

    internal object? Cell(int index) => _cells[index];

    private int Index(string column) => File.IndexOf(column) is var index and >= 0
        ? index
        : throw new ArgumentException($"{File.Name} has no column {column}.", nameof(column));
}

/// <summary>Where the columns of the format stand in one file's header.</summary>
internal sealed class ArchiveHeader(ArchiveFile file, int[] places, int width)
{
    public ArchiveFile File => file;

    /// <summary>Cells in the header, unknown columns too.</summary>
    public int Width => width;

    /// <summary>The cell of a row that holds the format's column; -1 when it is absent.</summary>
    public int Place(int column) => places[column];

    public bool Has(int column) => places[column] >= 0;

    /// <summary>The format's name of the column at that place, or an empty text.</summary>
    public string NameAt(int place) => Array.IndexOf(places, place) is var index and >= 0 ? file.Columns[index].Name : "";
}
