using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws an age–sex pyramid: for each age a bar of women to the left and one of men to the right.</summary>
/// <remarks>
/// The first age of the list stands at the bottom, the highest on top, persons of unknown age below all. Both sides have one scale.
/// Persons whose sex is another or unknown have no side: a sentence below the picture and a note say how many they are, and the table
/// has them age by age. Intervals, withheld and missing figures look as in <see cref="BarChart"/>.
/// </remarks>
public static class PyramidChart
{
    private const string LeftSex = "female";
    private const string RightSex = "male";

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show: ages as rows, all sexes as series; the ages stay in the listed order.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>
    /// The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice: a table whose series are not
    /// <c>female</c> and <c>male</c>, with others or without, is one.
    /// </returns>
    /// <exception cref="ArgumentException">
    /// The slice has no series, chooses among them or names a dimension twice, or the id is not usable in markup.
    /// </exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        if (spec.Slice.Series is not { Codes: null } sex)
            throw new ArgumentException("A pyramid has sexes as its series, and all of them, so that none is lost.", nameof(spec));

        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Categories);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value;
        var sides = grid.Series.Where(series => series.Code is LeftSex or RightSex).OrderBy(series => series.Code == RightSex).ToList();
        if (sides.Count != 2)
            return new Problem(PublicationProblems.SliceUnknown, sex.Dimension, grid.Cube.Header.Id);

        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutCells(
            spec.HeadlineKeys ?? ChartTextKeys.PartsHeadline,
            (row, series) => text.Say(ChartTextKeys.PyramidCell, [new("series", series.Name), new("row", row.Name)]));
        var outside = Outside(grid, words, text);
        var picture = Picture(new Canvas(spec.Id), PyramidPlot.For(grid, sides, words), outside);
        return new FigureAssembly(spec, grid, text).Of(picture, headline, outside is null ? [] : [outside]);
    }

    // Who has no side is said with the totals over all ages, where there are any.
    private static string? Outside(SliceGrid grid, FigureWords words, ChartText text)
    {
        var others = grid.Series.Where(series => series.Code is not LeftSex and not RightSex)
            .Where(series => grid.TableRows.Any(row => grid[row.Code, series.Code].Kind != FigureKind.Missing)).ToList();
        if (others.Count == 0)
            return null;
        var parts = others.Select(series => (Line: series, Figure: grid[CodeList.Total, series.Code]))
            .Select(part => part.Figure.Kind == FigureKind.Missing ? part.Line.Name : words.Named(part.Line, part.Figure));
        return text.Say(ChartTextKeys.PyramidOutside, [new("parts", text.Join([.. parts]))]);
    }

    private static Picture Picture(Canvas canvas, PyramidPlot plot, string? outside)
    {
        var bottom = plot.Draw(canvas);
        if (outside is null)
            return new Picture(bottom, canvas.ToMarkup());
        var lines = TextMeasure.Wrap(outside, Canvas.Width, Canvas.Size);
        canvas.Lines(0, bottom + 20, lines, Canvas.Quiet);
        return new Picture(bottom + 8 + (lines.Count * Canvas.Leading), canvas.ToMarkup());
    }
}
