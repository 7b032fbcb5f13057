using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws the course of figures in time, as one line or one for each code of a dimension.</summary>
/// <remarks>
/// The axis begins at zero and gives each point in time the same room. A line joins neighbouring exact figures only; towards an interval
/// the line widens to a band, and the interval itself is a bar from bound to bound. At a withheld or missing figure the line breaks: with
/// one line, a hatched strip says "withheld" and a dashed one "no data"; with several, hatched and dashed marks stand below that point,
/// one for each line concerned, outlined in its colour, and the table says it in words.
/// </remarks>
public static class LineChart
{
    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show; the rows are points in time, in order.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">The slice names a dimension twice, or the id is not usable in markup.</exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Time);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value;
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutTime(spec.HeadlineKeys ?? ChartTextKeys.LineHeadline);
        var unit = grid.Cube.Header.Unit[text.Language];
        return new FigureAssembly(spec, grid, text).Of(Picture(spec.Id, grid, words, unit), headline);
    }

    private static Picture Picture(string id, SliceGrid grid, FigureWords words, string unit)
    {
        var canvas = new Canvas(id);
        var top = grid.Series.Count > 1 ? Legend.Draw(canvas, Entries(canvas, grid, words)) : 0;
        canvas.Lines(0, top + 14, TextMeasure.Wrap(unit, Canvas.Width, Canvas.Size), Canvas.Quiet);
        top += TextMeasure.Wrap(unit, Canvas.Width, Canvas.Size).Count * Canvas.Leading;
        // A single line carries its values; the label of a point at the top of the axis must not run into the unit above.
        var plot = LinePlot.For(grid, words, top + (grid.Series.Count == 1 ? 28 : 12));
        plot.DrawAxes(canvas);
        for (var index = 0; index < grid.Series.Count; index++)
            plot.DrawSeries(canvas, index);
        if (grid.Series.Count == 1)
            plot.DrawValues(canvas);
        return new Picture(plot.Bottom, canvas.ToMarkup());
    }

    private static List<LegendEntry> Entries(Canvas canvas, SliceGrid grid, FigureWords words)
    {
        var entries = grid.Series
            .Select((series, index) => new LegendEntry(
                series.Name, box => LineMarks.Swatch(canvas, box, (index, Stack.PaintOf(series.Code, index)))))
            .ToList();
        var kinds = grid.Rows.SelectMany(row => grid.Series.Select(series => grid[row.Code, series.Code].Kind)).ToHashSet();
        if (kinds.Contains(FigureKind.Withheld))
            entries.Add(new LegendEntry(words.Of(Figure.Withheld), canvas.Hatch));
        if (kinds.Contains(FigureKind.Missing))
            entries.Add(new LegendEntry(words.Of(Figure.Missing), canvas.Gap));
        return entries;
    }
}
