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
        if (!cells.Read() || cells.FieldCount != schema.Fields.Count || schema.Fields.Where((field, i) => cells.GetString(i) != field.Id).Any())
            return new Problem(RecordsProblems.StandardHeaderDiffers, "file");

        var columns = schema.Fields.Select(field => new Column(field)).ToArray();
        var row = 0;
        while (_problems.Count < MostProblems)
        {
            _rowBroken = false;
            if (!cells.Read())
                break;
            row++;
            if (_rowBroken || cells.FieldCount != columns.Length)
            {
                _problems.Add(new Problem(RecordsProblems.StandardRowBroken, "file", Place(row)));
                continue;
            }

            for (var i = 0; i < columns.Length; i++)
            {
                if (!columns[i].Take(cells.GetString(i)))
                    _problems.Add(new Problem(RecordsProblems.StandardCodeUnknown, columns[i].Field.Id, Place(row)));
            }
        }

        if (_problems.Count > 0)
            return Outcome<RecordSet>.Refused(_problems);
        return new RecordSet(
            row,
            [.. columns.Where(column => column.Field.List is not null).Select(column => column.ToCoded())],
            columns.Where(column => column.Field.List is null)
                .ToDictionary(column => column.Field.Id, column => (IReadOnlyList<string>)column.Texts, StringComparer.Ordinal));
    }

    private sealed class Column
    {
        private readonly Dictionary<string, short> _cells = new(StringComparer.Ordinal);
        private readonly List<short> _codes = [];

        internal Column(RecordField field)
        {
            Field = field;
            for (short position = 0; position < (field.List?.Codes.Count ?? 0); position++)
                _cells[field.List!.Codes[position].Id] = position;
            foreach (var kind in MissingKinds.All)
                _cells[RecordFile.Spell(kind)] = CodedColumn.Missing(kind);
        }

        internal RecordField Field { get; }

        internal List<string> Texts { get; } = [];

        internal bool Take(string cell)
        {
            if (Field.List is null)
                Texts.Add(TextCell.Restore(cell));
            else if (_cells.TryGetValue(cell, out var code))
                _codes.Add(code);
            else
                return false;
            return true;
        }

        internal CodedColumn ToCoded() => new(Field.Id, Field.List!, CollectionsMarshal.AsSpan(_codes));
    }
}
