using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace Amparo.Platform.Keys;

/// <summary>One spelling for a list of fields: each has its length before it, so that no two lists give the same bytes.</summary>
internal sealed class CanonicalBytes
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly ArrayBufferWriter<byte> _bytes = new(256);

    /// <summary>Begins with what the bytes are for, so that those of one use never pass for those of another.</summary>
    /// <param name="use">The use and its version.</param>
    public CanonicalBytes(string use) => Add(use);

    /// <summary>What was added.</summary>
    public ReadOnlySpan<byte> Span => _bytes.WrittenSpan;

    /// <summary>Adds a text; null differs from an empty one.</summary>
    public CanonicalBytes Add(string? text)
    {
        if (text is null)
            return Length(-1);
        Length(Strict.GetByteCount(text));
        Strict.GetBytes(text, _bytes);
        return this;
    }

    /// <summary>Adds a whole number.</summary>
    public CanonicalBytes Add(long number)
    {
        BinaryPrimitives.WriteInt64BigEndian(_bytes.GetSpan(sizeof(long)), number);
        _bytes.Advance(sizeof(long));
        return this;
    }

    private CanonicalBytes Length(int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(_bytes.GetSpan(sizeof(int)), length);
        _bytes.Advance(sizeof(int));
        return this;
    }
}
