using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Writes records as the standard CSV file, and reads them back without any loss.</summary>
/// <remarks>
/// UTF-8 without byte order mark, LF, comma, quotation marks only where needed (RFC 4180). The header and the columns follow the
/// schema. A coded cell is a code's id or <c>_blank</c>, <c>_not-asked</c>, <c>_unknown</c>, <c>_refused</c>, <c>_not-applicable</c>,
/// <c>_suppressed</c>; a text cell is neutralised (<see cref="TextCell"/>). The same records give the same bytes.
/// </remarks>
public static class RecordFile
{
    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The first line of a standard file, without its end: the schema's field ids, joined by commas.</summary>
    /// <param name="schema">The columns and their order.</param>
    /// <returns>The line.</returns>
    public static string HeaderOf(RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return string.Join(',', schema.Fields.Select(field => field.Id));
    }

    /// <summary>Writes a set.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="records">The records; with every field of the schema, over the same code lists.</param>
    /// <param name="schema">The columns and their order.</param>
    /// <exception cref="ArgumentException">A field is absent, or coded over another list than the schema's.</exception>
    /// <exception cref="EncoderFallbackException">A text holds half of a surrogate pair; the readers of this library never make one.</exception>
    public static void Write(Stream stream, RecordSet records, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(schema);
        var columns = schema.Fields.Select(field => ColumnOf(records, field)).ToArray();
        using var writer = new StreamWriter(stream, Encoding, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.Write(HeaderOf(schema));
        writer.Write('\n');
        for (var row = 0; row < records.Count; row++)
        {
            for (var column = 0; column < columns.Length; column++)
            {
                if (column > 0)
                    writer.Write(',');
                columns[column](writer, row);
            }

            writer.Write('\n');
        }
    }

    /// <summary>Reads a file that <see cref="Write"/> wrote.</summary>
    /// <param name="stream">The file: readable, seekable, at its start. It stays open.</param>
    /// <param name="schema">The schema it was written with.</param>
    /// <returns>The records, or REC-001, REC-301 … REC-304 with row and field; the first hundred of them.</returns>
    public static Outcome<RecordSet> Read(Stream stream, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(schema);
        return new RecordFileReading(stream, schema).Read();
    }

    /// <summary>The spelling of a kind of missing value in a coded cell.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>An underscore and the kind's name.</returns>
    internal static string Spell(MissingKind kind) => $"_{MissingKinds.NameOf(kind)}";

    private static Action<StreamWriter, int> ColumnOf(RecordSet records, RecordField field)
    {
        if (field.List is not { } list)
        {
            var texts = records.FindText(field.Id) ?? throw Absent(field);
            return (writer, row) => WriteText(writer, texts[row]);
        }

        var coded = records.FindCoded(field.Id) ?? throw Absent(field);
        if (!RecordSet.SameCodes(coded.List, list))
            throw new ArgumentException($"The field {field.Id} is coded over another list.", nameof(records));
        var codes = list.Codes.Select(code => code.Id).ToArray();
        var missing = MissingKinds.All.Select(Spell).ToArray();
        return (writer, row) => writer.Write(coded.Cells[row] is >= 0 and var position ? codes[position] : missing[-coded.Cells[row] - 1]);
    }

    private static ArgumentException Absent(RecordField field) => new($"The records have no field {field.Id} of that kind.", nameof(field));

    private static void WriteText(StreamWriter writer, string text)
    {
        var cell = TextCell.Neutralise(text);
        if (cell.AsSpan().ContainsAny(",\"\r\n"))
        {
            writer.Write('"');
            writer.Write(cell.Replace("\"", "\"\"", StringComparison.Ordinal));
            writer.Write('"');
        }
        else
        {
            writer.Write(cell);
        }
    }
}
