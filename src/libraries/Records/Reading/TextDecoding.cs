using System.Text;
using System.Text.Unicode;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Chooses the decoder of a delimited file: the declared one, or the one its bytes speak for. Every decoder is strict.</summary>
internal static class TextDecoding
{
    internal enum Utf8Verdict
    {
        Invalid,
        Ascii,
        BeyondAscii,
    }

    // Enough bytes to see the zero bytes of UTF-16 in a header.
    private const int Sample = 4096;

    /// <summary>Makes a reader that throws <see cref="DecoderFallbackException"/> on bytes that are not in the encoding.</summary>
    internal static Outcome<StreamReader> Open(Stream stream, SourceEncoding declared)
    {
        var head = new byte[Sample];
        var start = stream.Position;
        var read = stream.ReadAtLeast(head, Sample, throwOnEndOfStream: false);
        var marked = Mark(head.AsSpan(0, read));
        if (read == 0 || marked.Length == read)
            return new Problem(RecordsProblems.EmptyFile, "file");
        if (declared != SourceEncoding.Detected && marked.Encoding is not null && !Agrees(declared, marked.Encoding))
            return new Problem(RecordsProblems.WrongEncoding, "file", "byte order mark");

        stream.Position = start + marked.Length;
        if (declared == SourceEncoding.Windows1252 && JudgeUtf8(stream) == Utf8Verdict.BeyondAscii)
            return new Problem(RecordsProblems.WrongEncoding, "file", "the bytes are UTF-8");
        var encoding = marked.Encoding ?? declared switch
        {
            SourceEncoding.Utf8 => Strict(Encoding.UTF8),
            SourceEncoding.Utf16 => Strict(Encoding.Unicode),
            SourceEncoding.Windows1252 => Windows1252(),
            _ => Detect(stream, head.AsSpan(0, read)),
        };
        return new StreamReader(stream, encoding, detectEncodingFromByteOrderMarks: false, bufferSize: 1 << 16, leaveOpen: true);
    }

    internal static (Encoding? Encoding, int Length) Mark(ReadOnlySpan<byte> head) =>
        head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? (Strict(Encoding.UTF8), 3)
        : head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) ? (Strict(Encoding.Unicode), 2)
        : head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? (Strict(Encoding.BigEndianUnicode), 2)
        : (null, 0);

    internal static bool Agrees(SourceEncoding declared, Encoding marked) =>
        declared == (marked is UTF8Encoding ? SourceEncoding.Utf8 : SourceEncoding.Utf16);

    private static Encoding Detect(Stream stream, ReadOnlySpan<byte> head)
    {
        if (GuessUtf16(head) is { } bigEndian)
            return Strict(bigEndian ? Encoding.BigEndianUnicode : Encoding.Unicode);
        return JudgeUtf8(stream) == Utf8Verdict.Invalid ? Windows1252() : Strict(Encoding.UTF8);
    }

    /// <summary>Whether the bytes look like UTF-16 without a mark, and if so whether the high bytes come first.</summary>
    internal static bool? GuessUtf16(ReadOnlySpan<byte> head)
    {
        // A header in a Latin script has a zero in every second byte of UTF-16, and none in any other encoding.
        int even = 0, odd = 0;
        for (var i = 0; i < head.Length; i++)
        {
            if (head[i] == 0)
                _ = i % 2 == 0 ? even++ : odd++;
        }

        return Math.Max(even, odd) > head.Length / 4 ? even > odd : null;
    }

    // Text beyond ASCII is practically never valid UTF-8 by accident. All bytes are tried, for the first may all be ASCII. Every byte is
    // valid Windows-1252, so this is also the only way to notice a UTF-8 file declared as such before its names come out as "Ã±".
    private static Utf8Verdict JudgeUtf8(Stream stream)
    {
        var start = stream.Position;
        var verdict = Judge(stream);
        stream.Position = start;
        return verdict;
    }

    internal static Utf8Verdict Judge(Stream stream)
    {
        var buffer = new byte[1 << 16];
        var kept = 0;
        var ascii = true;
        int read;
        while ((read = stream.Read(buffer, kept, buffer.Length - kept)) > 0)
        {
            var length = kept + read;
            // A character may be cut by the end of the buffer: at most its first three bytes are carried over.
            var whole = length;
            for (var back = 1; back <= Math.Min(3, length); back++)
            {
                if ((buffer[length - back] & 0xC0) == 0xC0)
                {
                    whole = length - back;
                    break;
                }
            }

            if (Utf8.IsValid(buffer.AsSpan(0, length)))
                whole = length;
            else if (!Utf8.IsValid(buffer.AsSpan(0, whole)))
                return Utf8Verdict.Invalid;
            ascii &= Ascii.IsValid(buffer.AsSpan(0, length));
            kept = length - whole;
            buffer.AsSpan(whole, kept).CopyTo(buffer);
        }

        return kept > 0 ? Utf8Verdict.Invalid : ascii ? Utf8Verdict.Ascii : Utf8Verdict.BeyondAscii;
    }

    private static Encoding Strict(Encoding encoding)
    {
        var strict = (Encoding)encoding.Clone();
        strict.DecoderFallback = DecoderFallback.ExceptionFallback;
        return strict;
    }

    private static Encoding Windows1252() =>
        Strict(CodePagesEncodingProvider.Instance.GetEncoding(1252)
            ?? throw new InvalidOperationException("The runtime does not know Windows-1252."));
}
