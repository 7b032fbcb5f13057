using System.Buffers;
using System.Globalization;
using System.Text;
using Amparo.PrivateRelease;
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
        var lines = new StringBuilder();
        Append(lines, Heading(cube));
        foreach (var cell in grid.Cells())
        {
            Append(lines, Row(grid.Slice.Table, text, [.. cube.Dimensions.Select(dimension => CodeOf(grid, dimension, cell))], cell.Figure));
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

    /// <summary>The names of the columns.</summary>
    internal static IReadOnlyList<string> Heading(Cube cube) =>
    [
        "indicator", .. cube.Dimensions.SelectMany(dimension => new[] { dimension.Id, dimension.Id + "_name" }),
        "kind", "low", "high", "unit", "source", "origin", "release",
    ];

    /// <summary>The fields of one cell, in the order of the columns.</summary>
    /// <param name="table">The released table.</param>
    /// <param name="text">The reader's words.</param>
    /// <param name="codes">Where the cell stands: one code a dimension.</param>
    /// <param name="figure">The cell.</param>
    internal static IReadOnlyList<string> Row(Released<Cube> table, ChartText text, IReadOnlyList<string> codes, Figure figure)
    {
        var cube = table.Value;
        return
        [
            cube.Header.Id,
            .. cube.Dimensions.SelectMany((dimension, axis) => new[] { codes[axis], SliceGrid.NameOf(dimension, codes[axis], text) }),
            KindOf(figure),
            figure.IsStated ? Digits(figure.Low) : string.Empty,
            figure.IsStated ? Digits(figure.High) : string.Empty,
            cube.Header.Unit[text.Language],
            SourceOf(cube.Header.Source),
            OriginOf(cube.Header.Origin),
            table.Entry.Sequence.ToString(CultureInfo.InvariantCulture),
        ];
    }

    /// <summary>A source in one field: publisher, title, day.</summary>
    internal static string SourceOf(Source source) => $"{source.Publisher}, {source.Title}, {NodaTime.Text.LocalDatePattern.Iso.Format(source.Date)}";

    private static string CodeOf(SliceGrid grid, Dimension dimension, FigureCell cell) =>
        dimension.Id == grid.Slice.Rows.Dimension ? cell.Row
        : dimension.Id == grid.Slice.Series?.Dimension ? cell.Series
        : grid.Slice.At.GetValueOrDefault(dimension.Id, CodeList.Total);

    internal static void Append(StringBuilder lines, IReadOnlyList<string> fields) =>
        lines.AppendJoin(',', fields.Select(Field)).Append("\r\n");

    internal static string Digits(decimal number) => number.ToString("0.############################", CultureInfo.InvariantCulture);

    internal static string KindOf(Figure figure) => figure.Kind switch
    {
        FigureKind.Missing => "missing",
        FigureKind.Exact => "exact",
        FigureKind.Interval => "interval",
        FigureKind.Withheld => "withheld",
        _ => throw new ArgumentOutOfRangeException(nameof(figure)),
    };

    internal static string OriginOf(DataOrigin origin) => origin switch
    {
        DataOrigin.Recorded => "recorded",
        DataOrigin.Official => "official",
        DataOrigin.Invented => "invented",
        _ => throw new ArgumentOutOfRangeException(nameof(origin)),
    };
}
