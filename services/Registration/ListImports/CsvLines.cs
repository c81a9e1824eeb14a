using System.Text;
using CsvHelper;

namespace JobDating.Registration.ListImports;

/// <summary>
/// The lines of a CSV file: separated by semicolon, comma or tab, whichever the first line has most of; in UTF-8, UTF-16 with its mark, or, when it
/// is no UTF-8, Windows-1252, which is what spreadsheets in French write.
/// </summary>
internal static class CsvLines
{
    private const int MaxRecordBytes = 512 * 1024;

    public static IEnumerable<ListLine> Read(string path)
    {
        var encoding = EncodingOf(path);
        var separator = SeparatorOf(path, encoding);
        using var file = File.OpenRead(path);
        using var text = encoding is UTF8Encoding ? (Stream)file : Encoding.CreateTranscodingStream(file, encoding, new UTF8Encoding(false));
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
            var cells = new string[Math.Min(reader.FieldCount, ListFile.MaxColumns + 1)];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = ListFile.Cell(reader.GetString(i).Replace("\uFEFF", "", StringComparison.Ordinal));
            yield return new ListLine((int)reader.LineNumber, cells, isBroken);
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
            throw new ListRefusedException("Damaged", tooLong);
        }
    }

    /// <summary>The whole file is looked at: one é at the end of 100,000 lines decides.</summary>
    private static Encoding EncodingOf(string path)
    {
        using var file = File.OpenRead(path);
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
                throw new ListRefusedException("NotAList");
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

    private static char SeparatorOf(string path, Encoding encoding)
    {
        using var reader = new StreamReader(path, encoding);
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
