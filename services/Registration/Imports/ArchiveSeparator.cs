using System.Text;

namespace JobDating.Registration.Imports;

/// <summary>Tells <c>;</c> from <c>,</c> by the header.</summary>
internal static class ArchiveSeparator
{
    /// <summary>The one that finds more of the file's columns; when both find as many, the one that stands there more often.</summary>
    public static char Of(ArchiveFile file, ReadOnlySpan<byte> beginning)
    {
        var header = Header(Encoding.UTF8.GetString(beginning));
        return Score(file, header, ';').CompareTo(Score(file, header, ',')) >= 0 ? ';' : ',';
    }

    /// <summary>The first line with something in it; a line break inside quotes does not end it.</summary>
    private static string Header(string text)
    {
        var start = text.AsSpan().IndexOfAnyExcept("\r\n");
        if (start < 0)
            return "";
        var inQuotes = false;
        for (var i = start; i < text.Length; i++)
        {
            if (text[i] == '"')
                inQuotes = !inQuotes;
            else if (!inQuotes && (text[i] is '\r' or '\n'))
                return text[start..i];
        }
        return text[start..];
    }

    private static (int Known, int Count) Score(ArchiveFile file, string header, char separator)
    {
        var (known, count, start, inQuotes) = (0, 0, 0, false);
        for (var i = 0; i <= header.Length; i++)
        {
            if (i < header.Length && header[i] == '"')
                inQuotes = !inQuotes;
            if (i < header.Length && (inQuotes || header[i] != separator))
                continue;
            if (file.IndexOf(header[start..i].Trim().Trim('"').Trim()) >= 0)
                known++;
            count++;
            start = i + 1;
        }
        return (known, count);
    }
}
