using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>The first text of a file, for finding out how it is laid out.</summary>
/// <param name="Text">UTF-8.</param>
/// <param name="Whole">Whether it is all of the file.</param>
/// <param name="Fault">Why the file ended before its proper end, if it did so within the sample.</param>
/// <param name="Encoding">The encoding that the text turned out to be in.</param>
internal sealed record SourceSample(byte[] Text, bool Whole, string? Fault, SourceEncoding Encoding)
{
    private const int Most = 1 << 18;

    /// <summary>Takes the sample; the stream is left at its start.</summary>
    internal static Outcome<SourceSample> Of(Stream stream, SourceEncoding encoding, ReadingLimits limits)
    {
        var start = stream.Position;
        var opened = SourceText.Open(stream, encoding, limits);
        if (!opened.Succeeded)
            return Outcome<SourceSample>.Refused(opened.Problems);
        using var feed = opened.Value;
        var text = new byte[Most];
        var length = 0;
        int read;
        do
        {
            read = feed.Read(text.AsSpan(length));
            length += read;
        }
        while (read > 0 && length <= Most - Utf8Feed.SmallestTarget);
        stream.Position = start;
        return new SourceSample(text[..length], read == 0 && feed.Fault is null, feed.Fault, feed.Encoding);
    }
}
