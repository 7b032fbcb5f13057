using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws the course of figures in time once for each code of a dimension, in small panels with one scale.</summary>
/// <remarks>
/// For more lines than one picture can tell apart. Two panels stand side by side; each has its name, its line as in
/// <see cref="Sparkline"/>, its last stated figure (with its time where the course goes on without one), and the first and last point in
/// time. All panels begin at zero and end at the same value, which a sentence above them says.
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
    /// <param name="spec">
    /// What to show: rows are points in time, in order; each code of the series has a panel, however many there are.
    /// </param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">
    /// The slice has no series or names a dimension twice, or the id is not usable in markup.
    /// </exception>
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
        var headline = new Headline(grid, text, words).AboutPanels(spec.HeadlineKeys ?? ChartTextKeys.LineHeadline);
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
        var lasts = grid.Series.Select(series => LastStated.Of(grid, series.Code)).ToList();
        var widest = lasts.OfType<LastStated>().Select(last => last.Width(words)).DefaultIfEmpty(0).Max();
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
                canvas.Line((plot.X, plot.Y), (plot.Right, plot.Y), Ink.Grid);
                canvas.Line((plot.X, plot.Bottom), (plot.Right, plot.Bottom), Ink.Axis);
                var figures = grid.Rows.Select(row => grid[row.Code, grid.Series[panel].Code]).ToList();
                if (new MiniPlot(plot, scale.Top).Draw(canvas, figures) is { } height)
                    DrawLast(canvas, (plot, height), lasts[panel]!, words);
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

    // The last stated figure at the height of its point, and its time below it where it is not the last of the axis.
    private static void DrawLast(Canvas canvas, (Box Plot, decimal Height) at, LastStated last, FigureWords words)
    {
        var lowest = at.Plot.Bottom - (last.Time is null ? 0 : Canvas.Leading);
        var baseline = Math.Clamp(at.Height + 5, at.Plot.Y + 12, lowest);
        canvas.Text(at.Plot.Right + GapToValue, baseline, words.Of(last.Figure), Canvas.Value);
        if (last.Time is { } time)
            canvas.Text(at.Plot.Right + GapToValue, baseline + Canvas.Leading, time, Canvas.Quiet);
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

    /// <summary>What a panel says beside its line.</summary>
    /// <param name="Figure">The last stated figure.</param>
    /// <param name="Time">Its time, shortened if need be; null if it is the last of the axis.</param>
    private sealed record LastStated(Figure Figure, string? Time)
    {
        private const decimal WidestTime = 70;

        public static LastStated? Of(SliceGrid grid, string series)
        {
            for (var row = grid.Rows.Count - 1; row >= 0; row--)
            {
                if (grid[grid.Rows[row].Code, series] is not { IsStated: true } figure)
                    continue;
                var time = TextMeasure.Wrap(grid.Rows[row].Name, WidestTime, Canvas.Size);
                return new LastStated(
                    figure, row == grid.Rows.Count - 1 ? null : TextMeasure.Shortened(time, (1, WidestTime), Canvas.Size)[0]);
            }

            return null;
        }

        public decimal Width(FigureWords words) => Math.Max(
            BarMarks.WidthOfValue(words.Of(Figure)), Time is null ? 0 : TextMeasure.Width(Time, Canvas.Size));
    }
}
