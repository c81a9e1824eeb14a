using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace JobDating.Registration.Imports;

/// <summary>
/// Lets through bytes that are UTF-8, without a byte order mark, and ends before the first that are not: <see cref="BadLine"/> then
/// says where. Memory: one block.
/// </summary>
internal sealed class Utf8Stream : Stream
{
    private const int BlockSize = 64 * 1024;

    private readonly Stream _inner;
    private readonly byte[] _block = new byte[BlockSize];
    private int _start, _good, _filled;
    private int _line = 1;
    private bool _ended, _bad, _afterReturn;

    public Utf8Stream(Stream inner)
    {
        _inner = inner;
        Fill();
        if (_block.AsSpan(0, _good).StartsWith(Encoding.UTF8.Preamble))
            _start = Encoding.UTF8.Preamble.Length;
    }

    /// <summary>Bytes let through.</summary>
    public long Given { get; private set; }

    /// <summary>The line of the first byte that is not UTF-8, once everything before it was read.</summary>
    public int? BadLine => _bad && _start == _good ? _line : null;

    /// <summary>The first good bytes, for who wants to look at them before reading.</summary>
    public ReadOnlySpan<byte> Beginning => _block.AsSpan(_start, _good - _start);

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => throw new NotSupportedException();
    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(Span<byte> buffer)
    {
        if (_start == _good && !_bad && !_ended)
            Fill();
        var given = _block.AsSpan(_start, Math.Min(buffer.Length, _good - _start));
        given.CopyTo(buffer);
        CountLines(given);
        _start += given.Length;
        Given += given.Length;
        return given.Length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _inner.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>The next block, after the first bytes of a character that the last one cut.</summary>
    private void Fill()
    {
        var cut = _filled - _good;
        _block.AsSpan(_good, cut).CopyTo(_block);
        var wanted = BlockSize - cut;
        var read = _inner.ReadAtLeast(_block.AsSpan(cut), wanted, throwOnEndOfStream: false);
        _ended = read < wanted;
        (_start, _filled) = (0, cut + read);
        _good = GoodLength(_block.AsSpan(0, _filled));
    }

    private int GoodLength(ReadOnlySpan<byte> bytes)
    {
        if (Utf8.IsValid(bytes))
            return bytes.Length;
        var good = 0;
        while (good < bytes.Length)
        {
            var status = Rune.DecodeFromUtf8(bytes[good..], out _, out var length);
            if (status == OperationStatus.Done)
            {
                good += length;
                continue;
            }
            _bad = status == OperationStatus.InvalidData || _ended;
            break;
        }
        return good;
    }

    private void CountLines(ReadOnlySpan<byte> bytes)
    {
        foreach (var one in bytes)
        {
            // CR LF is one end of line, and may be cut between two reads.
            if (one == '\r' || one == '\n' && !_afterReturn)
                _line++;
            _afterReturn = one == '\r';
        }
    }
}
