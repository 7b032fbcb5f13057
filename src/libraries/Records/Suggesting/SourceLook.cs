using System.Text.Unicode;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Finds out how an unknown file is laid out: its kind, its encoding, and in which row the column names stand.</summary>
internal sealed class SourceLook(SuggestionWords words, RecordSchema schema, CodeGuesser codes)
{
    private const int MostHeaderRows = 12;
    private const int RowsBelow = 25;
    private const int Sample = 1 << 18;

    private static readonly char[] Delimiters = [',', ';', '\t', '|'];

    /// <summary>The layout and whether its header is certain; or why there is none.</summary>
    internal Outcome<SourceLayout> Find(Stream stream, SuggestionOptions options)
    {
        var start = stream.Position;
        var format = First(stream, options.Sheet);
        SourceLayout? best = null;
        Outcome<RowSource>? first = null;
        for (var row = 1; row <= MostHeaderRows; row++)
        {
            stream.Position = start;
            var tried = format with { HeaderRow = row };
            var opened = RowSource.Open(stream, tried, options.Limits);
            first ??= opened;
            if (!opened.Succeeded)
                continue;
            using var rows = opened.Value;
            options = options with { Limits = options.Limits with { HoldsErrors = rows.HoldsErrors } };
            var layout = Judge(rows, tried);
            if (best is null || layout.Score > best.Score + 0.01)
                best = layout;
            if (layout.IsEnd)
                break;
        }

        stream.Position = start;
        if (best is null)
            return Outcome<SourceLayout>.Refused(first!.Problems);
        return best.IsDoubtful
            ? new Problem(SuggestionProblems.HeaderDoubtful, "file")
            : best with { Format = WithDelimiter(stream, best.Format, options) };
    }

    // Written down, so that the mapping says the same of next year's file.
    private static SourceFormat WithDelimiter(Stream stream, SourceFormat format, SuggestionOptions options)
    {
        if (format.Kind != SourceKind.Delimited)
            return format;
        var start = stream.Position;
        var header = HeaderOf(stream, format, options.Limits);
        var found = Delimiters.Where(delimiter =>
        {
            stream.Position = start;
            return header is not null && HeaderOf(stream, format with { Delimiter = delimiter }, options.Limits) is { } same && same.SequenceEqual(header, StringComparer.Ordinal);
        }).ToList();
        stream.Position = start;
        return found.Count == 1 ? format with { Delimiter = found[0] } : format;
    }

    private static IReadOnlyList<string>? HeaderOf(Stream stream, SourceFormat format, ReadingLimits limits)
    {
        var opened = RowSource.Open(stream, format, limits);
        if (!opened.Succeeded)
            return null;
        using var rows = opened.Value;
        return [.. rows.Header];
    }

    private static SourceFormat First(Stream stream, string? sheet)
    {
        var start = stream.Position;
        var head = new byte[Sample];
        var read = stream.ReadAtLeast(head, Sample, throwOnEndOfStream: false);
        stream.Position = start;
        var bytes = head.AsSpan(0, read);
        if (bytes.StartsWith("PK"u8))
            return new() { Kind = SourceKind.Workbook, Sheet = sheet };
        // A character may be cut at the sample's end. Pure ASCII says nothing about what follows the sample.
        var encoding = bytes.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? SourceEncoding.Detected
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? SourceEncoding.Utf8
            : bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) ? SourceEncoding.Utf16
            : bytes.Contains((byte)0) ? SourceEncoding.Detected
            : !bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF) || read == Sample ? SourceEncoding.Detected
            : Utf8.IsValid(bytes) ? SourceEncoding.Utf8 : SourceEncoding.Windows1252;
        return new() { Encoding = encoding };
    }

    private SourceLayout Judge(RowSource rows, SourceFormat format)
    {
        var header = rows.Header;
        var named = header.Where(name => name.Length > 0).ToList();
        int known = 0, valueLike = 0;
        foreach (var name in named)
        {
            var heading = new Heading(name, words);
            var isKnown = name.Length <= 80 && words.Columns.Concat(words.Asides).Any(entry => heading.Match(entry).Strength > 0 && heading.Whole.Count <= 8);
            known += isKnown ? 1 : 0;
            valueLike += !isKnown && IsValue(name) ? 1 : 0;
        }

        int below = 0, ragged = 0, filled = 0;
        while (below < RowsBelow && rows.Read())
        {
            below++;
            var cells = 0;
            for (var column = 0; column < header.Count; column++)
                cells += rows.Cell(column).IsEmpty ? 0 : 1;
            filled = Math.Max(filled, cells);
            ragged += rows.RowProblem is not null ? 1 : 0;
        }

        var distinct = named.Select(Spelling.Fold).Distinct(StringComparer.Ordinal).Count();
        var width = Math.Max(header.Count, 1);
        var knownShare = named.Count == 0 ? 0 : known / (double)named.Count;
        var score = (3 * knownShare) + (1.5 * named.Count / width) + (distinct / (double)Math.Max(named.Count, 1))
            - (4.0 * valueLike / Math.Max(named.Count, 1)) - (below == 0 ? 2 : 2.0 * ragged / below) + (named.Count > 1 ? 1 : -3)
            + Math.Min(known, 10) * 0.1 + (filled > named.Count + 1 ? -0.5 : 0);
        return new(format, score)
        {
            IsCertain = known >= 2 && knownShare >= 0.3 && valueLike * 5 <= named.Count,
            // What looks like data more than like names may be a person's; so may rows that nobody could read as a table.
            IsDoubtful = named.Count < 2 ? known == 0 : valueLike > known && valueLike * 3 > named.Count,
            IsEnd = below == 0,
        };
    }

    // A date, a number, or a value of a list that no column is named after.
    private bool IsValue(string name)
    {
        var digits = name.Count(char.IsAsciiDigit);
        if (digits >= 4 || (digits > 0 && digits * 2 >= name.Length))
            return true;
        var folded = Spelling.Fold(name);
        return codes.FinderOf(schema.Find(PersonReport.Citizenship)!.List!).Find(CodeFinder.Names, folded) is not null
            || codes.FinderOf(schema.Find(PersonReport.Sex)!.List!).FindExact(folded) is not null || folded is "femenino" or "masculino" or "f" or "m" or "h";
    }
}

/// <summary>How a file is laid out.</summary>
/// <param name="Format">The layout.</param>
/// <param name="Score">How much speaks for it.</param>
internal sealed record SourceLayout(SourceFormat Format, double Score)
{
    internal bool IsCertain { get; init; }

    internal bool IsDoubtful { get; init; }

    internal bool IsEnd { get; init; }
}
