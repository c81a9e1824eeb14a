using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using NodaTime.Text;

namespace JobDating.Registration.Imports;

/// <summary>
/// The keys of one file's rows, to find the second of two alike. They are compared as values, so one instant written in two ways
/// is one key; kept as 128 bits of a SHA-256 each, whatever their length.
/// </summary>
internal sealed class RowKeys(ArchiveFile file)
{
    private readonly Dictionary<UInt128, int> _lines = [];

    /// <summary>The first column of the key, where its findings stand.</summary>
    public string Column => file.Columns[file.Keys[0]].Name;

    /// <summary>The line of an earlier row with the same key; null when there is none or the key could not be read.</summary>
    public int? Twin(ArchiveRow row)
    {
        foreach (var index in file.Keys)
        {
            var column = file.Columns[index];
            if (!row.Has(column.Name) || row.IsBroken(column.Name) || row.Cell(index) is null && column.IsRequired)
                return null;
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        // No cell holds a control character of this kind, so no two keys run together to the same text.
        SHA256.HashData(Encoding.UTF8.GetBytes(Join(row, "\u001f")), hash);
        var key = BinaryPrimitives.ReadUInt128BigEndian(hash);
        if (_lines.TryGetValue(key, out var first))
            return first;
        _lines.Add(key, row.Line);
        return null;
    }

    /// <summary>The key for a person to read.</summary>
    public string Text(ArchiveRow row) => Join(row, " ").Trim();

    private string Join(ArchiveRow row, string separator) => string.Join(separator, file.Keys.Select(index => row.Cell(index) switch
    {
        Instant instant => InstantPattern.ExtendedIso.Format(instant),
        LocalDate date => LocalDatePattern.Iso.Format(date),
        var text => text as string ?? "",
    }));
}
