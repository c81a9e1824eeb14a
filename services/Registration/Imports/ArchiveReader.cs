using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using JobDating.Contracts.Flow;
using NodaTime;

namespace JobDating.Registration.Imports;

/// <summary>
/// Streams the rows of one file of the archive and says what is wrong with its text and its cells. What rows say about each other
/// is <see cref="CheckArchive"/>'s. Memory is bounded by the format's limits, whatever the file holds; nothing a file holds makes it throw.
/// </summary>
/// <param name="zone">The edition's zone, for date-times without an offset.</param>
public sealed class ArchiveReader(Archive archive, ArchiveFile file, DateTimeZone zone, FindingSink sink)
{
    private readonly List<Finding> _found = [];
    private CsvMalformedRecord? _malformed;
    private Utf8Stream? _text;

    /// <summary>Rows given out, broken ones too; right when reading has ended.</summary>
    public int Rows { get; private set; }

    /// <summary>False when reading stopped early, or the key's columns are absent: what the file would have named is then not known.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Null until the header was read, and when it could not be.</summary>
    private ArchiveHeader? Header { get; set; }

    public bool Has(string column) => Header?.Has(file.IndexOf(column)) ?? false;

    public async IAsyncEnumerable<ArchiveRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        using var reader = await OpenAsync(ct);
        var isReadable = reader is not null;
        while (isReadable && Advance(reader!))
        {
            ct.ThrowIfCancellationRequested();
            var row = Row(reader!);
            if (row is not null && Rows == ArchiveFormat.MaxRows)
            {
                _found.Clear();
                Find(row.Line, "", "", FindingRules.TooManyRows, $"{ArchiveFormat.MaxRows}");
                IsComplete = false;
                break;
            }
            await SayAsync(ct);
            if (row is null)
                continue;
            Rows++;
            yield return row;
        }
        await SayAsync(ct);
    }

    /// <summary>The reader after its header; null when there is nothing to read.</summary>
    private async Task<CsvReader?> OpenAsync(CancellationToken ct)
    {
        CsvReader? reader = null;
        try
        {
            reader = Open();
        }
        catch (ArchiveReadException refusal)
        {
            Find(0, "", "", refusal.Rule, refusal.Arguments);
        }
        if (reader is null || !Advance(reader, isHeader: true))
        {
            if (reader is not null && _found.Count == 0)
                Find(0, "", "", FindingRules.FileEmpty);
        }
        else
            Header = ReadHeader(reader);
        await SayAsync(ct);
        if (Header is not null)
            return reader;
        reader?.Dispose();
        return null;
    }

    private CsvReader Open()
    {
        _text = new Utf8Stream(archive.OpenRead(file));
        return CsvReader.Create(_text, new CsvReaderOptions
        {
            Separator = ArchiveSeparator.Of(file, _text.Beginning),
            HasHeader = false,
            Encoding = new UTF8Encoding(false, true),
            TrackLineNumbers = true,
            MaxRecordSize = ArchiveFormat.MaxRecordBytes,
            OnMalformedRecord = record => _malformed = record,
        });
    }

    /// <summary>On to the next record; false at the end, or where the file cannot be read on, which is then a finding.</summary>
    private bool Advance(CsvReader reader, bool isHeader = false)
    {
        _malformed = null;
        try
        {
            var isThere = reader.Read();
            // The record that another encoding cut is not judged; those before it are.
            if (_text!.BadLine is { } bad && (!isThere || reader.ByteOffset + reader.RawRecord.Length == _text.Given))
            {
                Find(bad, "", "", FindingRules.NotUtf8);
                return false;
            }
            IsComplete |= !isThere && !isHeader && file.Keys.All(Header!.Has);
            return isThere;
        }
        catch (ArchiveReadException refusal)
        {
            Find(0, "", "", refusal.Rule, refusal.Arguments);
        }
        catch (CsvFormatException tooLong)
        {
            Find((int)tooLong.LineNumber, "", "", FindingRules.RecordTooLong, $"{ArchiveFormat.MaxRecordBytes}");
        }
        return false;
    }

    private ArchiveHeader? ReadHeader(CsvReader reader)
    {
        var line = (int)reader.LineNumber;
        if (_malformed is { } malformed)
        {
            Find(line, "", Raw(reader), QuoteRule(malformed));
            return null;
        }
        if (reader.RawRecord.Contains((byte)0))
        {
            // Text of two bytes a character without its mark.
            Find(line, "", "", FindingRules.NotUtf8);
            return null;
        }
        var places = Enumerable.Repeat(-1, file.Columns.Count).ToArray();
        for (var place = 0; place < reader.FieldCount; place++)
        {
            var name = reader.GetString(place).Trim();
            var index = file.IndexOf(name);
            if (index < 0 && name.Length > 0)
                _found.Add(ArchiveFindings.About(file.Name, line, name, name, FindingRules.ColumnUnknown) with { IsNotice = true });
            else if (index >= 0 && places[index] >= 0)
                Find(line, file.Columns[index].Name, name, FindingRules.ColumnTwice);
            else if (index >= 0)
                places[index] = place;
        }
        for (var index = 0; index < places.Length; index++)
        {
            if (places[index] < 0 && (file.Columns[index].IsKey || file.Columns[index].IsRequired))
                Find(line, file.Columns[index].Name, "", FindingRules.ColumnMissing);
        }
        return new ArchiveHeader(file, places, reader.FieldCount);
    }

    /// <summary>The record as a row; null when it is blank.</summary>
    private ArchiveRow? Row(CsvReader reader)
    {
        var line = (int)reader.LineNumber;
        if (_malformed is { } malformed)
        {
            var place = PlaceOf(reader, malformed.ByteOffset);
            Find(line, Header!.NameAt(place), Raw(reader), QuoteRule(malformed));
            return KeyOnly(reader, line, place);
        }
        if (IsBlank(reader))
            return null;
        if (reader.FieldCount != Header!.Width)
        {
            Find(line, "", Raw(reader), FindingRules.CellCount, $"{Header.Width}", $"{reader.FieldCount}");
            return KeyOnly(reader, line, reader.FieldCount);
        }
        var cells = new object?[file.Columns.Count];
        for (var index = 0; index < cells.Length; index++)
        {
            if (!Header.Has(index))
                continue;
            var raw = reader.GetString(Header.Place(index));
            var reading = ArchiveCell.Read(file.Columns[index], raw, zone);
            cells[index] = reading.Value;
            if (reading.Rule is not null)
                Find(line, file.Columns[index].Name, raw.Trim(), reading.Rule, reading.Arguments);
        }
        return new ArchiveRow(Header, line, cells, isWhole: true);
    }

    /// <summary>Of a broken record the key as far as it stands before the break, so that rows that name it are not blamed too.</summary>
    private ArchiveRow KeyOnly(CsvReader reader, int line, int before)
    {
        var cells = new object?[file.Columns.Count];
        foreach (var index in file.Keys.Where(index => Header!.Has(index) && Header.Place(index) < before))
            cells[index] = ArchiveCell.Read(file.Columns[index], reader.GetString(Header!.Place(index)), zone).Value;
        return new ArchiveRow(Header!, line, cells, isWhole: false);
    }

    private static bool IsBlank(CsvReader reader)
    {
        for (var place = 0; place < reader.FieldCount; place++)
        {
            if (!string.IsNullOrWhiteSpace(reader.GetString(place)))
                return false;
        }
        return true;
    }

    /// <summary>The cell in which that byte of the file stands.</summary>
    private static int PlaceOf(CsvReader reader, long byteOffset)
    {
        var end = reader.ByteOffset;
        for (var place = 0; place < reader.FieldCount; place++)
        {
            end += reader.GetRawSpan(place).Length + 1;
            if (byteOffset < end)
                return place;
        }
        return reader.FieldCount - 1;
    }

    private static string QuoteRule(CsvMalformedRecord malformed) => malformed.Reason switch
    {
        CsvMalformedReason.UnterminatedQuote => FindingRules.QuoteUnclosed,
        CsvMalformedReason.TextAfterClosingQuote => FindingRules.TextAfterQuote,
        _ => FindingRules.QuoteInside,
    };

    private static string Raw(CsvReader reader) => Encoding.UTF8.GetString(reader.RawRecord[..Math.Min(reader.RawRecord.Length, 1000)]);

    private void Find(int line, string column, string value, string rule, params IReadOnlyList<string> arguments) =>
        _found.Add(ArchiveFindings.About(file.Name, line, column, value, rule, arguments));

    private async ValueTask SayAsync(CancellationToken ct)
    {
        if (_found.Count == 0)
            return;
        await sink.AddAsync(_found, ct);
        _found.Clear();
    }
}
