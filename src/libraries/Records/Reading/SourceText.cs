using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Opens the text of a file as UTF-8: unpacked if it is packed, in the declared encoding or the one its bytes speak for.</summary>
internal static class SourceText
{
    // Enough bytes to see the zero bytes of UTF-16 in a header.
    private const int Sample = 4096;

    /// <param name="stream">The file, at its start; it stays open.</param>
    /// <param name="declared">The encoding that the mapping declares.</param>
    /// <param name="limits">How much it may demand.</param>
    /// <returns>The text without its byte order mark; or REC-001, REC-006, REC-019, REC-020.</returns>
    internal static Outcome<Utf8Feed> Open(Stream stream, SourceEncoding declared, ReadingLimits limits)
    {
        var start = stream.Position;
        try
        {
            var head = new byte[Sample];
            var read = stream.ReadAtLeast(head, Sample, throwOnEndOfStream: false);
            stream.Position = start;
            if (!GzipBytes.Starts(head.AsSpan(0, read)))
                return Open(() => At(stream, start), head.AsSpan(0, read), declared);
            using (var packed = new GzipBytes(stream, limits))
                read = packed.ReadAtLeast(head, Sample, throwOnEndOfStream: false);
            return Open(() => new GzipBytes(At(stream, start), limits), head.AsSpan(0, read), declared);
        }
        catch (UnpackedTooLargeException)
        {
            return new Problem(RecordsProblems.UnpackedTooLarge, "file");
        }
        catch (InvalidDataException)
        {
            return new Problem(RecordsProblems.PackedBroken, "file");
        }
    }

    private static Outcome<Utf8Feed> Open(Func<Stream> open, ReadOnlySpan<byte> head, SourceEncoding declared)
    {
        var (marked, mark) = TextDecoding.Mark(head);
        if (head.Length == mark)
            return new Problem(RecordsProblems.EmptyFile, "file");
        if (declared != SourceEncoding.Detected && marked is not null && !TextDecoding.Agrees(declared, marked))
            return new Problem(RecordsProblems.WrongEncoding, "file", "byte order mark");
        if (declared == SourceEncoding.Windows1252)
        {
            // Every byte is valid Windows-1252: all of them must be seen to notice UTF-8 before its names are garbled.
            var bytes = open();
            var verdict = TextDecoding.Judge(bytes);
            (bytes as GzipBytes)?.Dispose();
            if (verdict == TextDecoding.Utf8Verdict.BeyondAscii)
                return new Problem(RecordsProblems.WrongEncoding, "file", "the bytes are UTF-8");
        }

        var guessed = declared == SourceEncoding.Detected && marked is null ? TextDecoding.GuessUtf16(head) : null;
        var text = open();
        text.ReadExactly(new byte[mark]);
        return (marked, guessed, declared) switch
        {
            (UTF8Encoding, _, _) => new CheckedUtf8Feed(text, supposed: false),
            (not null, _, _) => new Utf16Feed(text, bigEndian: marked.CodePage == Encoding.BigEndianUnicode.CodePage),
            (_, { } bigEndian, _) => new Utf16Feed(text, bigEndian),
            (_, _, SourceEncoding.Utf16) => new Utf16Feed(text, bigEndian: false),
            (_, _, SourceEncoding.Windows1252) => new Windows1252Feed(text),
            _ => new CheckedUtf8Feed(text, supposed: declared == SourceEncoding.Detected),
        };
    }

    private static Stream At(Stream stream, long start)
    {
        stream.Position = start;
        return stream;
    }
}
