namespace Amparo.Publication.Drawing;

/// <summary>One entry of a legend: a name, and what to draw in the square before it.</summary>
internal sealed record LegendEntry(string Name, Action<Box> Swatch);

/// <summary>The legend above a chart, in the order of the series, flowing over as many lines as it needs.</summary>
internal static class Legend
{
    private const decimal SwatchWidth = 22;
    private const decimal SwatchHeight = 14;
    private const decimal LineHeight = 24;

    /// <summary>Draws the entries from the top of the picture on.</summary>
    /// <returns>Where the next thing may begin.</returns>
    public static decimal Draw(Canvas canvas, IReadOnlyList<LegendEntry> entries)
    {
        decimal x = 0, top = 0;
        foreach (var entry in entries)
        {
            var lines = TextMeasure.Wrap(entry.Name, Canvas.Width - SwatchWidth - 6, Canvas.Size);
            var width = SwatchWidth + 6 + lines.Max(line => TextMeasure.Width(line, Canvas.Size));
            if (x > 0 && x + width > Canvas.Width)
            {
                x = 0;
                top += LineHeight;
            }

            entry.Swatch(new Box(x, top + 2, SwatchWidth, SwatchHeight));
            canvas.Lines(x + SwatchWidth + 6, top + 14, lines, Canvas.Label);
            top += (lines.Count - 1) * Canvas.Leading;
            x += width + 18;
        }

        return entries.Count == 0 ? 0 : top + LineHeight + 6;
    }
}
