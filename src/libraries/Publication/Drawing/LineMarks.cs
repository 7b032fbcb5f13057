namespace Amparo.Publication.Drawing;

/// <summary>Lines and the marks on them; each series has a mark of its own shape, so that grey print tells them apart.</summary>
internal static class LineMarks
{
    // Half of a mark; the paths below spell out its double, 9.
    private const decimal Radius = 4.5m;

    public static void Segment(Canvas canvas, (decimal X, decimal Y) from, (decimal X, decimal Y) to, Paint paint)
    {
        (string, string)[] attributes = [("fill", "none"), ("stroke", paint.Colour), ("stroke-width", "2.5")];
        canvas.Path(
            $"M{At(from)}L{At(to)}", paint.Dash.Length == 0 ? attributes : [.. attributes, ("stroke-dasharray", paint.Dash)]);
    }

    /// <summary>The band between two neighbours of which one at least is an interval.</summary>
    public static void Band(
        Canvas canvas, (decimal X, decimal Low, decimal High) from, (decimal X, decimal Low, decimal High) to, Paint paint) => canvas.Path(
        $"M{At((from.X, from.Low))}L{At((to.X, to.Low))}L{At((to.X, to.High))}L{At((from.X, from.High))}Z",
        ("fill", paint.Colour), ("fill-opacity", "0.18"));

    /// <summary>An interval: a bar with caps.</summary>
    public static void Interval(Canvas canvas, decimal x, (decimal Low, decimal High) y, Paint paint) => canvas.Path(
        $"M{At((x - 6, y.Low))}h12M{At((x, y.Low))}V{Canvas.Number(y.High)}M{At((x - 6, y.High))}h12",
        ("fill", "none"), ("stroke", paint.Colour), ("stroke-width", "2.5"));

    /// <summary>The mark of an exact figure, of the shape of its series.</summary>
    public static void Mark(Canvas canvas, (decimal X, decimal Y) at, (int Series, Paint Paint) drawn)
    {
        var r = Radius;
        var path = (drawn.Series % 8) switch
        {
            0 => $"M{At((at.X - r, at.Y))}a4.5 4.5 0 1 0 9 0a4.5 4.5 0 1 0 -9 0z",
            1 => $"M{At((at.X - r, at.Y - r))}h9v9h-9z",
            2 => $"M{At((at.X, at.Y - r - 1))}l5.5 10h-11z",
            3 => $"M{At((at.X, at.Y - r - 1))}l5.5 5.5l-5.5 5.5l-5.5 -5.5z",
            4 => $"M{At((at.X, at.Y + r + 1))}l5.5 -10h-11z",
            5 => $"M{At((at.X - 1.5m, at.Y - r))}h3v3h3v3h-3v3h-3v-3h-3v-3h3z",
            6 => $"M{At((at.X - r, at.Y - 2))}h9v4h-9z",
            _ => $"M{At((at.X - 2, at.Y - r))}h4v9h-4z",
        };
        canvas.Path(path, ("fill", drawn.Paint.Colour), ("stroke", Ink.Paper), ("stroke-width", "1.5"));
    }

    public static void Swatch(Canvas canvas, Box box, (int Series, Paint Paint) drawn)
    {
        var middle = box.Y + (box.Height / 2);
        Segment(canvas, (box.X, middle), (box.Right, middle), drawn.Paint);
        Mark(canvas, (box.X + (box.Width / 2), middle), drawn);
    }

    private static string At((decimal X, decimal Y) point) => $"{Canvas.Number(point.X)} {Canvas.Number(point.Y)}";
}
