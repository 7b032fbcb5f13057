using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Records;

/// <summary>The rows of a JSON Lines file: one flat object a line (RFC 8259 in lines). The keys of the first objects are the columns.</summary>
/// <remarks>
/// A key that comes later than that puts its row into quarantine: its value has no column, and to drop it would lose it silently, while to
/// refuse the file would lose all rows before it. Numbers keep the text they are written with; null and a key left out are blank.
/// </remarks>
internal sealed class JsonLinesRows : RowSource
{
    private readonly TextLines _lines;
    private readonly ReadingLimits _limits;
    private readonly Dictionary<string, int> _columns;
    private readonly byte[][] _keys;
    private readonly string[] _header;
    private readonly GarbledCells _garbled = new();
    private readonly ArrayBufferWriter<byte> _text = new(1 << 12);
    private readonly (int Start, int Length)[] _cells;

    // The row in which each column was last given a value, to notice a second one.
    private readonly int[] _given;
    private int _rowNumber;
    private string? _rowProblem;
    private Problem? _failure;

    private JsonLinesRows(TextLines lines, List<string> keys, ReadingLimits limits)
    {
        _lines = lines;
        _limits = limits;
        _keys = [.. keys.Select(Encoding.UTF8.GetBytes)];
        _columns = keys.Index().ToDictionary(key => key.Item, key => key.Index, StringComparer.Ordinal);
        _header = [.. keys.Select(key => key.Trim())];
        _cells = new (int, int)[keys.Count];
        _given = new int[keys.Count];
    }

    public override IReadOnlyList<string> Header => _header;

    public override int RowNumber => _rowNumber;

    public override string? RowProblem => _rowProblem;

    public override Problem? Failure => _failure;

    public override IReadOnlyList<GarbledColumn> Garbled => _garbled.Of(_header);

    internal static new Outcome<RowSource> Open(Stream stream, SourceFormat format, ReadingLimits limits)
    {
        var start = stream.Position;
        var first = SourceText.Open(stream, format.Encoding, limits);
        if (!first.Succeeded)
            return Outcome<RowSource>.Refused(first.Problems);
        Outcome<List<string>> keys;
        using (var lines = new TextLines(first.Value, limits))
            keys = ReadKeys(lines, limits);
        if (!keys.Succeeded)
            return Outcome<RowSource>.Refused(keys.Problems);
        stream.Position = start;
        var again = SourceText.Open(stream, format.Encoding, limits);
        return again.Succeeded ? new JsonLinesRows(new TextLines(again.Value, limits), keys.Value, limits) : Outcome<RowSource>.Refused(again.Problems);
    }

    public override bool Read()
    {
        while (_lines.Read())
        {
            _rowNumber++;
            if (CellText.Trim(_lines.Line).IsEmpty)
                continue;
            _rowProblem = null;
            _text.ResetWrittenCount();
            Array.Clear(_cells);
            ReadCells();
            CountGarbled();
            return true;
        }

        if (_lines.Fault is { } fault)
            _failure ??= FileProblem(fault, string.Create(CultureInfo.InvariantCulture, $"after row {_rowNumber}"));
        return false;
    }

    public override ReadOnlySpan<byte> Cell(int column)
    {
        var (start, length) = _cells[column];
        var text = _text.WrittenSpan.Slice(start, length);
        if (CellText.ProblemOf(text, _limits) is not { } problem)
            return CellText.Trim(text);
        _rowProblem ??= problem;
        return [];
    }

    public override LocalDate? Date(int column) => null;

    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _lines.Dispose();
    }

    private static Outcome<List<string>> ReadKeys(TextLines lines, ReadingLimits limits)
    {
        var keys = new List<string>();
        var known = new HashSet<string>(StringComparer.Ordinal);
        for (var row = 0; row < limits.RowsNamingColumns && lines.Read(); row++)
        {
            foreach (var key in KeysOf(lines.Line, limits.MostColumns).Where(known.Add))
                keys.Add(key);
            if (keys.Count > limits.MostColumns)
                return FileProblem(RecordsProblems.TooManyColumns);
        }

        if (keys.Count > 0)
            return keys;
        return FileProblem(lines.Fault ?? RecordsProblems.NotJsonLines);
    }

    private static List<string> KeysOf(ReadOnlySpan<byte> line, int most)
    {
        var keys = new List<string>();
        try
        {
            var json = new Utf8JsonReader(line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
                return keys;
            while (keys.Count <= most && json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                keys.Add(json.GetString()!);
                json.Skip();
            }
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            // The row will be marked when it is read; what could be read of it still names columns.
        }

        return keys;
    }

    private void ReadCells()
    {
        try
        {
            var json = new Utf8JsonReader(_lines.Line);
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                _rowProblem = RecordsProblems.LineNotObject;
                return;
            }

            // Objects mostly have their keys in one order.
            for (var expected = 0; json.Read() && json.TokenType == JsonTokenType.PropertyName; expected++)
            {
                if (expected >= _keys.Length || !json.ValueTextEquals(_keys[expected]))
                    expected = _columns.GetValueOrDefault(json.GetString()!, -1);
                json.Read();
                if (!Take(ref json, expected))
                    return;
            }

            // Whatever stands behind the object makes the reader throw.
            json.Read();
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException)
        {
            _rowProblem = RecordsProblems.LineNotObject;
        }
    }

    private bool Take(ref Utf8JsonReader json, int column)
    {
        if (json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            // The rest of the line is not looked at: it may be nested ten thousand deep.
            _rowProblem = RecordsProblems.ValueNested;
            return false;
        }

        if (column < 0)
        {
            if (json.TokenType != JsonTokenType.Null)
                _rowProblem ??= RecordsProblems.KeyUnknown;
            return true;
        }

        if (_given[column] == _rowNumber)
            _rowProblem ??= RecordsProblems.KeyTwice;
        _given[column] = _rowNumber;
        if (json.TokenType == JsonTokenType.Null)
            return true;
        var start = _text.WrittenCount;
        if (json.TokenType == JsonTokenType.String)
            _text.Advance(json.CopyString(_text.GetSpan(json.ValueSpan.Length)));
        else
            _text.Write(json.ValueSpan);
        _cells[column] = (start, _text.WrittenCount - start);
        return true;
    }

    private void CountGarbled()
    {
        for (var column = 0; column < _cells.Length; column++)
        {
            if (GarbledCells.Find(_text.WrittenSpan.Slice(_cells[column].Start, _cells[column].Length)) >= 0)
                _garbled.Add(column, _rowNumber);
        }
    }
}
