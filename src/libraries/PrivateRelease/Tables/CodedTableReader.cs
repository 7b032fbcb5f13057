using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Tables;

/// <summary>Turns the rows of a file into codes, one row a person.</summary>
/// <remarks>
/// A value that is no code becomes the column's "other", or refuses the file with its row and column and without the value. The several rows of one person become one
/// row by each column's rule, so that one person is one unit however many rows she has: the file's other rows of hers are clipped.
/// </remarks>
public static class CodedTableReader
{
    /// <summary>Reads a file.</summary>
    /// <param name="rows">The file's rows; its header names the columns, in any order; columns that the schema does not name are not looked at.</param>
    /// <param name="schema">The public schema.</param>
    /// <returns>
    /// The table; <c>PRV-014</c> for the first values outside the domain, <c>PRV-015</c> if there is no row, <c>PRV-017</c> for a column that is missing, <c>PRV-018</c> for a row of
    /// another length, or what the file itself fails by (<c>REC-</c>).
    /// </returns>
    public static Outcome<CodedTable> Read(RowSource rows, ReleaseSchema schema)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(schema);
        var places = new int[schema.Columns.Count];
        var header = rows.Header.Index().GroupBy(column => column.Item, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.First().Index, StringComparer.Ordinal);
        for (var column = 0; column < places.Length; column++)
        {
            if (!header.TryGetValue(schema.Columns[column].Column.Name, out places[column]))
                return new Problem(PrivateReleaseProblems.ColumnMissing, schema.Columns[column].Column.Name);
        }

        var person = -1;
        if (schema.Person is { } named && !header.TryGetValue(named, out person))
            return new Problem(PrivateReleaseProblems.ColumnMissing, named);
        return ReadRows(rows, schema, places, person);
    }

    private static Outcome<CodedTable> ReadRows(RowSource rows, ReleaseSchema schema, int[] places, int person)
    {
        const int MostProblems = 20;
        var cells = schema.Columns.Select(column => new CellCodes(column)).ToArray();
        var codes = schema.Columns.Select(_ => new List<ushort>()).ToArray();
        var persons = new Dictionary<string, int>(StringComparer.Ordinal);
        var problems = new List<Problem>();
        var count = 0;
        while (rows.Read() && problems.Count < MostProblems)
        {
            if (rows.RowProblem is not null)
            {
                problems.Add(new(PrivateReleaseProblems.RaggedRow, "row", Place(rows.RowNumber)));
                continue;
            }

            // Whoever has no name in the column of persons is a person of her own.
            var hers = count;
            if (person >= 0 && rows.Text(person) is { Length: > 0 } name && !persons.TryAdd(name, count))
                hers = persons[name];
            for (var column = 0; column < cells.Length; column++)
            {
                var code = cells[column].Of(rows.Cell(places[column]));
                if (code < 0)
                    problems.Add(new(PrivateReleaseProblems.OutsideDomain, schema.Columns[column].Column.Name, Place(rows.RowNumber)));
                else if (hers == count)
                    codes[column].Add((ushort)code);
                else if (schema.Columns[column].Several == SeveralRows.Highest && hers < codes[column].Count)
                    codes[column][hers] = Math.Max(codes[column][hers], (ushort)code);
            }

            if (hers == count)
                count++;
        }

        if (rows.Failure is { } failure)
            return failure;
        if (problems.Count > 0)
            return Outcome<CodedTable>.Refused(problems);
        return count == 0 ? new Problem(PrivateReleaseProblems.NoRows, "file") : new CodedTable(schema.Domain, [.. codes.Select(column => column.ToArray())]);
    }

    private static string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"row {row}");

    private sealed class CellCodes
    {
        private readonly int _size;
        private readonly int _other;
        private readonly int? _absent;
        private readonly IReadOnlyDictionary<string, int>? _labels;

        public CellCodes(SchemaColumn column)
        {
            _size = column.Column.Size;
            _other = column.Other ?? -1;
            _absent = column.Absent;
            _labels = column.Values ?? column.Column.Labels?.Index().ToDictionary(label => label.Item, label => label.Index, StringComparer.Ordinal);
        }

        public int Of(ReadOnlySpan<byte> cell)
        {
            if (cell.IsEmpty && _absent is { } blank)
                return blank;
            if (_labels is { } labels)
                return labels.TryGetValue(Encoding.UTF8.GetString(cell), out var found) ? found : _other;
            return Utf8Parser.TryParse(cell, out int code, out var used) && used == cell.Length && code >= 0 && code < _size ? code : _other;
        }
    }
}
