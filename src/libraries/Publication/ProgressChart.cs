using Amparo.Publication.Drawing;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication;

/// <summary>What a target asks for.</summary>
public enum Aim
{
    /// <summary>So much or more.</summary>
    AtLeast,

    /// <summary>So much or less.</summary>
    AtMost,
}

/// <summary>A value that stands in a plan and not in the table: where a measure began, or where it shall be.</summary>
/// <param name="When">The time it holds for, as readers know it: a year.</param>
/// <param name="Value">The value in the table's unit, zero or more; a share as a fraction of one.</param>
/// <param name="Source">The document that sets it.</param>
public sealed record Milestone(string When, decimal Value, Source Source);

/// <summary>A progress chart: the figures, and what they are held against.</summary>
/// <param name="Chart">The table's part; its rows are points in time, in order, and it has no series.</param>
public sealed record ProgressSpec(ChartSpec Chart)
{
    /// <summary>Where the measure began; null if no plan says it.</summary>
    public Milestone? Baseline { get; init; }

    /// <summary>Where it shall be; null if no target is set, which the chart then says.</summary>
    public Milestone? Target { get; init; }

    /// <summary>Whether the target asks for more or for less.</summary>
    public Aim Aim { get; init; }
}

/// <summary>Draws figures in time against a baseline and a target.</summary>
/// <remarks>
/// A bar for each point in time, as in <see cref="BarChart"/>; the target is a full line through all bars, the baseline a line of
/// dashes. The sentence compares the last stated figure with the target and says no more than a range allows. The sources of target
/// and baseline are notes: they are no figures of the table.
/// </remarks>
public static class ProgressChart
{
    private const decimal GapToValue = 8;

    /// <summary>Makes the unit: sentence, picture, table, CSV, notes.</summary>
    /// <param name="spec">What to show and against what.</param>
    /// <param name="text">Words and numbers of the reader's language.</param>
    /// <returns>The unit, or problems of <see cref="PublicationProblems"/> when the table cannot support the slice.</returns>
    /// <exception cref="ArgumentException">
    /// The slice has series or names a dimension twice, a baseline or target is negative, or the id is not usable in markup.
    /// </exception>
    public static Outcome<FigureUnit> Draw(ProgressSpec spec, ChartText text)
    {
        ArgumentNullException.ThrowIfNull(spec);
        ChartChecks.Id(spec.Chart);
        if (spec.Chart.Slice.Series is not null)
            throw new ArgumentException("A progress chart has no series.", nameof(spec));
        if (spec.Baseline?.Value < 0 || spec.Target?.Value < 0)
            throw new ArgumentException("A baseline and a target are zero or more.", nameof(spec));

        var cut = SliceGrid.Of(spec.Chart.Slice, text, RowAxis.Time);
        if (!cut.Succeeded)
            return Outcome<FigureUnit>.Refused(cut.Problems);

        var grid = cut.Value;
        var words = new FigureWords(text, grid.Cube.Header.Measure);
        var said = new MilestoneWords(text, words, grid.Cube.Header.Unit[text.Language]);
        var headline = new Headline(grid, text, words).AboutTarget(spec.Chart.HeadlineKeys ?? ChartTextKeys.ProgressHeadline, spec);
        var picture = Picture(new Canvas(spec.Chart.Id), (grid, words), spec, said);
        return new FigureAssembly(spec.Chart, grid, text).Of(picture, headline, said.Notes(spec));
    }

    private static Picture Picture(Canvas canvas, (SliceGrid Grid, FigureWords Words) shown, ProgressSpec spec, MilestoneWords said)
    {
        var (grid, words) = shown;
        var entries = new List<LegendEntry>();
        if (spec.Target is { } target)
            entries.Add(new LegendEntry(said.Target(target), box => DrawTarget(canvas, box.X + 11, (box.Y, box.Bottom))));
        if (spec.Baseline is { } baseline)
            entries.Add(new LegendEntry(said.Baseline(baseline), box => DrawBaseline(canvas, box.X + 11, (box.Y, box.Bottom))));
        var top = Legend.Draw(canvas, entries) + 6;
        if (spec.Target is null)
        {
            var lines = TextMeasure.Wrap(said.NoTarget(), Canvas.Width, Canvas.Size);
            canvas.Lines(0, top + 8, lines, Canvas.Label);
            top += (lines.Count * Canvas.Leading) + 6;
        }


        var labels = new RowLabels([.. grid.Rows.Select(row => row.Name)]);
        var figures = grid.Rows.Select(row => grid[row.Code, CodeList.Total]).ToList();
        var unitsEach = UnitsEach(Canvas.Width - labels.BarsFrom - 4, figures, spec, words);
        var bottom = top + Enumerable.Range(0, grid.Rows.Count).Sum(labels.HeightOf) - 6;

        var bars = new List<(Box Bar, Figure Figure, decimal End)>();
        for (var row = 0; row < grid.Rows.Count; row++)
        {
            var bar = labels.Draw(canvas, row, top);
            bars.Add((bar, figures[row], DrawBar(canvas, bar, figures[row], unitsEach)));
            labels.DrawZero(canvas, row, bar);
            top += labels.HeightOf(row);
        }

        // Between bars with labels above them a line would run through the labels: there it crosses each bar alone.
        IEnumerable<(decimal, decimal)> spans = labels.AreAbove
            ? bars.Select(drawn => (drawn.Bar.Y - 3, drawn.Bar.Bottom + 4))
            : [(bars[0].Bar.Y - 6, bottom)];
        foreach (var span in spans)
        {
            if (spec.Baseline is { } began)
                DrawBaseline(canvas, labels.BarsFrom + (began.Value * unitsEach), span);
            if (spec.Target is { } aimed)
                DrawTarget(canvas, labels.BarsFrom + (aimed.Value * unitsEach), span);
        }

        foreach (var (bar, figure, end) in bars)
            DrawValue(canvas, (end + GapToValue, bar.Y), words.Of(figure), figure.IsStated);
        return new Picture(bottom + 6, canvas.ToMarkup());
    }

    // A bar leaves room for its own value, a milestone for nothing but its line.
    private static decimal UnitsEach(decimal room, IReadOnlyList<Figure> figures, ProgressSpec spec, FigureWords words) => figures
        .Where(figure => figure.High > 0)
        .Select(figure => (room - GapToValue - BarMarks.WidthOfValue(words.Of(figure))) / figure.High)
        .Concat(new[] { spec.Baseline, spec.Target }.Where(milestone => milestone?.Value > 0).Select(milestone => room / milestone!.Value))
        .DefaultIfEmpty(0).Min();

    private static decimal DrawBar(Canvas canvas, Box bar, Figure figure, decimal unitsEach)
    {
        if (!figure.IsStated)
            return BarMarks.DrawUnstated(canvas, bar, figure.Kind);
        var (low, high) = (BarMarks.Length(figure.Low, unitsEach), BarMarks.Length(figure.High, unitsEach));
        if (high > low)
            canvas.Range(bar with { X = bar.X + low, Width = high - low }, Ink.Series[0]);
        if (low > 0)
            canvas.Bar(bar with { Width = low }, Ink.Series[0]);
        return bar.X + high;
    }

    // White on both sides, so that the lines are seen on a bar as well as on paper.
    private static void DrawTarget(Canvas canvas, decimal x, (decimal Top, decimal Bottom) y)
    {
        canvas.Line((x, y.Top), (x, y.Bottom), Ink.Paper, 6);
        canvas.Line((x, y.Top), (x, y.Bottom), Ink.Text, 3);
    }

    private static void DrawBaseline(Canvas canvas, decimal x, (decimal Top, decimal Bottom) y)
    {
        canvas.Line((x, y.Top), (x, y.Bottom), Ink.Paper, 5);
        canvas.Dashes((x, y.Top), (x, y.Bottom), Ink.Text, 2);
    }

    // A line may run where a number stands: the number has white behind it.
    private static void DrawValue(Canvas canvas, (decimal X, decimal Top) at, string value, bool stated)
    {
        var width = stated ? BarMarks.WidthOfValue(value) : TextMeasure.Width(value, Canvas.Size);
        canvas.Fill(new Box(at.X - 3, at.Top + 2, width + 6, 18), Ink.Paper);
        canvas.Text(at.X, at.Top + 16, value, stated ? Canvas.Value : Canvas.Quiet);
    }
}

/// <summary>What is said of targets and baselines.</summary>
internal sealed class MilestoneWords(ChartText text, FigureWords words, string unit)
{
    public string Target(Milestone target) => text.Say(ChartTextKeys.ProgressTarget, Named(target));

    public string Baseline(Milestone baseline) => text.Say(ChartTextKeys.ProgressBaseline, Named(baseline));

    public string NoTarget() => text.Say(ChartTextKeys.ProgressNoTarget, []);

    /// <summary>Target and baseline with their sources.</summary>
    public IReadOnlyList<string> Notes(ProgressSpec spec)
    {
        var first = spec.Target is { } target ? text.Say(ChartTextKeys.ProgressTargetNote, Sourced(target)) : NoTarget();
        var notes = new List<string> { first };
        if (spec.Baseline is { } baseline)
            notes.Add(text.Say(ChartTextKeys.ProgressBaselineNote, Sourced(baseline)));
        return notes;
    }

    private ChartArgument[] Named(Milestone milestone) =>
        [new("when", milestone.When), new("value", words.Number(milestone.Value), milestone.Value), new("unit", unit)];

    private IReadOnlyList<ChartArgument> Sourced(Milestone milestone) =>
    [
        .. Named(milestone), new("publisher", milestone.Source.Publisher), new("title", milestone.Source.Title),
        new("date", text.Date(milestone.Source.Date)),
    ];
}
