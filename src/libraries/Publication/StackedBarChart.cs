using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>Draws one horizontal bar for each code of a dimension, divided by the codes of another.</summary>
/// <remarks>
/// Each part carries its figure where it is wide enough; the bar ends with its total. Of an interval the certain part is full and the
/// rest pale, so that a bar reaches as far as its parts may. Where parts are withheld but the total is published, their sum is the
/// hatched rest of the bar: no reader could not subtract it. Only counts can be stacked.
/// </remarks>
public static class StackedBarChart
{
    private const int MostTicks = 4;
    private const decimal GapToTotal = 6;

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show; its slice has series.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">
    /// The slice has no series or names a dimension twice, the table holds rates, or the id is not usable in markup.
    /// </exception>
    public static Outcome<FigureUnit> Draw(ChartSpec spec, ChartText text)
    {
        ChartChecks.Id(spec);
        if (spec.Slice.Series is null)
            throw new ArgumentException("A stacked bar chart has series.", nameof(spec));
        if (spec.Slice.Table.Value.Header.Measure is MeasureKind.Rate or MeasureKind.Ratio or MeasureKind.Median)
            throw new ArgumentException("Rates do not add up and cannot be stacked.", nameof(spec));

        var cut = SliceGrid.Of(spec.Slice, text, RowAxis.Categories);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value.InOrder(spec.Order);
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var headline = new Headline(grid, text, words).AboutSeries(spec.HeadlineKeys ?? ChartTextKeys.PartsHeadline);
        return new FigureAssembly(spec, grid, text).Of(Picture(spec.Id, grid, words), headline);
    }

    private static Picture Picture(string id, SliceGrid grid, FigureWords words)
    {
        var canvas = new Canvas(id);
        var stacks = grid.Rows.Select(row => Stack.Of(grid, row.Code)).ToList();
        var top = Legend.Draw(canvas, Entries(canvas, grid, stacks, words));
        var labels = new RowLabels([.. grid.Rows.Select(row => row.Name)]);
        var scale = NiceScale.For(stacks.Max(stack => stack.Reach), MostTicks, whole: grid.Cube.Header.Measure != MeasureKind.Share);

        // The longest bar decides the scale, not the round end of the axis, which would leave the bars short beside their totals.
        var room = Canvas.Width - labels.BarsFrom - GapToTotal;
        var unitsEach = stacks.Where(stack => stack.Reach > 0)
            .Select(stack => stack.UnitsEachWithin(room - BarMarks.WidthOfValue(words.Of(stack.Total)))).DefaultIfEmpty(0).Min();
        var bottom = top + Enumerable.Range(0, grid.Rows.Count).Sum(labels.HeightOf) - 4;
        DrawAxis(canvas, (labels.BarsFrom, top, bottom), (scale, unitsEach), words);
        for (var row = 0; row < grid.Rows.Count; row++)
        {
            var bar = labels.Draw(canvas, row, top);
            var end = DrawStack(canvas, bar, (stacks[row], unitsEach), words);
            var lettering = stacks[row].Total.IsStated ? Canvas.Value : Canvas.Quiet;
            labels.DrawZero(canvas, row, bar);
            canvas.Text(end + GapToTotal, bar.Y + 16, words.Of(stacks[row].Total), lettering);
            top += labels.HeightOf(row);
        }

        return new Picture(bottom + 22, canvas.ToMarkup());
    }

    private static void DrawAxis(
        Canvas canvas, (decimal X, decimal Top, decimal Bottom) plot, (NiceScale Scale, decimal UnitsEach) axis, FigureWords words)
    {
        foreach (var tick in axis.Scale.Ticks())
        {
            var x = plot.X + (tick * axis.UnitsEach);
            var label = words.Number(tick);
            if ((tick > 0 && axis.UnitsEach == 0) || x + (TextMeasure.Width(label, Canvas.Size) / 2) > Canvas.Width)
                break;
            if (tick > 0)
                canvas.Line((x - 0.5m, plot.Top), (x - 0.5m, plot.Bottom), Ink.Grid);
            canvas.Text(x, plot.Bottom + 16, label, Canvas.Quiet with { Anchor = tick == 0 ? Anchor.Start : Anchor.Middle });
        }
    }

    private static decimal DrawStack(Canvas canvas, Box bar, (Stack Stack, decimal UnitsEach) drawn, FigureWords words)
    {
        var x = bar.X;
        foreach (var (figure, paint) in drawn.Stack.Parts)
        {
            var low = BarMarks.Length(figure.Low, drawn.UnitsEach);
            var high = BarMarks.Length(figure.High, drawn.UnitsEach);
            var part = bar with { X = x, Width = high };
            if (high > low)
                canvas.Range(part with { X = x + low, Width = high - low }, paint);
            if (low > 0)
                canvas.Bar(part with { Width = low }, paint);
            if (high > 0)
            {
                canvas.Line((part.Right, bar.Y), (part.Right, bar.Bottom), Ink.Paper, 1.5m);
                DrawChip(canvas, part, words.Of(figure));
            }

            x = part.Right;
        }

        if (drawn.Stack.Rest > 0)
        {
            var rest = bar with { X = x, Width = BarMarks.Length(drawn.Stack.Rest, drawn.UnitsEach) };
            canvas.Hatch(rest);
            return rest.Right;
        }

        return drawn.Stack.OpenEnd is { } kind ? BarMarks.DrawUnstated(canvas, bar with { X = x }, kind) : x;
    }

    // The figure on a white chip: readable on any colour and pattern, and in grey.
    private static void DrawChip(Canvas canvas, Box part, string value)
    {
        var width = TextMeasure.Width(value, Canvas.Size) + 6;
        if (part.Width < width + 6)
            return;
        var chip = new Box(part.X + ((part.Width - width) / 2), part.Y + 3, width, part.Height - 6);
        canvas.Fill(chip, Ink.Paper);
        canvas.Text(chip.X + (width / 2), part.Y + 16, value, Canvas.Label with { Anchor = Anchor.Middle });
    }

    private static List<LegendEntry> Entries(Canvas canvas, SliceGrid grid, List<Stack> stacks, FigureWords words)
    {
        var entries = grid.Series
            .Select((series, index) => new LegendEntry(series.Name, box => canvas.Bar(box, Stack.PaintOf(series.Code, index))))
            .ToList();
        if (stacks.Exists(stack => stack.Rest > 0 || stack.OpenEnd == FigureKind.Withheld))
            entries.Add(new LegendEntry(words.Of(Figure.Withheld), canvas.Hatch));
        if (stacks.Exists(stack => stack.OpenEnd == FigureKind.Missing))
            entries.Add(new LegendEntry(words.Of(Figure.Missing), canvas.Gap));
        return entries;
    }
}
