using System.Globalization;

namespace JobDating.Registration.Imports;

/// <summary>A file of the archive cannot be read on; <see cref="Rule"/> says why, in the words of a finding.</summary>
public sealed class ArchiveReadException(string rule, IReadOnlyList<string> arguments, Exception? cause = null) : IOException(rule, cause)
{
    public string Rule { get; } = rule;
    public IReadOnlyList<string> Arguments { get; } = arguments;
}

/// <summary>Bytes that were really read, by file: what a zip's header claims about sizes is not believed.</summary>
internal sealed class ReadBudget(long maxFileBytes, long maxArchiveBytes)
{
    private readonly Dictionary<string, long> _read = [];
    private long _total;

    /// <summary>A file that is read a second time counts once.</summary>
    public void Count(string file, long bytes)
    {
        if (bytes > maxFileBytes)
            throw new ArchiveReadException(FindingRules.FileTooLarge, [MiB(maxFileBytes)]);
        var before = _read.GetValueOrDefault(file);
        if (bytes <= before)
            return;
        _read[file] = bytes;
        _total += bytes - before;
        if (_total > maxArchiveBytes)
            throw new ArchiveReadException(FindingRules.ArchiveTooLarge, [MiB(maxArchiveBytes)]);
    }

    private static string MiB(long bytes) => (bytes / (1024.0 * 1024.0)).ToString("0.##", CultureInfo.InvariantCulture) + " MiB";
}

/// <summary>Reads on as long as the budget lasts and, from a zip, compares the whole with the checksum written when it was made.</summary>
internal sealed class CountedStream(Stream inner, ReadBudget budget, string file, uint? expectedCrc) : Stream
{
    private readonly Crc32 _crc = new();
    private long _read;

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => _read; set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        int count;
        try
        {
            count = inner.Read(buffer);
        }
        catch (Exception damage) when (damage is IOException or InvalidDataException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new ArchiveReadException(FindingRules.FileDamaged, [], damage);
        }
        _read += count;
        budget.Count(file, _read);
        if (expectedCrc is null)
            return count;
        _crc.Add(buffer[..count]);
        if (count == 0 && buffer.Length > 0 && _crc.Value != expectedCrc)
            throw new ArchiveReadException(FindingRules.FileDamaged, []);
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            inner.Dispose();
        base.Dispose(disposing);
    }
}

/// <summary>The checksum of the zip format.</summary>
internal sealed class Crc32
{
    private static readonly uint[] _table = [.. Enumerable.Range(0, 256).Select(index =>
    {
        var value = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? 0xEDB88320 ^ value >> 1 : value >> 1;
        return value;
    })];

    private uint _state = uint.MaxValue;

    public uint Value => ~_state;

    public void Add(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
            _state = _table[(byte)(_state ^ one)] ^ _state >> 8;
    }
}
