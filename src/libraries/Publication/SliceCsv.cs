using System.Buffers;
using System.Globalization;
using System.Text;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Writes the cells of a slice as CSV (RFC 4180).</summary>
/// <remarks>
/// Columns: <c>indicator</c>; for each dimension of the table, in its order, the code under the dimension's id and the name under
/// <c>id_name</c>; <c>kind</c> (exact, interval, withheld, missing), <c>low</c>, <c>high</c> (empty unless stated), <c>unit</c>,
/// <c>source</c>, <c>origin</c> (recorded, official, invented), <c>release</c> (number in the ledger). The standing dimensions are
/// there, too, so that the file says by itself what it is about. The byte order mark makes spreadsheets read the accents.
/// </remarks>
internal static class SliceCsv
{
    // The semicolon too, for spreadsheets that split at it where the comma is the decimal sign.
    private static readonly SearchValues<char> Quoted = SearchValues.Create("\",;\r\n\t'");

    public static byte[] Write(SliceGrid grid, ChartText text)
    {
        var cube = grid.Cube;
        var source = cube.Header.Source;
        var lines = new StringBuilder();
        Append(lines, [
            "indicator", .. cube.Dimensions.SelectMany(dimension => new[] { dimension.Id, dimension.Id + "_name" }),
            "kind", "low", "high", "unit", "source", "origin", "release",
        ]);
        foreach (var cell in grid.Cells())
        {
            Append(lines, [
                cube.Header.Id,
                .. cube.Dimensions.SelectMany(dimension => Standing(grid, text, dimension, cell)),
                KindOf(cell.Figure),
                cell.Figure.IsStated ? Digits(cell.Figure.Low) : string.Empty,
                cell.Figure.IsStated ? Digits(cell.Figure.High) : string.Empty,
                cube.Header.Unit[text.Language],
                $"{source.Publisher}, {source.Title}, {NodaTime.Text.LocalDatePattern.Iso.Format(source.Date)}",
                OriginOf(cube.Header.Origin),
                grid.Slice.Table.Entry.Sequence.ToString(CultureInfo.InvariantCulture),
            ]);
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];
    }

    /// <summary>One field: quoted where it must be, and never the beginning of a formula when a spreadsheet opens it.</summary>
    /// <remarks>Numbers of ours are never negative, so a field that begins with a minus is a text.</remarks>
    internal static string Field(string value)
    {
        // The full-width signs and U+2212 are read as formulas, too, by some spreadsheets.
        var formula = value.TrimStart() is ['=' or '+' or '-' or '@' or '\u2212' or '＝' or '＋' or '－' or '＠', ..]
            || value is ['\t' or '\r' or '\n', ..];
        var inert = formula ? "'" + value : value;
        return inert.AsSpan().ContainsAny(Quoted) ? $"\"{inert.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : inert;
    }

    private static string[] Standing(SliceGrid grid, ChartText text, Dimension dimension, FigureCell cell)
    {
        var code = dimension.Id == grid.Slice.Rows.Dimension ? cell.Row
            : dimension.Id == grid.Slice.Series?.Dimension ? cell.Series
            : grid.Slice.At.GetValueOrDefault(dimension.Id, CodeList.Total);
        return [code, SliceGrid.NameOf(dimension, code, text)];
    }

    private static void Append(StringBuilder lines, IReadOnlyList<string> fields) =>
        lines.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    private static string Digits(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    private static string KindOf(Figure figure) => figure.Kind switch
    {
        FigureKind.Missing => "missing",
        FigureKind.Exact => "exact",
        FigureKind.Interval => "interval",
        FigureKind.Withheld => "withheld",
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };

    private static string OriginOf(DataOrigin origin) => origin switch
    {
        DataOrigin.Recorded => "recorded",
        DataOrigin.Official => "official",
        DataOrigin.Invented => "invented",
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };
}
