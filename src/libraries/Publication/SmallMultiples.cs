using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws the course of figures in time once for each code of a dimension, in small panels with one scale.</summary>
/// <remarks>
/// For more lines than one picture can tell apart. Two panels stand side by side; each has its name, its line as in
/// <see cref="Sparkline"/>, its last stated figure, and the first and last point in time. All panels begin at zero and end at the same
/// value, which a sentence above them says.
/// </remarks>
public static class SmallMultiples
{
    private const int MostColumns = 2;
    private const decimal GapBetween = 20;
    private const decimal PlotHeight = 60;
    private const decimal GapBelow = 14;
    private const decimal GapToValue = 5;
    private const decimal ShortestPlot = 60;
    private const int MostTicks = 4;

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show: rows are points in time, in order; each code of the series has a panel, however many there are.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">The slice has no series or names a dimension twice, or the id is not usable in markup.</exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        if (spec.Slice.Series is null)
            throw new ArgumentException("Small multiples have series; a sparkline has none.", nameof(spec));

        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Time, int.MaxValue);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value;
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutTime(spec.HeadlineKeys ?? ChartTextKeys.LineHeadline);
        return new FigureAssembly(spec, grid, text).Of(Picture(new Canvas(spec.Id), grid, words, text), headline);
    }

    private static Picture Picture(Canvas canvas, SliceGrid grid, FigureWords words, ChartText text)
    {
        var cells = grid.Rows.SelectMany(row => grid.Series.Select(series => grid[row.Code, series.Code])).ToList();
        var whole = grid.Cube.Header.Measure is MeasureKind.Count or MeasureKind.Distinct;
        var scale = NiceScale.For(cells.Max(figure => figure.High), MostTicks, whole);
        var sentence = TextMeasure.Wrap(
            text.Say(ChartTextKeys.PanelsScale, [new("top", words.Number(scale.Top)), new("unit", grid.Cube.Header.Unit[text.Language])]),
            Canvas.Width, Canvas.Size);
        canvas.Lines(0, 14, sentence, Canvas.Quiet);
        var top = (sentence.Count * Canvas.Leading) + 6;
        top = DrawLegend(canvas, cells, words, top);

        // Long figures leave no room for a line beside them: then each panel has the whole width.
        var widest = cells.Where(figure => figure.IsStated).Select(figure => BarMarks.WidthOfValue(words.Of(figure))).DefaultIfEmpty(0).Max();
        var half = (Canvas.Width - GapBetween) / MostColumns;
        var columns = half - widest - GapToValue >= ShortestPlot ? MostColumns : 1;
        var panelWidth = columns == 1 ? Canvas.Width : half;
        var plotWidth = panelWidth - widest - GapToValue;
        var names = grid.Series.Select(series => TextMeasure.Wrap(series.Name, panelWidth, Canvas.Size)).ToList();
        for (var first = 0; first < grid.Series.Count; first += columns)
        {
            var lines = names.Skip(first).Take(columns).Max(name => name.Count);
            for (var panel = first; panel < Math.Min(first + columns, grid.Series.Count); panel++)
            {
                var left = (panel - first) * (panelWidth + GapBetween);
                // Names of one line stand just above their plot, beside one of two lines.
                var nameTop = top + ((lines - names[panel].Count) * Canvas.Leading);
                canvas.Lines(left, nameTop + 14, names[panel], Canvas.Label);
                var plot = new Box(left, top + (lines * Canvas.Leading) + 8, plotWidth, PlotHeight);
                DrawPanel(canvas, (plot, scale.Top), [.. grid.Rows.Select(row => grid[row.Code, grid.Series[panel].Code])], words);
                DrawTimes(canvas, plot, grid.Rows);
            }

            top += (lines * Canvas.Leading) + 8 + PlotHeight + 22 + GapBelow;
        }

        return new Picture(top - GapBelow, canvas.ToMarkup());
    }

    // The legend explains only what has no word beside it.
    private static decimal DrawLegend(Canvas canvas, List<Figure> cells, FigureWords words, decimal top)
    {
        foreach (var (kind, figure) in new[] { (FigureKind.Withheld, Figure.Withheld), (FigureKind.Missing, Figure.Missing) })
        {
            if (!cells.Exists(cell => cell.Kind == kind))
                continue;
            BarMarks.DrawUnstated(canvas, new Box(0, top + 2, 0, 14), kind);
            canvas.Text(BarMarks.UnstatedLength + 6, top + 14, words.Of(figure), Canvas.Label);
            top += 24;
        }

        return top + 4;
    }

    private static void DrawPanel(Canvas canvas, (Box Plot, decimal Top) scale, IReadOnlyList<Figure> figures, FigureWords words)
    {
        var plot = scale.Plot;
        canvas.Line((plot.X, plot.Y), (plot.Right, plot.Y), Ink.Grid);
        canvas.Line((plot.X, plot.Bottom), (plot.Right, plot.Bottom), Ink.Axis);
        if (new MiniPlot(plot, scale.Top).Draw(canvas, figures) is not { } height)
            return;
        var last = figures.Last(figure => figure.IsStated);
        var baseline = Math.Clamp(height + 5, plot.Y + 12, plot.Bottom);
        canvas.Text(plot.Right + GapToValue, baseline, words.Of(last), Canvas.Value);
    }

    private static void DrawTimes(Canvas canvas, Box plot, IReadOnlyList<Line> times)
    {
        var (first, last) = (times[0].Name, times[^1].Name);
        var widths = TextMeasure.Width(first, Canvas.Size) + TextMeasure.Width(last, Canvas.Size);
        if (times.Count > 1 && widths + 8 <= plot.Width)
            canvas.Text(plot.X, plot.Bottom + 18, first, Canvas.Quiet);
        var end = TextMeasure.Shortened(TextMeasure.Wrap(last, plot.Width, Canvas.Size), (1, plot.Width), Canvas.Size)[0];
        canvas.Text(plot.Right, plot.Bottom + 18, end, Canvas.Quiet with { Anchor = Anchor.End });
    }
}
