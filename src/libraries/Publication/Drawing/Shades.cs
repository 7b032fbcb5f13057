using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Drawing;

/// <summary>Classes from few to many for the cells of a map or a matrix, and how a cell of each is drawn.</summary>
/// <remarks>
/// The borders are the quartiles of the stated figures above zero, rounded to one significant digit but never finer than figures are
/// printed: a few large countries would leave all others in the lowest of classes of equal width. Borders that fall together after
/// rounding are one, so there are up to four classes. Zero is a class of its own, white. An interval whose bounds lie in two classes is
/// drawn in both shades, the lower bound at the left.
/// </remarks>
internal sealed class Shades
{
    private readonly List<decimal> _borders;
    private readonly bool _hasZero;

    private Shades(List<decimal> borders, bool hasZero)
    {
        _borders = borders;
        _hasZero = hasZero;
    }

    /// <summary>The classes for some figures.</summary>
    public static Shades For(IEnumerable<Figure> figures, MeasureKind measure)
    {
        var bounds = figures.Where(figure => figure.IsStated).SelectMany(BoundsOf).ToList();
        var positive = bounds.Where(bound => bound > 0).Order().ToList();
        var borders = Enumerable.Range(1, Ink.Shades.Count - 1)
            .Where(_ => positive.Count > 0)
            .Select(quartile => Rounded(positive[positive.Count * quartile / Ink.Shades.Count], PrintedStep(measure)))
            .Where(border => border > positive[0] && border <= positive[^1])
            .Distinct().Order().ToList();
        return new Shades(borders, bounds.Contains(0));
    }

    /// <summary>What a legend says of the classes in use.</summary>
    public IEnumerable<LegendEntry> Entries(Canvas canvas, FigureWords words)
    {
        if (_hasZero)
            yield return new LegendEntry(words.Number(0), box => canvas.Tile(box, Ink.Paper));

        // One class alone has nothing to be told apart from.
        for (var shade = 0; shade <= _borders.Count && _borders.Count > 0; shade++)
        {
            var fill = Ink.Shades[shade];
            var name = shade == 0 ? words.Below(_borders[0])
                : shade == _borders.Count ? words.From(_borders[^1])
                : words.FromTo((_borders[shade - 1], _borders[shade]));
            yield return new LegendEntry(name, box => canvas.Tile(box, fill));
        }
    }

    /// <summary>Draws a cell, and says in which colour its text is read on it.</summary>
    public string Draw(Canvas canvas, Box box, Figure figure)
    {
        switch (figure.Kind)
        {
            case FigureKind.Withheld:
                canvas.Hatch(box);
                break;
            case FigureKind.Missing:
                canvas.Gap(box);
                break;
            case FigureKind.Interval when FillOf(figure.Low) != FillOf(figure.High):
                canvas.Fill(box with { Width = box.Width / 2 }, FillOf(figure.Low));
                canvas.Fill(box with { X = box.X + (box.Width / 2), Width = box.Width / 2 }, FillOf(figure.High));
                canvas.Frame(box, Ink.Muted, 1);
                break;
            default:
                canvas.Tile(box, FillOf(figure.Low));
                return figure.Low == 0 ? Ink.Text : Ink.TextOnShades[ShadeOf(figure.Low)];
        }

        // On hatching or on two shades a text is read on white alone.
        return Ink.Text;
    }

    /// <summary>Whether a text on the cell needs white behind it.</summary>
    public bool NeedsChip(Figure figure) => figure.Kind == FigureKind.Withheld
        || (figure.Kind == FigureKind.Interval && FillOf(figure.Low) != FillOf(figure.High));

    private static IEnumerable<decimal> BoundsOf(Figure figure) =>
        figure.Kind == FigureKind.Exact ? [figure.Low] : [figure.Low, figure.High];

    private string FillOf(decimal value) => value == 0 ? Ink.Paper : Ink.Shades[ShadeOf(value)];

    private int ShadeOf(decimal value) => _borders.Count(border => value >= border);

    private static decimal PrintedStep(MeasureKind measure) => measure switch
    {
        MeasureKind.Share => 0.001m,
        MeasureKind.Rate or MeasureKind.Ratio => 0.01m,
        _ => 1,
    };

    private static decimal Rounded(decimal value, decimal finest)
    {
        var step = finest;
        while (step * 10 <= value)
            step *= 10;
        return Math.Round(value / step, MidpointRounding.AwayFromZero) * step;
    }
}
