using System.Globalization;
using System.Text;
using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using CsvHelper;
using ExcelDataReader;

namespace Amparo.Publication.Tests.Formats;

/// <summary>Reads files of open formats back, by other programs than those that wrote them. A cell is its codes and what it states.</summary>
internal static class ReadBack
{
    static ReadBack() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>What the cube itself states: every cell that it holds, and as missing every combination of listed codes of its views.</summary>
    public static SortedDictionary<string, string> Cube(Cube cube)
    {
        var cells = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var view in cube.Views)
            Fill([], view);
        foreach (var (index, figure) in cube.Cells)
            cells[string.Join('|', cube.PositionsOf(index).Select((position, axis) => cube.Dimensions[axis].CodeAt(position)))] = Words(figure);
        return cells;

        void Fill(IReadOnlyList<string> codes, IReadOnlySet<string> view)
        {
            if (codes.Count == cube.Dimensions.Count)
            {
                cells[string.Join('|', codes)] = Words(Figure.Missing);
                return;
            }

            var dimension = cube.Dimensions[codes.Count];
            foreach (var code in view.Contains(dimension.Id) ? dimension.List.Codes.Select(code => code.Id) : [CodeList.Total])
                Fill([.. codes, code], view);
        }
    }

    public static string Words(Figure figure) => figure.Kind switch
    {
        FigureKind.Missing => "missing",
        FigureKind.Withheld => "withheld",
        FigureKind.Exact => Stated("exact", figure.Low, figure.High),
        _ => Stated("interval", figure.Low, figure.High),
    };

    public static IReadOnlyList<Dictionary<string, string>> Csv(ReadOnlyMemory<byte> bytes)
    {
        using var reader = new StreamReader(new MemoryStream(bytes.ToArray()), new UTF8Encoding(false, true));
        using var csv = CsvReader.Create(
            reader, new CsvReaderOptions { Separator = ',', HasHeader = false, SkipEmptyLines = false, OnMalformedRecord = _ => throw new InvalidDataException() }, leaveOpen: true);
        csv.Read().ShouldBeTrue();
        string[] names = [.. Enumerable.Range(0, csv.FieldCount).Select(csv.GetString)];
        names.Distinct(StringComparer.Ordinal).Count().ShouldBe(names.Length);
        var rows = new List<Dictionary<string, string>>();
        while (csv.Read())
        {
            csv.FieldCount.ShouldBe(names.Length);
            rows.Add(names.Select((name, at) => (name, Field: csv.GetString(at))).ToDictionary(field => field.name, field => field.Field, StringComparer.Ordinal));
        }

        return rows;
    }

    public static SortedDictionary<string, string> CsvCells(ReadOnlyMemory<byte> bytes, Cube cube, int skip = 0) => Cells(Csv(bytes).Skip(skip).Select(row => (
        string.Join('|', cube.Dimensions.Select(dimension => row[dimension.Id])),
        row["kind"] is "withheld" or "missing" && row["low"].Length + row["high"].Length == 0
            ? row["kind"]
            : Stated(row["kind"], decimal.Parse(row["low"], NumberStyles.Float, CultureInfo.InvariantCulture), decimal.Parse(row["high"], NumberStyles.Float, CultureInfo.InvariantCulture)))));

    /// <summary>The sheets of a workbook; each cell as the reader typed it.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<object?[]> Rows)> Sheets(ReadOnlyMemory<byte> bytes)
    {
        using var reader = ExcelReaderFactory.CreateReader(new MemoryStream(bytes.ToArray()));
        var sheets = new List<(string, IReadOnlyList<object?[]>)>();
        do
        {
            var rows = new List<object?[]>();
            while (reader.Read())
                rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)]);
            sheets.Add((reader.Name, rows));
        }
        while (reader.NextResult());
        return sheets;
    }

    public static SortedDictionary<string, string> WorkbookCells(ReadOnlyMemory<byte> bytes, Cube cube, ChartText text)
    {
        var rows = Sheets(bytes)[0].Rows;
        var names = rows[0].Select(name => (string)name!).ToList();
        int[] axes = [.. cube.Dimensions.Select(dimension => names.IndexOf(dimension.Id))];
        var (kind, low, high) = (names.IndexOf("kind"), names.IndexOf("low"), names.IndexOf("high"));
        return Cells(rows.Skip(1).Select(row => (string.Join('|', axes.Select(axis => (string)row[axis]!)), Stated(row))));

        string Stated(object?[] row)
        {
            if (row[low] is double from && row[high] is double to)
                return ReadBack.Stated((string)row[kind]!, (decimal)from, (decimal)to);
            var word = text.Say((string)row[kind]! == "withheld" ? ChartTextKeys.Withheld : ChartTextKeys.Missing, []);
            row[low].ShouldBe(word);
            row[high].ShouldBe(word);
            return (string)row[kind]!;
        }
    }

    public static SortedDictionary<string, string> JsonCells(ReadOnlyMemory<byte> bytes)
    {
        using var document = JsonDocument.Parse(bytes);
        var dimensions = document.RootElement.GetProperty("dimensions").EnumerateArray().Select(dimension => dimension.GetProperty("id").GetString()!).ToList();
        return Cells(document.RootElement.GetProperty("cells").EnumerateArray().Select(cell => (
            string.Join('|', dimensions.Select(dimension => cell.GetProperty("at").GetProperty(dimension).GetString())),
            cell.TryGetProperty("low", out var low)
                ? Stated(cell.GetProperty("kind").GetString()!, low.GetDecimal(), cell.GetProperty("high").GetDecimal())
                : cell.GetProperty("kind").GetString()!)));
    }

    public static string Stated(string kind, decimal low, decimal high) =>
        string.Create(CultureInfo.InvariantCulture, $"{kind} {low / 1.0000000000000000000m} {high / 1.0000000000000000000m}");

    private static SortedDictionary<string, string> Cells(IEnumerable<(string At, string Stated)> cells)
    {
        var all = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (at, stated) in cells)
            all.Add(at, stated);
        return all;
    }
}
