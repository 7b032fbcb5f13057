using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws the shares of a total as a hundred little persons.</summary>
/// <remarks>
/// Each code gets its share of a hundred icons, rounded by largest remainders so that they add up to a hundred; a share too small for an
/// icon says so in words. Of an interval only the certain part is drawn as the code's own. What remains of the total is drawn apart and
/// named: codes not chosen, withheld, missing, or somewhere inside published ranges. Without an exact total above zero there is no share:
/// the picture then says why, and lists the figures.
/// </remarks>
public static class IconArrayChart
{
    private const int IconsInLine = 10;
    private const decimal Cell = 34;
    private const decimal LineOfList = 24;

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">
    /// What to show; its slice has no series. With chosen codes the total is still that of the whole dimension: "68 of 100" remains true.
    /// </param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">
    /// The slice has series, the total as a row or a dimension twice, the table holds rates, or the id is not usable in markup.
    /// </exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        if (spec.Slice.Series is not null || spec.Slice.Rows.Codes?.Contains(CodeList.Total, StringComparer.Ordinal) == true)
            throw new ArgumentException("An icon array shows the parts of one total, without series.", nameof(spec));
        if (spec.Slice.Table.Value.Header.Measure is MeasureKind.Rate or MeasureKind.Ratio or MeasureKind.Median)
            throw new ArgumentException("Rates are no parts of a total.", nameof(spec));

        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Categories);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value.InOrder(spec.Order);
        if (grid.Rows.Count(row => row.Code != CodeList.Unknown) > Ink.Series.Count)
            return new Problem(PublicationProblems.TooManySeries, spec.Slice.Rows.Dimension, grid.Cube.Header.Id);

        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var unit = grid.Cube.Header.Unit[text.Language];
        var canvas = new Canvas(spec.Id);
        var shares = IconShares.Of(grid);
        var said = new IconWords(text, words);
        var counts = grid.Cube.Header.Measure != MeasureKind.Share;
        var chosen = spec.Slice.Rows.Codes is not null && counts;

        // Of one chosen code nothing is the largest; of several it is a part of the whole, not of those chosen.
        var one = chosen && grid.Rows.Count == 1 && spec.HeadlineKeys is null
            ? said.One(grid.Rows[0], grid[grid.Rows[0].Code, CodeList.Total], (shares, unit))
            : null;
        var headline = one
            ?? new Headline(grid, text, words).AboutRows(spec.HeadlineKeys ?? ChartTextKeys.PartsHeadline, counts ? shares.Total : null);
        var picture = shares.WhyNone is { } key
            ? WithoutIcons(canvas, grid, (text.Say(key, []), words))
            : WithIcons(canvas, grid, shares, (text.Say(ChartTextKeys.IconsEach, [new("unit", unit)]), said));
        return new FigureAssembly(spec, grid, text).Of(
            picture, headline, chosen && shares.WhyNone is null ? [said.OfTotal((shares, unit))] : []);
    }

    private static Picture WithIcons(Canvas canvas, SliceGrid grid, IconShares shares, (string Each, IconWords Words) said)
    {
        var each = TextMeasure.Wrap(said.Each, Canvas.Width, Canvas.Size);
        canvas.Lines(0, 14, each, Canvas.Quiet);
        var top = (each.Count * Canvas.Leading) + 4;
        var drawn = 0;
        for (var row = 0; row < grid.Rows.Count; row++)
        {
            for (var icon = 0; icon < shares.Icons[row]; icon++)
                canvas.Shape(Person(PlaceOf(drawn++, top)), PaintOf(grid, row));
        }

        while (drawn < IconShares.Icon100)
            DrawRest(canvas, Person(PlaceOf(drawn++, top)), shares);

        top += (IconShares.Icon100 / IconsInLine * Cell) + 8;
        for (var row = 0; row < grid.Rows.Count; row++)
        {
            var (figure, paint) = (grid[grid.Rows[row].Code, CodeList.Total], PaintOf(grid, row));
            var entry = figure.Kind switch
            {
                FigureKind.Withheld => new LegendEntry(said.Words.Unstated(grid.Rows[row], figure), canvas.Hatch),
                FigureKind.Missing => new LegendEntry(said.Words.Unstated(grid.Rows[row], figure), canvas.Gap),
                _ => new LegendEntry(said.Words.Part(grid.Rows[row], figure, shares, row), box => canvas.Bar(box, paint)),
            };
            top = DrawEntry(canvas, entry, top);
        }

        // A withheld part is no rest of its own: it lies among the icons that the rest's entry counts.
        if (shares.Rest > 0 || shares.RestKinds.Contains(IconRest.Range))
            top = DrawEntry(canvas, new LegendEntry(said.Words.Rest(shares), box => DrawRest(canvas, Rectangle(box), shares)), top);
        return new Picture(top, canvas.ToMarkup());
    }

    private static Picture WithoutIcons(Canvas canvas, SliceGrid grid, (string Why, FigureWords Words) said)
    {
        var lines = TextMeasure.Wrap(said.Why, Canvas.Width - 28, Canvas.Size);
        var box = new Box(0, 2, Canvas.Width, (lines.Count * Canvas.Leading) + 18);
        canvas.Gap(box);
        canvas.Lines(14, box.Y + 24, lines, Canvas.Label);
        var top = box.Bottom + 12;
        foreach (var row in grid.Rows)
        {
            var figure = grid[row.Code, CodeList.Total];
            Action<Box> swatch = figure.Kind switch
            {
                FigureKind.Withheld => canvas.Hatch,
                FigureKind.Missing => canvas.Gap,
                _ => box => canvas.Tile(box, Ink.Paper),
            };
            top = DrawEntry(canvas, new LegendEntry(said.Words.Named(row, figure), swatch), top);
        }

        return new Picture(top, canvas.ToMarkup());
    }

    // One entry a line: what is said of each is a sentence, not a name.
    private static decimal DrawEntry(Canvas canvas, LegendEntry entry, decimal top)
    {
        const decimal TextFrom = 28;
        var lines = TextMeasure.Wrap(entry.Name, Canvas.Width - TextFrom, Canvas.Size);
        entry.Swatch(new Box(0, top + 2, 22, 14));
        canvas.Lines(TextFrom, top + 14, lines, Canvas.Label);
        return top + LineOfList + ((lines.Count - 1) * Canvas.Leading);
    }

    private static void DrawRest(Canvas canvas, string shape, IconShares shares)
    {
        if (shares.RestKinds.Contains(IconRest.Withheld))
            canvas.HatchShape(shape);
        else if (shares.RestKinds.Count == 1 && shares.RestKinds.Contains(IconRest.Others))
            canvas.Path(shape, ("fill", Ink.Grid), ("stroke", Ink.Axis), ("stroke-width", "1"));
        else
            canvas.GapShape(shape);
    }

    private static Paint PaintOf(SliceGrid grid, int row) =>
        Stack.PaintOf(grid.Rows[row].Code, grid.Rows.Take(row).Count(other => other.Code != CodeList.Unknown));

    private static Box PlaceOf(int icon, decimal top) => new(
        (icon % IconsInLine * (Cell + 2)) + 8, top + (icon / IconsInLine * Cell) + 2, 20, Cell - 5);

    private static string Rectangle(Box box) =>
        $"M{Canvas.Number(box.X + 0.5m)} {Canvas.Number(box.Y + 0.5m)}h{Canvas.Number(box.Width - 1)}v{Canvas.Number(box.Height - 1)}"
        + $"h-{Canvas.Number(box.Width - 1)}z";

    // A head and a body with round shoulders: the same for everyone.
    private static string Person(Box box)
    {
        var (middle, head, shoulder) = (box.X + (box.Width / 2), 5.5m, 6m);
        var (r, both, s) = (Canvas.Number(head), Canvas.Number(2 * head), Canvas.Number(shoulder));
        var across = Canvas.Number(box.Width - (2 * shoulder));
        var bodyTop = box.Y + (2 * head) + 1;
        return $"M{Canvas.Number(middle - head)} {Canvas.Number(box.Y + head)}a{r} {r} 0 1 1 {both} 0a{r} {r} 0 1 1 -{both} 0z"
            + $"M{Canvas.Number(box.X)} {Canvas.Number(box.Bottom)}V{Canvas.Number(bodyTop + shoulder)}a{s} {s} 0 0 1 {s} -{s}h{across}"
            + $"a{s} {s} 0 0 1 {s} {s}V{Canvas.Number(box.Bottom)}z";
    }
}
