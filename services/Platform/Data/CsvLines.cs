using System.Text;
using CsvHelper;

namespace JobDating.Platform;

/// <summary>A line of a CSV file: its number in the file, from 1, and its cells as they stand.</summary>
/// <param name="IsBroken">Its quotes do not close: where its cells end is not known.</param>
public sealed record CsvLine(int Number, IReadOnlyList<string> Cells, bool IsBroken);

/// <summary>That is no CSV file: binary (<see cref="IsText"/> is false), or text whose line is longer than any list has.</summary>
public sealed class CsvRefusedException(bool isText, Exception? inner = null) : Exception(isText ? "The line is too long." : "That is no text.", inner)
{
    public bool IsText { get; } = isText;
}

/// <summary>
/// The lines of a CSV file as people send it: separated by semicolon, comma or tab, whichever the first line has most of; in UTF-8, UTF-16 with its mark, or, when it
/// is no UTF-8, Windows-1252, which is what spreadsheets in French write.
/// </summary>
public static class CsvLines
{
    private const int MaxRecordBytes = 512 * 1024;

    /// <param name="open">The same bytes each time: they are read three times. Each stream can go back.</param>
    /// <param name="maxCells">Of a line; those beyond are not read.</param>
    /// <exception cref="CsvRefusedException">While it is read.</exception>
    public static IEnumerable<CsvLine> Read(Func<Stream> open, int maxCells)
    {
        var encoding = EncodingOf(open);
        var separator = SeparatorOf(open, encoding);
        using var file = open();
        using var text = encoding is UTF8Encoding ? file : Encoding.CreateTranscodingStream(file, encoding, new UTF8Encoding(false));
        if (encoding is UTF8Encoding && file.Length >= 3)
        {
            var mark = new byte[3];
            file.ReadExactly(mark);
            if (!mark.AsSpan().SequenceEqual("\uFEFF"u8))
                file.Position = 0;
        }
        var isBroken = false;
        using var reader = CsvReader.Create(text, new CsvReaderOptions { Separator = separator, HasHeader = false, Encoding = new UTF8Encoding(false, false), TrackLineNumbers = true, MaxRecordSize = MaxRecordBytes, OnMalformedRecord = _ => isBroken = true });
        while (Advance(reader))
        {
            var cells = new string[Math.Min(reader.FieldCount, maxCells)];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = reader.GetString(i).Replace("\uFEFF", "", StringComparison.Ordinal);
            yield return new CsvLine((int)reader.LineNumber, cells, isBroken);
            isBroken = false;
        }
    }

    private static bool Advance(CsvReader reader)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException tooLong)
        {
            throw new CsvRefusedException(isText: true, tooLong);
        }
    }

    /// <summary>The whole file is looked at: one é at the end of 100,000 lines decides.</summary>
    private static Encoding EncodingOf(Func<Stream> open)
    {
        using var file = open();
        var buffer = new byte[81920];
        var decoder = new UTF8Encoding(false, true).GetDecoder();
        var chars = new char[81920];
        var isFirst = true;
        for (int count; (count = file.Read(buffer)) > 0; isFirst = false)
        {
            if (isFirst && buffer.AsSpan(0, count) is [0xFF, 0xFE, ..])
                return Encoding.Unicode;
            if (isFirst && buffer.AsSpan(0, count) is [0xFE, 0xFF, ..])
                return Encoding.BigEndianUnicode;
            if (buffer.AsSpan(0, count).Contains((byte)0))
                throw new CsvRefusedException(isText: false);
            try
            {
                decoder.GetChars(buffer.AsSpan(0, count), chars, flush: count < buffer.Length);
            }
            catch (DecoderFallbackException)
            {
                return CodePagesEncodingProvider.Instance.GetEncoding(1252)!;
            }
        }
        return new UTF8Encoding(false);
    }

    private static char SeparatorOf(Func<Stream> open, Encoding encoding)
    {
        using var reader = new StreamReader(open(), encoding);
        var start = new char[16384];
        var text = start.AsSpan(0, reader.ReadBlock(start));
        var counts = new Dictionary<char, int> { [';'] = 0, [','] = 0, ['\t'] = 0 };
        var inQuotes = false;
        foreach (var one in text)
        {
            if (one == '"')
                inQuotes = !inQuotes;
            else if (!inQuotes && one is '\r' or '\n' && counts.Values.Any(count => count > 0))
                break;
            else if (!inQuotes && counts.TryGetValue(one, out var count))
                counts[one] = count + 1;
        }
        return counts.MaxBy(entry => entry.Value).Key;
    }
}
