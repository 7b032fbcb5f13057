using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws one horizontal bar for each code of a dimension.</summary>
/// <remarks>
/// Bars begin at zero and carry their figure. An interval is a full bar up to its lower bound and a pale one up to its upper
/// bound. A withheld figure is a short hatched box with a word, a missing one a short dashed box with a word; neither
/// length means anything.
/// </remarks>
public static class BarChart
{
    private const decimal GapToValue = 6;

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show; its slice has no series.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">The slice has series, names a dimension twice, or the id is not usable in markup.</exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        if (spec.Slice.Series is not null)
            throw new ArgumentException("A bar chart has no series; a stacked bar chart has.", nameof(spec));

        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Categories);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value.InOrder(spec.Order);
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutRows(spec.HeadlineKeys ?? ChartTextKeys.PartsHeadline);
        return new FigureAssembly(spec, grid, text).Of(Picture(spec.Id, grid, words), headline);
    }

    private static Picture Picture(string id, SliceGrid grid, FigureWords words)
    {
        var canvas = new Canvas(id);
        var labels = new RowLabels([.. grid.Rows.Select(row => row.Name)]);
        var figures = grid.Rows.Select(row => grid[row.Code, CodeList.Total]).ToList();
        var stated = figures.FindAll(figure => figure.IsStated);
        var widestValue = stated.Count == 0 ? 0 : stated.Max(figure => BarMarks.WidthOfValue(words.Of(figure)));
        var length = Canvas.Width - labels.BarsFrom - GapToValue - widestValue;
        var maximum = stated.Count == 0 ? 0 : stated.Max(figure => figure.High);

        decimal top = 4;
        for (var row = 0; row < grid.Rows.Count; row++)
        {
            var bar = labels.Draw(canvas, row, top);
            var paint = grid.Rows[row].Code == CodeList.Unknown ? Ink.Unknown : Ink.Series[0];
            var end = figures[row].IsStated
                ? DrawStated(canvas, bar, (figures[row], maximum == 0 ? 0 : length / maximum), paint)
                : BarMarks.DrawUnstated(canvas, bar, figures[row].Kind);
            var lettering = figures[row].IsStated ? Canvas.Value : Canvas.Quiet;
            labels.DrawZero(canvas, row, bar);
            canvas.Text(end + GapToValue, bar.Y + 16, words.Of(figures[row]), lettering);
            top += labels.HeightOf(row);
        }

        return new Picture(top - 2, canvas.ToMarkup());
    }

    private static decimal DrawStated(Canvas canvas, Box bar, (Figure Figure, decimal UnitsEach) scale, Paint paint)
    {
        var (figure, unitsEach) = scale;
        var low = BarMarks.Length(figure.Low, unitsEach);
        var high = BarMarks.Length(figure.High, unitsEach);
        if (high > low)
            canvas.Range(bar with { X = bar.X + low, Width = high - low }, paint);
        if (low > 0)
            canvas.Bar(bar with { Width = low }, paint);
        return bar.X + high;
    }
}
