using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>How a file seems to be laid out, found out from its first rows, and what was seen there.</summary>
/// <param name="Format">The format; its encoding stays <see cref="SourceEncoding.Detected"/> if only ASCII was seen, so that a later accent may still decide.</param>
/// <param name="Header">The column names by that format.</param>
/// <param name="Rows">How many rows below the header were looked at.</param>
/// <param name="Packed">Whether the file is packed by gzip.</param>
/// <param name="Garbled">Columns that look garbled among those rows.</param>
/// <remarks>A proposal for a person to check: it is never wrong silently, because what it proposes is written into a mapping.</remarks>
public sealed record SourceDetection(
    SourceFormat Format, IReadOnlyList<string> Header, int Rows, bool Packed, IReadOnlyList<GarbledColumn> Garbled)
{
    private const int MostRows = 100;

    /// <summary>Finds out the kind of file, the encoding, the delimiter, and where the header stands.</summary>
    /// <param name="stream">The file: readable, seekable, at its start. It stays open and is left at its start.</param>
    /// <param name="limits">How much it may demand.</param>
    /// <returns>What was found; or the problem that would refuse the file: REC-001, REC-003, REC-006 … REC-013, REC-018 … REC-021.</returns>
    /// <exception cref="ArgumentException">The stream cannot be read or cannot seek.</exception>
    public static Outcome<SourceDetection> Detect(Stream stream, ReadingLimits limits)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(limits);
        if (!stream.CanRead || !stream.CanSeek)
            throw new ArgumentException("The stream must be readable and seekable.", nameof(stream));
        var start = stream.Position;
        var head = new byte[4];
        var read = stream.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        stream.Position = start;
        var packed = GzipBytes.Starts(head.AsSpan(0, read));
        var format = IsArchive(head.AsSpan(0, read)) ? FormatOfWorkbook(stream, limits) : FormatOfText(stream, limits);
        stream.Position = start;
        if (!format.Succeeded)
            return Outcome<SourceDetection>.Refused(format.Problems);
        var opened = RowSource.Open(stream, format.Value, limits);
        if (!opened.Succeeded)
            return Outcome<SourceDetection>.Refused(opened.Problems);
        using var rows = opened.Value;
        var seen = 0;
        while (seen < MostRows && rows.Read())
            seen++;
        stream.Position = start;
        return new SourceDetection(format.Value, rows.Header, seen, packed, rows.Garbled);
    }

    // Workbooks are ZIP archives, and those of the nineties OLE files, which the reader then refuses by name.
    private static bool IsArchive(ReadOnlySpan<byte> head) =>
        head.StartsWith("PK"u8) || head.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    private static Outcome<SourceFormat> FormatOfWorkbook(Stream stream, ReadingLimits limits)
    {
        var sampled = WorkbookRows.Sample(stream, MostRows, limits);
        if (!sampled.Succeeded)
            return Outcome<SourceFormat>.Refused(sampled.Problems);
        var (sheet, rows, merged) = sampled.Value;
        var (row, levels) = HeaderSearch.Find(rows, merged);
        return new SourceFormat { Kind = SourceKind.Workbook, Sheet = sheet, HeaderRow = row, HeaderRows = levels };
    }

    private static Outcome<SourceFormat> FormatOfText(Stream stream, ReadingLimits limits)
    {
        var sampled = SourceSample.Of(stream, SourceEncoding.Detected, limits);
        if (!sampled.Succeeded)
            return Outcome<SourceFormat>.Refused(sampled.Problems);
        var sample = sampled.Value;
        var undecided = sample.Encoding == SourceEncoding.Utf8 && Ascii.IsValid(sample.Text);
        var encoding = undecided ? SourceEncoding.Detected : sample.Encoding;
        if (CellText.Trim(sample.Text) is [(byte)'{', ..])
            return new SourceFormat { Kind = SourceKind.JsonLines, Encoding = encoding };
        if (Delimiters.Detect(sample.Text, headerRow: null) is not { } delimiter)
            return new Problem(sample.Fault ?? RecordsProblems.DelimiterNotFound, "file", sample.Fault is null ? "" : "after row 0");
        var (row, levels) = HeaderSearch.Find(Delimiters.Rows(sample, delimiter, limits), merged: new HashSet<int>());
        return new SourceFormat { Encoding = encoding, Delimiter = delimiter, HeaderRow = row, HeaderRows = levels };
    }
}
