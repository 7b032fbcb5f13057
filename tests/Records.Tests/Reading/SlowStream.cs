namespace Amparo.Records.Tests.Reading;

/// <summary>Gives a stream in pieces of at most so many bytes, as networks do.</summary>
internal sealed class SlowStream(Stream stream, int most) : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => true;

    public override bool CanWrite => false;

    public override long Length => stream.Length;

    public override long Position
    {
        get => stream.Position;
        set => stream.Position = value;
    }

    public override int Read(byte[] buffer, int offset, int count) => stream.Read(buffer, offset, Math.Min(count, most));

    public override int Read(Span<byte> buffer) => stream.Read(buffer[..Math.Min(buffer.Length, most)]);

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => stream.Seek(offset, origin);

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
