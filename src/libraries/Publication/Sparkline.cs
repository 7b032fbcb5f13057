using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws the course of figures in time as a line of the size of a word, for a row of a table or a tile.</summary>
/// <remarks>
/// It has no words in it; title and description name it to those who cannot see it, and the number belongs beside it. The line begins at
/// zero, breaks at a withheld year (a hatched strip) and at a missing one (a dashed strip), is a band between intervals, and ends with
/// a dot on the last stated figure. The picture's class is <c>amparo-sparkline</c>.
/// </remarks>
public static class Sparkline
{
    private const decimal Width = 110;
    private const decimal Height = 28;
    private const decimal Margin = 4;

    /// <summary>Makes the unit; a page usually takes its <see cref="FigureUnit.Svg"/> only.</summary>
    /// <param name="spec">What to show: rows are points in time, in order, without series.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">The slice has series or names a dimension twice, or the id is not usable in markup.</exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        if (spec.Slice.Series is not null)
            throw new ArgumentException("A sparkline has no series; small multiples have.", nameof(spec));

        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Time);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value;
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutTime(spec.HeadlineKeys ?? ChartTextKeys.LineHeadline);
        var figures = grid.Rows.Select(row => grid[row.Code, CodeList.Total]).ToList();
        var maximum = figures.Max(figure => figure.High);

        var canvas = new Canvas(spec.Id);
        var plot = new Box(Margin, Margin, Width - (2 * Margin), Height - (2 * Margin));
        canvas.Line((plot.X, plot.Bottom), (plot.Right, plot.Bottom), Ink.Axis);
        new MiniPlot(plot, maximum == 0 ? 1 : maximum).Draw(canvas, figures);
        return new FigureAssembly(spec, grid, text).Of(new Picture(Height, canvas.ToMarkup()) { Width = Width }, headline);
    }
}
