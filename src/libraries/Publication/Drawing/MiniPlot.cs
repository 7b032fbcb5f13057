using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Drawing;

/// <summary>A line so small that it carries no words: each point in time has the same room, zero is at the bottom.</summary>
/// <param name="Plot">Where it is drawn.</param>
/// <param name="Top">The value at the upper edge, above zero.</param>
internal readonly record struct MiniPlot(Box Plot, decimal Top)
{
    private const decimal WidestStrip = 10;
    private const decimal Dot = 3.5m;

    /// <summary>Draws the course and marks its last stated point.</summary>
    /// <returns>How high the last stated point lies; null if no figure is stated.</returns>
    public decimal? Draw(Canvas canvas, IReadOnlyList<Figure> figures)
    {
        var paint = Ink.Series[0];
        var step = Plot.Width / figures.Count;
        int? last = null;
        for (var at = 0; at < figures.Count; at++)
        {
            var (x, figure) = (X(at, step), figures[at]);
            if (!figure.IsStated)
            {
                DrawStrip(canvas, (x, step), figure.Kind);
                continue;
            }

            last = at;
            var before = at > 0 ? figures[at - 1] : Figure.Missing;
            if (before.Kind == FigureKind.Exact && figure.Kind == FigureKind.Exact)
                LineMarks.Segment(canvas, (X(at - 1, step), Y(before.Low)), (x, Y(figure.Low)), paint);
            else if (before.IsStated)
                LineMarks.Band(canvas, (X(at - 1, step), Y(before.Low), Y(before.High)), (x, Y(figure.Low), Y(figure.High)), paint);
            if (figure.Kind == FigureKind.Interval)
                canvas.Line((x, Y(figure.Low)), (x, Y(figure.High)), paint.Colour, 2.5m);
            else if (!before.IsStated)
                DrawDot(canvas, (x, Y(figure.Low)), 1.75m);
        }

        if (last is not { } end)
            return null;
        if (figures[end].Kind == FigureKind.Exact)
            DrawDot(canvas, (X(end, step), Y(figures[end].Low)), Dot);
        return Y(figures[end].High);
    }

    private decimal X(int at, decimal step) => Plot.X + ((at + 0.5m) * step);

    private decimal Y(decimal value) => Plot.Bottom - (Plot.Height * value / Top);

    // A point without neighbours has no line: a small dot keeps it from vanishing.
    private static void DrawDot(Canvas canvas, (decimal X, decimal Y) at, decimal radius)
    {
        var (r, both) = (Canvas.Number(radius), Canvas.Number(2 * radius));
        canvas.Path(
            $"M{Canvas.Number(at.X - radius)} {Canvas.Number(at.Y)}a{r} {r} 0 1 0 {both} 0a{r} {r} 0 1 0 -{both} 0z",
            ("fill", Ink.Series[0].Colour));
    }

    private void DrawStrip(Canvas canvas, (decimal Middle, decimal Step) at, FigureKind kind)
    {
        var width = Math.Min(WidestStrip, at.Step * 0.8m);
        var strip = new Box(at.Middle - (width / 2), Plot.Y, width, Plot.Height);
        if (kind == FigureKind.Withheld)
            canvas.Hatch(strip);
        else
            canvas.Gap(strip);
    }
}
