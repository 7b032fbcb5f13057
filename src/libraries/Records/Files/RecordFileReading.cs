using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Amparo.Vocabulary;
using CsvHelper;

namespace Amparo.Records;

/// <summary>One reading of a standard file.</summary>
internal sealed class RecordFileReading(Stream stream, RecordSchema schema)
{
    private const int MostProblems = 100;

    // A dozen texts of the longest cell fit many times over; without a bound, one stray quotation mark would read the file into memory.
    private const int LongestRow = 16 << 20;

    private readonly List<Problem> _problems = [];
    private bool _rowBroken;

    internal Outcome<RecordSet> Read()
    {
        var opened = TextDecoding.Open(stream, SourceEncoding.Utf8);
        if (!opened.Succeeded)
        {
            return opened.Problems[0].Code == RecordsProblems.EmptyFile
                ? Outcome<RecordSet>.Refused(opened.Problems)
                : new Problem(RecordsProblems.StandardNotUtf8, "file");
        }

        using var text = opened.Value;
        using var cells = CsvReader.Create(
            text,
            new CsvReaderOptions
            {
                Separator = ',',
                HasHeader = false,
                SkipEmptyLines = false,
                MaxRecordSize = LongestRow,
                PoolStrings = true,
                OnMalformedRecord = _ => _rowBroken = true,
                IncludeValuesInExceptions = false,
            },
            leaveOpen: true);
        try
        {
            return ReadRows(cells);
        }
        catch (DecoderFallbackException)
        {
            return new Problem(RecordsProblems.StandardNotUtf8, "file");
        }
        catch (CsvFormatException)
        {
            return new Problem(RecordsProblems.StandardRowBroken, "file");
        }
    }

    private static string Place(int row) => string.Create(CultureInfo.InvariantCulture, $"row {row}");

    private Outcome<RecordSet> ReadRows(CsvReader cells)
    {
        if (!cells.Read() || Bind([.. Enumerable.Range(0, cells.FieldCount).Select(cells.GetString)], schema) is not { } columns)
            return new Problem(RecordsProblems.StandardHeaderDiffers, "file");

        var row = 0;
        while (_problems.Count < MostProblems)
        {
            _rowBroken = false;
            if (!cells.Read())
                break;
            row++;
            if (_rowBroken || cells.FieldCount != columns.Count)
            {
                _problems.Add(new Problem(RecordsProblems.StandardRowBroken, "file", Place(row)));
                continue;
            }

            for (var i = 0; i < columns.Count; i++)
            {
                if (!columns[i].Take(cells.GetString(i)))
                    _problems.Add(new Problem(RecordsProblems.StandardCodeUnknown, columns[i].Name, Place(row)));
            }
        }

        return _problems.Count > 0
            ? Outcome<RecordSet>.Refused(_problems)
            : new RecordSet(row, [.. schema.Fields.Select(field => ColumnOf(field, columns, row)).OfType<RecordColumn>()]);
    }

    // The columns of a file are some of those that the schema allows, in the schema's order. Those that every record has must be there.
    internal static List<CellsOfColumn>? Bind(IReadOnlyList<string> header, RecordSchema schema)
    {
        var bound = new List<CellsOfColumn>();
        foreach (var field in schema.Fields)
        {
            var codes = field.Kind == FieldKind.Flags ? field.List!.Codes.Count : 1;
            for (var code = 0; code < codes && bound.Count < header.Count; code++)
            {
                var name = field.Kind == FieldKind.Flags ? RecordFile.NameOf(field, field.List!.Codes[code]) : field.Id;
                if (header[bound.Count] == name)
                    bound.Add(CellsOfColumn.For(field, name, code));
            }
        }

        var core = schema.Id == PersonReport.SchemaId ? PersonReport.CoreFields : [schema.Fields[0].Id];
        return bound.Count == header.Count && !core.Except(header, StringComparer.Ordinal).Any() ? bound : null;
    }

    private static RecordColumn? ColumnOf(RecordField field, List<CellsOfColumn> columns, int count)
    {
        var own = columns.Where(column => column.Field.Id == field.Id).ToArray();
        if (own.Length == 0)
            return null;
        if (field.Kind != FieldKind.Flags)
            return own[0].ToColumn();
        var codes = new short[field.List!.Codes.Count][];
        foreach (var column in own)
            codes[column.Code] = column.Cells;
        return new FlagsColumn(field.Id, field.List, codes, count);
    }
}
