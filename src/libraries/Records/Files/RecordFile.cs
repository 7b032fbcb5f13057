using System.Globalization;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Writes records as the standard CSV file, and reads them back without any loss.</summary>
/// <remarks>
/// UTF-8 without byte order mark, LF, comma, quotation marks only where needed (RFC 4180). The columns are those of the records, in
/// the schema's order; a field of flags has one column for each code that was asked about, <c>FIELD.CODE</c>. A coded cell is a code's
/// id, a flag <c>yes</c> or <c>no</c>, a count <c>12</c> or <c>0..4</c>, and each of them <c>_blank</c>, <c>_not-asked</c>,
/// <c>_unknown</c>, <c>_refused</c>, <c>_not-applicable</c>, <c>_suppressed</c> where it is missing; a text cell is neutralised
/// (<see cref="TextCell"/>). A field that has no column was not asked in any record. The same records give the same bytes.
/// </remarks>
public static class RecordFile
{
    internal const string YesWord = "yes";
    internal const string NoWord = "no";

    private static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The first line of the standard file of some records, without its end.</summary>
    /// <param name="records">The records.</param>
    /// <param name="schema">The order of the columns.</param>
    /// <returns>The names of the columns, joined by commas.</returns>
    public static string HeaderOf(RecordSet records, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(schema);
        return string.Join(',', schema.Fields.SelectMany(field => NamesOf(records, field)));
    }

    /// <summary>Whether a line can be the first one of a standard file.</summary>
    /// <param name="line">The line, without its end.</param>
    /// <param name="schema">The schema.</param>
    /// <returns>True if it names columns of the schema, in the schema's order, the first field among them, and nothing else.</returns>
    public static bool IsHeader(string line, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(schema);
        return RecordFileReading.Bind(line.Split(','), schema) is not null;
    }

    /// <summary>Writes a set.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="records">The records; their columns are fields of the schema, over the same code lists.</param>
    /// <param name="schema">The order of the columns.</param>
    /// <exception cref="ArgumentException">A column is no field of the schema, or coded over another list.</exception>
    /// <exception cref="EncoderFallbackException">A text holds half of a surrogate pair; the readers of this library never make one.</exception>
    public static void Write(Stream stream, RecordSet records, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(records);
        ArgumentNullException.ThrowIfNull(schema);
        if (records.Columns.Any(column => schema.Find(column.Field) is null))
            throw new ArgumentException("The records have a field that the schema has not.", nameof(records));
        var columns = schema.Fields.SelectMany(field => WritersOf(records, field)).ToArray();
        using var writer = new StreamWriter(stream, Encoding, 1 << 16, leaveOpen: true) { NewLine = "\n" };
        writer.Write(HeaderOf(records, schema));
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

    /// <summary>The spelling of a kind of missing value in a cell.</summary>
    /// <param name="kind">The kind.</param>
    /// <returns>An underscore and the kind's name.</returns>
    internal static string Spell(MissingKind kind) => $"_{MissingKinds.NameOf(kind)}";

    /// <summary>The column of one flag.</summary>
    internal static string NameOf(RecordField field, Code code) => $"{field.Id}.{code.Id}";

    private static IEnumerable<string> NamesOf(RecordSet records, RecordField field) => records.Find(field.Id) switch
    {
        null => [],
        FlagsColumn flags => flags.List.Codes.Where((_, code) => flags.IsAsked(code)).Select(code => NameOf(field, code)),
        _ => [field.Id],
    };

    private static IEnumerable<Action<StreamWriter, int>> WritersOf(RecordSet records, RecordField field)
    {
        var missing = MissingKinds.All.Select(Spell).ToArray();
        switch (records.Find(field.Id))
        {
            case null:
                return [];
            case TextColumn texts when field.IsText:
                return [(writer, row) => WriteText(writer, texts[row])];
            case CodedColumn coded when field.Kind == FieldKind.Coded && RecordSet.SameCodes(coded.List, field.List!):
                var codes = coded.List.Codes.Select(code => code.Id).ToArray();
                return [(writer, row) => writer.Write(coded.Cells[row] is >= 0 and var position ? codes[position] : missing[-coded.Cells[row] - 1])];
            case FlagsColumn flags when field.Kind == FieldKind.Flags && RecordSet.SameCodes(flags.List, field.List!):
                return Enumerable.Range(0, flags.List.Codes.Count).Where(flags.IsAsked).Select<int, Action<StreamWriter, int>>(code => (writer, row) =>
                    writer.Write(flags[code, row] switch { FlagsColumn.Yes => YesWord, FlagsColumn.No => NoWord, var cell => missing[-cell - 1] }));
            case CountColumn counts when field.Kind == FieldKind.Count:
                return [(writer, row) => writer.Write(Spell(counts.Counts[row]))];
            default:
                throw new ArgumentException($"The field {field.Id} is of another kind, or coded over another list.", nameof(records));
        }
    }

    private static string Spell(PublishedCount count) =>
        count.Missing is { } kind ? Spell(kind)
        : count.Low == count.High ? count.Low.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{count.Low}..{count.High}");

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
