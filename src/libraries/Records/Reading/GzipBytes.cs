using System.IO.Compression;

namespace Amparo.Records;

/// <summary>A file unpacks to more than it may.</summary>
internal sealed class UnpackedTooLargeException : IOException
{
}

/// <summary>The bytes of a gzip file (RFC 1952), unpacked while they are read, with a bound on how many they may become.</summary>
/// <remarks>
/// The runtime's reader takes the end of a cut file for its proper end. So a last member of our own is put behind the file:
/// where the file is whole, its bytes come out at the end; where it was cut, they never do.
/// </remarks>
internal sealed class GzipBytes : Stream
{
    // Below this many bytes no ratio is a danger.
    private const long AlwaysAllowed = 1 << 24;

    private static readonly byte[] Seal = [0xF5, 0x41, 0x6D, 0xFF, 0x70, 0x61, 0xFE, 0x72, 0x6F, 0xF6];
    private static readonly byte[] SealMember = Pack();

    private readonly Stream _packed;
    private readonly long _packedStart;
    private readonly ReadingLimits _limits;
    private readonly GZipStream _unpacked;
    private readonly byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private long _total;
    private bool _ended;

    internal GzipBytes(Stream packed, ReadingLimits limits)
    {
        _packed = packed;
        _packedStart = packed.Position;
        _limits = limits;
        _unpacked = new GZipStream(new Sealed(packed), CompressionMode.Decompress);
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>Whether the bytes begin as every gzip file does: the two magic bytes, and deflate as the method.</summary>
    internal static bool Starts(ReadOnlySpan<byte> head) => head.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B, 0x08]);

    /// <exception cref="InvalidDataException">The file is damaged or cut.</exception>
    /// <exception cref="UnpackedTooLargeException">The file unpacks to more than the limits allow.</exception>
    public override int Read(Span<byte> buffer)
    {
        // The last bytes are held back until it is known whether they are the seal.
        while (_end - _start <= Seal.Length && !_ended)
            More();
        var length = Math.Min(buffer.Length, _end - _start - Seal.Length);
        if (length <= 0)
            return 0;
        _buffer.AsSpan(_start, length).CopyTo(buffer);
        _start += length;
        return length;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _unpacked.Dispose();
        base.Dispose(disposing);
    }

    private void More()
    {
        var kept = _end - _start;
        _buffer.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _end) = (0, kept);
        var read = _unpacked.Read(_buffer, kept, _buffer.Length - kept);
        _ended = read == 0;
        _end += read;
        _total += read;
        if (_ended && !_buffer.AsSpan(_start.._end).EndsWith(Seal))
            throw new InvalidDataException("The gzip file is cut.");
        var packed = Math.Max(1, _packed.Position - _packedStart);
        if (_total > _limits.LargestUnpacked || (_total > AlwaysAllowed && _total / packed > _limits.MostUnpackedRatio))
            throw new UnpackedTooLargeException();
    }

    private static byte[] Pack()
    {
        using var packed = new MemoryStream();
        using (var member = new GZipStream(packed, CompressionLevel.NoCompression))
            member.Write(Seal);
        return packed.ToArray();
    }

    /// <summary>A file and the sealing member behind it.</summary>
    private sealed class Sealed(Stream packed) : Stream
    {
        private int _sealed;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override int Read(Span<byte> buffer)
        {
            var read = packed.Read(buffer);
            if (read > 0 || buffer.IsEmpty)
                return read;
            var length = Math.Min(buffer.Length, SealMember.Length - _sealed);
            SealMember.AsSpan(_sealed, length).CopyTo(buffer);
            _sealed += length;
            return length;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
