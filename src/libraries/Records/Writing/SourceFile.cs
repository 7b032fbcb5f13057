using System.Globalization;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Writes records in the layout of a mapping: the way back from the standard to the file of an agency or a publisher.</summary>
/// <remarks>
/// <para>
/// The columns are those that the mapping reads, in its order (<see cref="RecordMapping.Columns"/>), under their names. A code is written in
/// its first spelling in the mapping, a missing value in the mapping's first spelling of its kind, codes that one cell lists in the order of the
/// mapping's table, dates in the first layout that is as precise, counts as <c>12</c>, <c>&lt;5</c> or <c>6..9</c>.
/// </para>
/// <para>
/// The file is text with a delimiter, whatever the mapping reads: comma unless the mapping says another, LF, quotation marks where needed
/// (RFC 4180), one row of names, in the mapping's encoding (UTF-8 without a mark where it says none or reads a workbook). Texts are written as
/// they are: the layout is another's, which knows no protection against formulas. Same records and mapping, same bytes.
/// </para>
/// <para>What nobody asked comes back as an empty cell, which is no loss. Beside that, mapping the written file gives the same records but for what the answer names.</para>
/// </remarks>
public static class SourceFile
{
    /// <summary>Writes records.</summary>
    /// <param name="stream">Where to; it stays open. If the answer is a refusal, what was written is half a file and must be discarded.</param>
    /// <param name="records">Records of the mapping's schema, from any file.</param>
    /// <param name="mapping">The layout.</param>
    /// <returns>What the layout could not hold, or REC-501 if its encoding lacks a letter.</returns>
    /// <exception cref="ArgumentException">A column is no field of the mapping's schema, of another kind, or over another code list.</exception>
    public static Outcome<WrittenSource> Write(Stream stream, RecordSet records, RecordMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(mapping);
        CheckColumns(records, mapping.Schema);
        var layout = LayoutOf(mapping).Format;
        var row = new SourceRow(records, mapping);
        var line = new DelimitedLine(layout.Delimiter!.Value);
        var encoding = EncodingOf(layout.Encoding);
        using var writer = new StreamWriter(stream, encoding, 1 << 16, leaveOpen: true);
        try
        {
            writer.Write(line.Of(mapping.Columns));
            for (var at = 0; at < records.Count; at++)
            {
                var text = line.Of(row.Read(at));
                // Asked before writing, because the writer notices only when its buffer is full, and then not in which row.
                if (layout.Encoding == SourceEncoding.Windows1252)
                    _ = encoding.GetByteCount(text);
                writer.Write(text);
            }

            writer.Flush();
        }
        catch (EncoderFallbackException)
        {
            return new Problem(RecordsProblems.EncodingTooNarrow, "file", string.Create(CultureInfo.InvariantCulture, $"row {row.Number}"));
        }

        return new WrittenSource(records.Count, row.Lost());
    }

    /// <summary>The mapping that reads what <see cref="Write"/> wrote: the same fields, over text with a delimiter and one row of names.</summary>
    /// <param name="mapping">The layout.</param>
    /// <returns>The mapping; it differs from the layout only where that reads a workbook, or names below titles.</returns>
    public static RecordMapping LayoutOf(RecordMapping mapping)
    {
        ArgumentNullException.ThrowIfNull(mapping);
        var text = mapping.Format.Kind == SourceKind.Delimited;
        return mapping.With(new SourceFormat
        {
            Encoding = text && mapping.Format.Encoding != SourceEncoding.Detected ? mapping.Format.Encoding : SourceEncoding.Utf8,
            Delimiter = (text ? mapping.Format.Delimiter : null) ?? ',',
        });
    }

    private static Encoding EncodingOf(SourceEncoding encoding) => encoding switch
    {
        SourceEncoding.Windows1252 => CodePagesEncodingProvider.Instance.GetEncoding(1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!,
        SourceEncoding.Utf16 => new UnicodeEncoding(bigEndian: false, byteOrderMark: true, throwOnInvalidBytes: true),
        _ => new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true),
    };

    private static void CheckColumns(RecordSet records, RecordSchema schema)
    {
        foreach (var column in records.Columns)
        {
            var field = schema.Find(column.Field);
            var fits = (field, column) switch
            {
                ({ IsText: true }, TextColumn) or ({ Kind: FieldKind.Count }, CountColumn) => true,
                ({ Kind: FieldKind.Coded }, CodedColumn coded) => RecordSet.SameCodes(coded.List, field.List!),
                ({ Kind: FieldKind.Flags }, FlagsColumn flags) => RecordSet.SameCodes(flags.List, field.List!),
                _ => false,
            };
            if (!fits)
                throw new ArgumentException($"The field {column.Field} is not of the mapping's schema.", nameof(records));
        }
    }
}

/// <summary>What became of records that were written in another layout.</summary>
/// <param name="Rows">Number of rows below the names.</param>
/// <param name="Lost">The fields of which something could not be written, in the schema's order; empty if reading the file gives the same records.</param>
public sealed record WrittenSource(int Rows, IReadOnlyList<LostField> Lost);

/// <summary>A field of which the layout cannot hold all.</summary>
/// <param name="Field">The field's id.</param>
/// <param name="Records">In how many records the file says less, or something else, than the record does.</param>
public sealed record LostField(string Field, int Records);
