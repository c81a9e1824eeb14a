using JobDating.Platform;

namespace JobDating.Registration.ListImports;

/// <summary>One line of a list: its number in the file, and its cells as text, trimmed.</summary>
/// <param name="IsBroken">Its quotes do not close: where its cells end is not known.</param>
public sealed record ListLine(int Number, IReadOnlyList<string> Cells, bool IsBroken = false)
{
    public bool IsBlank => Cells.All(cell => cell.Length == 0);

    public string Cell(int column) => column >= 0 && column < Cells.Count ? Cells[column] : "";
}

/// <summary>The file cannot be read as a list; <paramref name="rule"/> is the text <c>Refusal.</c> that says why.</summary>
public sealed class ListRefusedException(string rule, Exception? inner = null) : Exception(rule, inner)
{
    public string Rule { get; } = rule;
}

/// <summary>
/// A list as it comes: a spreadsheet (XLSX) or CSV of any usual separator and encoding, told apart by its first bytes, not by its name. Lines are
/// streamed; whatever the file holds, memory stays bounded, and nothing but <see cref="ListRefusedException"/> comes out.
/// </summary>
public static class ListFile
{
    public const int MaxRows = 100_000;
    public const int MaxColumns = 200;
    public const int MaxCell = 2000;
    public const long MaxBytes = 50L * 1024 * 1024;

    /// <summary>Lines above the header that are looked through: a title, an address, an empty line.</summary>
    private const int MostAbove = 20;

    /// <summary>The header's names and the first lines under it.</summary>
    /// <exception cref="ListRefusedException">Not a list, or nothing under its header.</exception>
    public static (IReadOnlyList<string> Header, IReadOnlyList<ListLine> First) Look(string path, int lines)
    {
        var first = new List<ListLine>();
        IReadOnlyList<string> header = [];
        foreach (var line in Read(path, found => header = found))
        {
            first.Add(line);
            if (first.Count == lines)
                break;
        }
        return first.Count > 0 ? (header, first) : throw new ListRefusedException(header.Count == 0 ? "Empty" : "HeaderOnly");
    }

    /// <summary>The lines under the header that are not blank.</summary>
    /// <exception cref="ListRefusedException">While it is read: the file is no list, damaged, or too large.</exception>
    public static IEnumerable<ListLine> Read(string path, Action<IReadOnlyList<string>>? header = null)
    {
        var isHeader = true;
        var rows = 0;
        foreach (var line in Guarded(IsZip(path) ? SpreadsheetLines.Read(path) : CsvLines.Read(() => File.OpenRead(path), MaxColumns + 1).Select(line => new ListLine(line.Number, [.. line.Cells.Select(Cell)], line.IsBroken))))
        {
            if (isHeader)
            {
                // The first line with two names; a list of one column has its name in the first line of all.
                if (line.Cells.Count(cell => cell.Length > 0) < 2 && line.Number <= MostAbove)
                    continue;
                isHeader = false;
                header?.Invoke(line.Cells);
                continue;
            }
            if (line.IsBlank)
                continue;
            if (++rows > MaxRows)
                throw new ListRefusedException("TooManyRows");
            yield return line;
        }
    }

    /// <summary>Text as a cell of ours: one line, not longer than anything we keep.</summary>
    internal static string Cell(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return "";
        if (text.Length > MaxCell)
            text = text[..MaxCell];
        return string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Libraries answer damage with exceptions of many kinds; to the reader they are one.</summary>
    private static IEnumerable<ListLine> Guarded(IEnumerable<ListLine> lines)
    {
        using var each = lines.GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext())
                    yield break;
            }
            catch (CsvRefusedException refused)
            {
                throw new ListRefusedException(refused.IsText ? "Damaged" : "NotAList", refused);
            }
            catch (Exception damage) when (damage is not (ListRefusedException or OutOfMemoryException or OperationCanceledException))
            {
                throw new ListRefusedException("Damaged", damage);
            }
            if (each.Current.Cells.Count > MaxColumns)
                throw new ListRefusedException("TooManyColumns");
            yield return each.Current;
        }
    }

    private static bool IsZip(string path)
    {
        using var file = File.OpenRead(path);
        Span<byte> start = stackalloc byte[8];
        var read = file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        if (start[..read].StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]))
            throw new ListRefusedException("OldExcel");
        return start[..read].StartsWith("PK"u8);
    }
}
