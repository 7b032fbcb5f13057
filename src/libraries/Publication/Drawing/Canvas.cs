using System.Globalization;

namespace Amparo.Publication.Drawing;

/// <summary>Where a text stands relative to its point.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>How a text looks.</summary>
internal readonly record struct Lettering(decimal Size, string Colour, Anchor Anchor = Anchor.Start, bool Bold = false);

/// <summary>A rectangle: corner and size.</summary>
internal readonly record struct Box(decimal X, decimal Y, decimal Width, decimal Height)
{
    public decimal Right => X + Width;

    public decimal Bottom => Y + Height;

    /// <summary>The box without a margin on each side.</summary>
    public Box Inset(decimal margin) => new(X + margin, Y + margin, Width - (2 * margin), Height - (2 * margin));

    public bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;
}

/// <summary>Draws the marks that all charts share, in units of which a picture is <see cref="Width"/> wide.</summary>
internal sealed class Canvas
{
    /// <summary>
    /// The width of every picture. At 360 CSS pixels a page leaves about 330 for it, so 14 units of text are 12.8 pixels high there.
    /// </summary>
    public const decimal Width = 360;

    /// <summary>The size of texts.</summary>
    public const decimal Size = 14;

    /// <summary>From one line of text to the next.</summary>
    public const decimal Leading = 18;

    private readonly string _id;
    private readonly MarkupWriter _marks = new();
    private readonly SortedDictionary<string, Action<MarkupWriter>> _patterns = new(StringComparer.Ordinal);

    public Canvas(string id) => _id = id;

    public static Lettering Label => new(Size, Ink.Text);

    public static Lettering Value => new(Size, Ink.Text, Bold: true);

    public static Lettering Quiet => new(Size, Ink.Muted);

    /// <summary>A coordinate as text: two decimals at most, so that bytes do not depend on how a division ended.</summary>
    public static string Number(decimal value) =>
        Math.Round(value, 2, MidpointRounding.ToEven).ToString("0.##", CultureInfo.InvariantCulture);

    public void Line((decimal X, decimal Y) from, (decimal X, decimal Y) to, string colour, decimal width = 1) => _marks.Empty(
        "line", ("x1", Number(from.X)), ("y1", Number(from.Y)), ("x2", Number(to.X)), ("y2", Number(to.Y)), ("stroke", colour),
        ("stroke-width", Number(width)));

    public void Text(decimal x, decimal baseline, string text, Lettering lettering) => _marks.Element(
        "text", text, ("x", Number(x)), ("y", Number(baseline)), ("font-size", Number(lettering.Size)), ("fill", lettering.Colour),
        ("text-anchor", NameOf(lettering.Anchor)), ("font-weight", lettering.Bold ? "700" : "400"));

    /// <summary>A text that runs upwards from the point, or with its middle there.</summary>
    public void TextUpwards(decimal x, decimal y, string text, Lettering lettering) => _marks.Element(
        "text", text, ("transform", $"translate({Number(x)} {Number(y)}) rotate(-90)"), ("font-size", Number(lettering.Size)),
        ("fill", lettering.Colour), ("text-anchor", NameOf(lettering.Anchor)));

    /// <summary>Several lines of text, the first baseline given.</summary>
    public void Lines(decimal x, decimal baseline, IReadOnlyList<string> lines, Lettering lettering)
    {
        foreach (var line in lines)
        {
            Text(x, baseline, line, lettering);
            baseline += Leading;
        }
    }

    public void Bar(Box box, Paint paint)
    {
        Fill(box, paint.Colour);
        if (paint.Pattern.Length > 0)
            Fill(box, PatternOf(paint));
    }

    /// <summary>A surface of any shape, painted like a bar.</summary>
    public void Shape(string path, Paint paint)
    {
        Path(path, ("fill", paint.Colour));
        if (paint.Pattern.Length > 0)
            Path(path, ("fill", PatternOf(paint)));
    }

    /// <summary>A shape hatched like a box of <see cref="Hatch(Box)"/>.</summary>
    public void HatchShape(string path) => Path(path, ("fill", Hatching()), ("stroke", Ink.Muted), ("stroke-width", "1"));

    /// <summary>A shape with the dashed outline of <see cref="Gap(Box)"/>.</summary>
    public void GapShape(string path) =>
        Path(path, ("fill", Ink.Paper), ("stroke", Ink.Muted), ("stroke-width", "1"), ("stroke-dasharray", "3 3"));

    /// <summary>A surface inside a thin full outline, so that a pale one has an end.</summary>
    public void Tile(Box box, string fill) => Outline(box, fill, string.Empty, Ink.Muted);

    /// <summary>An outline alone, drawn inside the box.</summary>
    public void Frame(Box box, string colour, decimal width) => _marks.Empty(
        "rect", ("x", Number(box.X + (width / 2))), ("y", Number(box.Y + (width / 2))), ("width", Number(box.Width - width)),
        ("height", Number(box.Height - width)), ("fill", "none"), ("stroke", colour), ("stroke-width", Number(width)));

    /// <summary>A line of dashes.</summary>
    public void Dashes((decimal X, decimal Y) from, (decimal X, decimal Y) to, string colour, decimal width) => _marks.Empty(
        "line", ("x1", Number(from.X)), ("y1", Number(from.Y)), ("x2", Number(to.X)), ("y2", Number(to.Y)), ("stroke", colour),
        ("stroke-width", Number(width)), ("stroke-dasharray", "5 3"));

    public void Fill(Box box, string fill) => _marks.Empty(
        "rect", ("x", Number(box.X)), ("y", Number(box.Y)), ("width", Number(box.Width)), ("height", Number(box.Height)), ("fill", fill));

    /// <summary>Hatching on white inside an outline: a figure exists but is withheld.</summary>
    public void Hatch(Box box) => Hatch(box, Ink.Muted);

    /// <summary>Hatching whose outline has the colour of the series it stands for.</summary>
    public void Hatch(Box box, string colour) => Outline(box, Hatching(), string.Empty, colour);

    /// <summary>A dashed outline: nothing is known.</summary>
    public void Gap(Box box) => Gap(box, Ink.Muted);

    /// <summary>A dashed outline in the colour of the series it stands for.</summary>
    public void Gap(Box box, string colour) => Outline(box, Ink.Paper, "3 3", colour);

    /// <summary>A pale surface inside an outline: the figure lies somewhere in it.</summary>
    public void Range(Box box, Paint paint)
    {
        _marks.Empty(
            "rect", ("x", Number(box.X)), ("y", Number(box.Y)), ("width", Number(box.Width)), ("height", Number(box.Height)),
            ("fill", paint.Colour), ("fill-opacity", "0.25"), ("stroke", paint.Colour), ("stroke-width", "1.5"));
    }

    public void Path(string data, params ReadOnlySpan<(string Name, string Value)> attributes) =>
        _marks.Empty("path", [("d", data), .. attributes]);

    /// <summary>The patterns in use, then the marks.</summary>
    public string ToMarkup()
    {
        var all = new MarkupWriter();
        if (_patterns.Count > 0)
        {
            all.Open("defs");
            foreach (var write in _patterns.Values)
                write(all);
            all.Close();
        }

        all.Insert(_marks.ToString());
        return all.ToString();
    }

    private static string NameOf(Anchor anchor) => anchor switch
    {
        Anchor.Start => "start",
        Anchor.Middle => "middle",
        Anchor.End => "end",
        _ => throw new ArgumentOutOfRangeException(nameof(anchor)),
    };

    private void Outline(Box box, string fill, string dash, string colour)
    {
        // Half the stroke is drawn inside, so that an outline is as long as a bar of the same length.
        (string, string)[] attributes =
        [
            ("x", Number(box.X + 0.5m)), ("y", Number(box.Y + 0.5m)), ("width", Number(Math.Max(0, box.Width - 1))),
            ("height", Number(Math.Max(0, box.Height - 1))), ("fill", fill), ("stroke", colour),
            ("stroke-width", colour == Ink.Muted ? "1" : "1.8"),
        ];
        _marks.Empty("rect", dash.Length == 0 ? attributes : [.. attributes, ("stroke-dasharray", dash)]);
    }

    private string Hatching()
    {
        var name = _id + "-hatch";
        _patterns.TryAdd(name, writer =>
        {
            writer.Open("pattern", ("id", name), ("width", "6"), ("height", "6"), ("patternUnits", "userSpaceOnUse"));
            writer.Empty("rect", ("width", "6"), ("height", "6"), ("fill", Ink.Paper));
            writer.Empty("path", ("d", "M-1 1l2 -2M0 6l6 -6M5 7l2 -2"), ("stroke", Ink.Muted), ("stroke-width", "1.2"));
            writer.Close();
        });
        return $"url(#{name})";
    }

    private string PatternOf(Paint paint)
    {
        var name = $"{_id}-p{paint.Colour[1..]}";
        _patterns.TryAdd(name, writer =>
        {
            writer.Open("pattern", ("id", name), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse"));
            writer.Empty("path", ("d", paint.Pattern), ("fill", Ink.Paper), ("fill-opacity", "0.75"), ("fill-rule", "evenodd"));
            writer.Close();
        });
        return $"url(#{name})";
    }
}
