using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>A code that is shown, and its name in the reader's language.</summary>
internal sealed record Line(string Code, string Name);

/// <summary>How the rows of a grid are chosen where the slice does not name them.</summary>
internal enum RowAxis
{
    /// <summary>Every code: one that the table says nothing about is shown as missing.</summary>
    Categories,

    /// <summary>Codes from the first to the last on which the table says something; no unknown point in time, no total over time.</summary>
    Time,
}

/// <summary>The cells of a slice: what is drawn, and around it the totals that table and CSV state as well.</summary>
internal sealed class SliceGrid
{
    private readonly int[] _base;
    private readonly int _rowAxis;
    private readonly int? _seriesAxis;

    private SliceGrid(CubeSlice slice)
    {
        Slice = slice;
        _rowAxis = Cube.AxisOf(slice.Rows.Dimension);
        _seriesAxis = slice.Series is { } series ? Cube.AxisOf(series.Dimension) : null;
        _base = [.. Cube.Dimensions.Select(dimension =>
            dimension.PositionOf(slice.At.GetValueOrDefault(dimension.Id, CodeList.Total)))];
    }

    public CubeSlice Slice { get; }

    public Cube Cube => Slice.Table.Value;

    public Dimension RowDimension => Cube.Dimensions[_rowAxis];

    public Dimension? SeriesDimension => _seriesAxis is { } axis ? Cube.Dimensions[axis] : null;

    /// <summary>The rows that are drawn.</summary>
    public IReadOnlyList<Line> Rows { get; private init; } = [];

    /// <summary>The series that are drawn; the total alone where no dimension runs over series.</summary>
    public IReadOnlyList<Line> Series { get; private init; } = [];

    /// <summary>The rows of table and CSV: those drawn, then the total if the table states it and no choice of rows was made.</summary>
    public IReadOnlyList<Line> TableRows { get; private init; } = [];

    /// <summary>The columns of table and CSV: the series drawn, then their total on the same terms.</summary>
    public IReadOnlyList<Line> TableSeries { get; private init; } = [];

    /// <summary>The cube's figure at a row and a series.</summary>
    public Figure this[string row, string series]
    {
        get
        {
            var positions = (int[])_base.Clone();
            positions[_rowAxis] = RowDimension.PositionOf(row);
            if (_seriesAxis is { } axis)
                positions[axis] = Cube.Dimensions[axis].PositionOf(series);
            return Cube.FigureAt(Cube.IndexOf(positions));
        }
    }

    /// <summary>All cells of table and CSV, row by row.</summary>
    public IEnumerable<FigureCell> Cells() =>
        from row in TableRows
        from series in TableSeries
        select new FigureCell(row.Code, series.Code, this[row.Code, series.Code]);

    /// <summary>Whether the series drawn are all there are, so that they add up to the cube's total.</summary>
    public bool SeriesAreAll => Slice.Series is null or { Codes: null, WithUnknown: true };

    /// <summary>The figure of a whole row: the cube's total over the series, or their sum where it has none and all are exact.</summary>
    public Figure RowTotal(string row) => TotalOf(
        SeriesAreAll ? this[row, CodeList.Total] : Figure.Missing, Series.Select(series => this[row, series.Code]));

    /// <summary>The figure of the whole slice: the cube's total, or the sum of the rows where that is missing and all are exact.</summary>
    public Figure GrandTotal()
    {
        var rowsAreAll = Slice.Rows.Codes is null;
        var rowsAreParts = Rows.All(row => row.Code != CodeList.Total);
        return TotalOf(
            rowsAreAll ? this[CodeList.Total, CodeList.Total] : Figure.Missing,
            rowsAreParts ? Rows.Select(row => RowTotal(row.Code)) : []);
    }

    /// <summary>The same grid with its rows in another order.</summary>
    public SliceGrid InOrder(RowOrder order)
    {
        if (order == RowOrder.Listed)
            return this;

        List<Line> sorted = [.. Rows.OrderBy(row => RankOf(row.Code)).ThenByDescending(row => RowTotal(row.Code).Low)];
        return new SliceGrid(Slice)
        {
            Rows = sorted,
            Series = Series,
            TableRows = [.. sorted, .. TableRows.Skip(Rows.Count)],
            TableSeries = TableSeries,
        };
    }

    /// <summary>Cuts the slice out of its table.</summary>
    /// <param name="slice">The part of the table.</param>
    /// <param name="text">The reader's words.</param>
    /// <param name="rowAxis">How rows are chosen that the slice does not name.</param>
    /// <param name="mostSeries">How many series the chart can show; null for as many as there are colours.</param>
    public static Outcome<SliceGrid> Of(CubeSlice slice, ChartText text, RowAxis rowAxis, int? mostSeries = null)
    {
        ArgumentNullException.ThrowIfNull(slice);
        ArgumentNullException.ThrowIfNull(text);
        if (slice.Series?.Dimension == slice.Rows.Dimension || slice.At.ContainsKey(slice.Rows.Dimension)
            || (slice.Series is { } running && slice.At.ContainsKey(running.Dimension)))
        {
            throw new ArgumentException("A dimension either runs once or stands still.", nameof(slice));
        }

        var cube = slice.Table.Value;
        if (UnknownDimensionOf(slice) is { } unknown)
            return new Problem(PublicationProblems.SliceUnknown, unknown, cube.Header.Id);
        if (!IsPublished(slice))
            return new Problem(PublicationProblems.SliceNotPublished, cube.Header.Id);

        var bare = new SliceGrid(slice);
        var series = bare.SeriesLines(text);
        var rows = bare.RowLines(series, text, rowAxis);
        if (rows.Count == 0 || series.Count == 0)
            return new Problem(PublicationProblems.NothingToDraw, slice.Rows.Dimension, cube.Header.Id);
        if (series.Count(line => line.Code != CodeList.Unknown) > (mostSeries ?? Drawing.Ink.Series.Count))
            return new Problem(PublicationProblems.TooManySeries, slice.Series!.Dimension, cube.Header.Id);

        var total = new Line(CodeList.Total, text.Say(ChartTextKeys.Total, []));
        var withTotalRow = rowAxis == RowAxis.Categories && slice.Rows.Codes is null
            && series.Append(total).Any(line => bare[CodeList.Total, line.Code].Kind != FigureKind.Missing);
        IReadOnlyList<Line> tableRows = withTotalRow ? [.. rows, total] : rows;
        var withTotalSeries = slice.Series is { Codes: null }
            && tableRows.Any(row => bare[row.Code, CodeList.Total].Kind != FigureKind.Missing);
        return new SliceGrid(slice)
        {
            Rows = rows,
            Series = series,
            TableRows = tableRows,
            TableSeries = withTotalSeries ? [.. series, total] : series,
        };
    }

    /// <summary>The name of a code of a dimension in the reader's language.</summary>
    public static string NameOf(Dimension dimension, string code, ChartText text) => code switch
    {
        CodeList.Total => text.Say(ChartTextKeys.Total, []),
        CodeList.Unknown => text.Say(ChartTextKeys.Unknown, []),
        _ => dimension.List.Find(code)!.Name[text.Language],
    };

    private int RankOf(string row) => row == CodeList.Unknown ? 3 : RowTotal(row).Kind switch
    {
        FigureKind.Withheld => 1,
        FigureKind.Missing => 2,
        _ => 0,
    };

    private static Figure TotalOf(Figure stated, IEnumerable<Figure> parts)
    {
        if (stated.Kind != FigureKind.Missing)
            return stated;

        decimal sum = 0;
        var any = false;
        foreach (var part in parts)
        {
            if (part.Kind != FigureKind.Exact)
                return Figure.Missing;
            sum += part.Low;
            any = true;
        }

        return any ? Figure.Exact(sum) : Figure.Missing;
    }

    private static string? UnknownDimensionOf(CubeSlice slice)
    {
        var dimensions = slice.Table.Value.Dimensions;
        bool Has(string id, IEnumerable<string> codes) => dimensions.FirstOrDefault(d => d.Id == id) is { } dimension
            && codes.All(code => code is CodeList.Total or CodeList.Unknown || dimension.List.PositionOf(code) >= 0);

        if (!Has(slice.Rows.Dimension, slice.Rows.Codes ?? []))
            return slice.Rows.Dimension;
        if (slice.Series is { } series && !Has(series.Dimension, series.Codes ?? []))
            return series.Dimension;
        return slice.At.OrderBy(at => at.Key, StringComparer.Ordinal).FirstOrDefault(at => !Has(at.Key, [at.Value])).Key;
    }

    private static bool IsPublished(CubeSlice slice)
    {
        var needed = slice.At.Where(at => at.Value != CodeList.Total).Select(at => at.Key).Append(slice.Rows.Dimension)
            .ToHashSet(StringComparer.Ordinal);
        if (slice.Series is { } series)
            needed.Add(series.Dimension);
        return slice.Table.Value.Views.Any(view => needed.All(view.Contains));
    }

    private List<Line> SeriesLines(ChartText text)
    {
        if (Slice.Series is not { } series || SeriesDimension is not { } dimension)
            return [new Line(CodeList.Total, text.Say(ChartTextKeys.Total, []))];

        var speaksOfUnknown = series.WithUnknown
            && (Slice.Rows.Codes ?? AllCodesOf(RowDimension)).Any(row => this[row, CodeList.Unknown].Kind != FigureKind.Missing);
        var all = dimension.List.Codes.Select(code => code.Id);
        var codes = series.Codes ?? [.. speaksOfUnknown ? all.Append(CodeList.Unknown) : all];
        return [.. codes.Select(code => new Line(code, NameOf(dimension, code, text)))];
    }

    private List<Line> RowLines(List<Line> series, ChartText text, RowAxis rowAxis)
    {
        bool Says(string row) => series.Any(line => this[row, line.Code].Kind != FigureKind.Missing);

        var codes = Slice.Rows.Codes?.ToList();
        if (codes is null)
        {
            codes = [.. RowDimension.List.Codes.Select(code => code.Id)];
            if (rowAxis == RowAxis.Time)
            {
                var (first, last) = (codes.FindIndex(Says), codes.FindLastIndex(Says));
                codes = first < 0 ? [] : codes[first..(last + 1)];
            }
            else if (Slice.Rows.WithUnknown && Says(CodeList.Unknown))
            {
                codes.Add(CodeList.Unknown);
            }
        }

        return [.. codes.Select(code => new Line(code, NameOf(RowDimension, code, text)))];
    }

    private static IEnumerable<string> AllCodesOf(Dimension dimension) =>
        dimension.List.Codes.Select(code => code.Id).Append(CodeList.Unknown).Append(CodeList.Total);
}
