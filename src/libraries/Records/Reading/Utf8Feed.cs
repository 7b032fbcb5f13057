using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Amparo.Records;

/// <summary>Gives the text of a file as UTF-8, block after block, whatever its encoding. Only whole and valid characters come out.</summary>
internal abstract class Utf8Feed(Stream bytes) : IDisposable
{
    /// <summary>The smallest target that <see cref="Read"/> may be given, in bytes: a few characters always fit.</summary>
    internal const int SmallestTarget = 64;

    /// <summary>Why the file ended before its proper end, as a REC- code of a whole file; null while it has not, and at the proper end.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The encoding of the file as far as it has been read.</summary>
    internal abstract SourceEncoding Encoding { get; }

    private protected Stream Bytes { get; } = bytes;

    /// <summary>Reads the next characters.</summary>
    /// <param name="target">Where they go; at least <see cref="SmallestTarget"/> bytes.</param>
    /// <returns>How many bytes were written; zero at the end, where <see cref="Fault"/> says whether it is the proper one.</returns>
    internal int Read(Span<byte> target)
    {
        if (Fault is not null)
            return 0;
        try
        {
            return Fill(target);
        }
        catch (UnpackedTooLargeException)
        {
            Fault = RecordsProblems.UnpackedTooLarge;
        }
        catch (InvalidDataException)
        {
            Fault = RecordsProblems.PackedBroken;
        }

        return 0;
    }

    /// <summary>Releases what was put around the file's stream, not the stream.</summary>
    public void Dispose() => (Bytes as GzipBytes)?.Dispose();

    private protected abstract int Fill(Span<byte> target);

    /// <summary>What comes next is in no valid encoding; what has been written before stays good.</summary>
    private protected void Break() => Fault = RecordsProblems.WrongEncoding;
}

/// <summary>UTF-8 as it is, checked. Where the encoding is only supposed, the first bytes beyond ASCII decide whether it is Windows-1252 instead.</summary>
/// <remarks>Text beyond ASCII is practically never valid UTF-8 by accident, so the first such bytes are evidence enough, and the file is read once.</remarks>
internal sealed class CheckedUtf8Feed(Stream bytes, bool supposed) : Utf8Feed(bytes)
{
    private readonly byte[] _kept = new byte[4];
    private int _keptLength;
    private bool _supposed = supposed;
    private Windows1252Feed? _other;

    internal override SourceEncoding Encoding => _other is null ? SourceEncoding.Utf8 : SourceEncoding.Windows1252;

    private protected override int Fill(Span<byte> target)
    {
        while (_other is null)
        {
            _kept.AsSpan(0, _keptLength).CopyTo(target);
            var read = Bytes.Read(target[_keptLength..]);
            var block = target[..(_keptLength + read)];
            if (Ascii.IsValid(block))
                return block.Length;
            // A character may be cut by the end of the block, and completed by the next one, but not by the file's end.
            var length = ValidLength(block, out var cut);
            if (length < block.Length && !(cut && read > 0))
            {
                if (!(_supposed && Ascii.IsValid(block[..length])))
                    Break();
                else
                    _other = new Windows1252Feed(Bytes, block[length..].ToArray());
                _keptLength = 0;
                if (length > 0 || _other is null)
                    return length;
                continue;
            }

            _keptLength = block.Length - length;
            block[length..].CopyTo(_kept);
            _supposed &= Ascii.IsValid(block[..length]);
            if (length > 0)
                return length;
        }

        return _other.Read(target);
    }

    // The bytes up to the first invalid one; cut means that only the end is missing.
    private static int ValidLength(ReadOnlySpan<byte> block, out bool cut)
    {
        cut = false;
        if (Utf8.IsValid(block))
            return block.Length;
        Span<char> characters = stackalloc char[1024];
        var length = 0;
        while (true)
        {
            var status = Utf8.ToUtf16(block[length..], characters, out var read, out _, replaceInvalidSequences: false, isFinalBlock: false);
            length += read;
            cut = status == OperationStatus.NeedMoreData;
            if (status != OperationStatus.DestinationTooSmall)
                return length;
        }
    }
}

/// <summary>Windows-1252, the encoding of older office software in Western languages. Every byte is a character.</summary>
internal sealed class Windows1252Feed(Stream bytes, byte[]? first = null) : Utf8Feed(bytes)
{
    private const int Most = 3;

    private static readonly byte[][] Characters = Table();

    private readonly byte[] _raw = first ?? new byte[1 << 15];
    private int _start;
    private int _end = first?.Length ?? 0;

    internal override SourceEncoding Encoding => SourceEncoding.Windows1252;

    private protected override int Fill(Span<byte> target)
    {
        if (_start == _end)
        {
            _start = 0;
            _end = Bytes.Read(_raw);
        }

        var written = 0;
        while (_start < _end && target.Length - written >= Most)
        {
            var rest = _raw.AsSpan(_start.._end);
            rest = rest[..Math.Min(rest.Length, target.Length - written)];
            var plain = rest.IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
            plain = plain < 0 ? rest.Length : plain;
            rest[..plain].CopyTo(target[written..]);
            written += plain;
            _start += plain;
            if (plain == rest.Length || target.Length - written < Most)
                continue;
            var character = Characters[_raw[_start++] - 0x80];
            character.CopyTo(target[written..]);
            written += character.Length;
        }

        return written;
    }

    private static byte[][] Table()
    {
        var encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)
            ?? throw new InvalidOperationException("The runtime does not know Windows-1252.");
        return [.. Enumerable.Range(0x80, 0x80).Select(value => System.Text.Encoding.UTF8.GetBytes(encoding.GetString([(byte)value])))];
    }
}

/// <summary>UTF-16 in either byte order. Half characters break it.</summary>
internal sealed class Utf16Feed(Stream bytes, bool bigEndian) : Utf8Feed(bytes)
{
    private readonly byte[] _raw = new byte[1 << 15];
    private readonly char[] _text = new char[1 << 14];
    private int _rawLength;
    private int _start;
    private int _end;

    internal override SourceEncoding Encoding => SourceEncoding.Utf16;

    private protected override int Fill(Span<byte> target)
    {
        while (true)
        {
            var status = Utf8.FromUtf16(
                _text.AsSpan(_start.._end), target, out var read, out var written, replaceInvalidSequences: false, isFinalBlock: false);
            _start += read;
            if (status == OperationStatus.InvalidData)
            {
                Break();
                return written;
            }

            if (written > 0)
                return written;
            if (!More())
                return 0;
        }
    }

    // Half a surrogate pair and half a code unit are carried over; at the end of the file they are what is wrong with it.
    private bool More()
    {
        var kept = _end - _start;
        _text.AsSpan(_start, kept).CopyTo(_text);
        var room = Math.Min(_raw.Length, (_text.Length - kept) * sizeof(char)) - _rawLength;
        var read = Bytes.Read(_raw.AsSpan(_rawLength, room));
        if (read == 0)
        {
            if (kept > 0 || _rawLength > 0)
                Break();
            return false;
        }

        _rawLength += read;
        var units = _rawLength / sizeof(char);
        for (var i = 0; i < units; i++)
            _text[kept + i] = bigEndian ? (char)((_raw[2 * i] << 8) | _raw[(2 * i) + 1]) : (char)(_raw[2 * i] | (_raw[(2 * i) + 1] << 8));
        (_start, _end) = (0, kept + units);
        _rawLength %= sizeof(char);
        _raw[0] = _raw[2 * units < _raw.Length ? 2 * units : 0];
        return true;
    }
}
