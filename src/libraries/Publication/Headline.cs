using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Finds out what the data of a slice say, and says it with the texts handed in.</summary>
internal sealed class Headline(SliceGrid grid, ChartText text, FigureWords words)
{
    private readonly record struct Part(Line Line, Figure Figure);

    private ChartArgument Unit => new("unit", grid.Cube.Header.Unit[text.Language]);

    /// <summary>About the rows: which is the largest.</summary>
    /// <param name="keys">Prefix of the texts.</param>
    /// <param name="whole">What the rows are parts of; null for the total of the grid.</param>
    public string AboutRows(string keys, Figure? whole = null) => AboutParts(
        keys, grid.RowDimension, [.. grid.Rows.Select(row => new Part(row, grid.RowTotal(row.Code)))], whole ?? grid.GrandTotal());

    /// <summary>About the series over all rows: which is the largest. The rows speak where the table has no totals over them.</summary>
    public string AboutSeries(string keys)
    {
        var parts = grid.Series.Select(series => new Part(series, grid[CodeList.Total, series.Code])).ToList();
        return grid.SeriesDimension is { } dimension && grid.Slice.Rows.Codes is null && parts.Exists(part => part.Figure.IsStated)
            ? AboutParts(keys, dimension, parts, grid[CodeList.Total, CodeList.Total])
            : AboutRows(keys);
    }

    /// <summary>About the single cells: which is the largest. What has no known row, or no known series, is weighed against them.</summary>
    public string AboutCells(string keys, Func<Line, Line, string> nameOf)
    {
        static bool IsKnown(Line line) => line.Code is not CodeList.Unknown and not CodeList.Total;
        var parts = (from row in grid.Rows.Where(IsKnown)
                     from series in grid.Series.Where(IsKnown)
                     select new Part(new Line($"{row.Code}/{series.Code}", nameOf(row, series)), grid[row.Code, series.Code])).ToList();
        var (noRow, noSeries) = (grid[CodeList.Unknown, CodeList.Total], grid[CodeList.Total, CodeList.Unknown]);
        var (dimension, unknown) = noSeries.Low > noRow.Low ? (grid.SeriesDimension!, noSeries) : (grid.RowDimension, noRow);
        parts.Add(new Part(new Line(CodeList.Unknown, string.Empty), unknown));

        // "de … a …" stands in the middle of a sentence or at its beginning.
        var sentence = AboutParts(keys, dimension, parts, grid.GrandTotal());
        return char.ToUpperInvariant(sentence[0]) + sentence[1..];
    }

    /// <summary>About the rows as points in time: from the first stated to the last.</summary>
    public string AboutTime(string keys)
    {
        var points = grid.Rows.Select(row => new Part(row, grid.RowTotal(row.Code))).ToList();
        var stated = points.FindAll(point => point.Figure.IsStated);
        if (stated.Count == 0)
        {
            if (grid.Series.Count > 1 && grid.Cells().Any(cell => cell.Figure.IsStated))
            {
                return text.Say(
                    keys + ChartTextKeys.LineCases.Several,
                    [Unit, new("first-time", grid.Rows[0].Name), new("last-time", grid.Rows[^1].Name)]);
            }

            var withheld = grid.Cells().Any(cell => cell.Figure.Kind == FigureKind.Withheld);
            return text.Say(keys + (withheld ? ChartTextKeys.LineCases.Withheld : ChartTextKeys.LineCases.Missing), [Unit]);
        }

        var (first, last) = (stated[0], stated[^1]);
        return text.Say(
            keys + CourseOf(first.Figure, last.Figure, stated.Count),
            [
                Unit, new("first", words.InSentence(first.Figure), QuantityOf(first.Figure)), new("first-time", first.Line.Name),
                new("last", words.InSentence(last.Figure), QuantityOf(last.Figure)), new("last-time", last.Line.Name),
            ]);
    }

    /// <summary>About panels side by side: they are not added up, since a sum over places of which some say nothing would rise and fall with who reports.</summary>
    public string AboutPanels(string keys) => grid.Series.Count > 1 && grid.Cells().Any(cell => cell.Figure.IsStated)
        ? text.Say(keys + ChartTextKeys.LineCases.Several, [Unit, new("first-time", grid.Rows[0].Name), new("last-time", grid.Rows[^1].Name)])
        : AboutTime(keys);

    /// <summary>About the last stated point in time beside a target.</summary>
    public string AboutTarget(string keys, ProgressSpec spec)
    {
        var points = grid.Rows.Select(row => new Part(row, grid[row.Code, CodeList.Total])).ToList();
        var at = points.FindLastIndex(point => point.Figure.IsStated);
        if (at < 0)
        {
            var withheld = points.Exists(point => point.Figure.Kind == FigureKind.Withheld);
            return text.Say(keys + (withheld ? ChartTextKeys.ProgressCases.Withheld : ChartTextKeys.ProgressCases.Missing), [Unit]);
        }

        var last = points[at];
        List<ChartArgument> said = [Unit, Value("value", last), new("time", last.Line.Name)];
        if (spec.Target is not { } target)
            return text.Say(keys + ChartTextKeys.ProgressCases.NoTarget, said);
        said.AddRange([new("target", words.Number(target.Value)), new("target-time", target.When)]);
        return text.Say(keys + StandingOf(last.Figure, target.Value, spec.Aim), said);
    }

    private static string StandingOf(Figure figure, decimal target, Aim aim)
    {
        var (reached, missed) = aim == Aim.AtLeast
            ? (figure.Low >= target, figure.High < target)
            : (figure.High <= target, figure.Low > target);
        return reached ? ChartTextKeys.ProgressCases.Reached
            : !missed ? ChartTextKeys.ProgressCases.Unclear
            : aim == Aim.AtLeast ? ChartTextKeys.ProgressCases.Below
            : ChartTextKeys.ProgressCases.Above;
    }

    private static string CourseOf(Figure first, Figure last, int points)
    {
        if (points == 1)
            return ChartTextKeys.LineCases.OnePoint;
        if (last.Low > first.High)
            return ChartTextKeys.LineCases.Rise;
        if (last.High < first.Low)
            return ChartTextKeys.LineCases.Fall;
        return first.Kind == FigureKind.Exact && last.Kind == FigureKind.Exact
            ? ChartTextKeys.LineCases.Same
            : ChartTextKeys.LineCases.Unclear;
    }

    private string AboutParts(string keys, Dimension dimension, IReadOnlyList<Part> parts, Figure total)
    {
        var known = parts.Where(part => part.Line.Code is not CodeList.Unknown and not CodeList.Total).ToList();
        var stated = known.FindAll(part => part.Figure.IsStated);
        if (stated.Count == 0)
        {
            var withheld = known.Exists(part => part.Figure.Kind == FigureKind.Withheld);
            return text.Say(keys + (withheld ? ChartTextKeys.PartCases.Withheld : ChartTextKeys.PartCases.Missing), [Unit]);
        }

        // A withheld part may be larger than any published one: complementary suppression hides large counts, too.
        var complete = stated.Count == known.Count;
        if (complete && stated.TrueForAll(part => part.Figure.High == 0))
            return text.Say(keys + ChartTextKeys.PartCases.Zero, [Unit]);

        var top = stated.MaxBy(part => part.Figure.Low)!;
        var rivals = stated.FindAll(part => part.Figure.High >= top.Figure.Low);
        if (rivals.Count > 1)
        {
            var tied = complete && rivals.TrueForAll(part => part.Figure == top.Figure && part.Figure.Kind == FigureKind.Exact);
            return tied
                ? text.Say(
                    keys + ChartTextKeys.PartCases.Tie,
                    [Unit, Value("value", top), new("names", text.Join([.. rivals.Select(part => part.Line.Name)]))])
                : text.Say(keys + ChartTextKeys.PartCases.Unclear, [Unit]);
        }

        if (!complete)
            return text.Say(keys + ChartTextKeys.PartCases.LargestPublished, [Unit, Value("value", top), new("largest", top.Line.Name)]);

        var unknown = parts.FirstOrDefault(part => part.Line.Code == CodeList.Unknown);
        if (unknown.Line is not null && unknown.Figure.Low > top.Figure.High && ShareOf(unknown.Figure, total) is { } unknownShare)
        {
            return text.Say(
                keys + ChartTextKeys.PartCases.UnknownLargest,
                [
                    Unit, Value("value", unknown), new("total", words.InSentence(total)), new("share", unknownShare),
                    new("dimension", FigureTitle.NameOf(dimension, text)), new("largest", top.Line.Name), Value("largest-value", top),
                ]);
        }

        return ShareOf(top.Figure, total) is { } share
            ? text.Say(
                keys + ChartTextKeys.PartCases.Largest,
                [Unit, Value("value", top), new("largest", top.Line.Name), new("total", words.InSentence(total)), new("share", share)])
            : text.Say(keys + ChartTextKeys.PartCases.LargestWithoutTotal, [Unit, Value("value", top), new("largest", top.Line.Name)]);
    }

    private ChartArgument Value(string name, Part part) => new(name, words.InSentence(part.Figure), QuantityOf(part.Figure));

    // Only counts have shares: the rate of one place is no part of the rate of another.
    private string? ShareOf(Figure part, Figure total) =>
        grid.Cube.Header.Measure is MeasureKind.Count or MeasureKind.Distinct
        && part.Kind == FigureKind.Exact && total.Kind == FigureKind.Exact && total.Low > 0
            ? text.Number(part.Low / total.Low, MeasureKind.Share)
            : null;

    private static decimal? QuantityOf(Figure figure) => figure.Kind == FigureKind.Exact ? figure.Low : null;
}
