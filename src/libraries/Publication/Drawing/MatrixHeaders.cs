namespace Amparo.Publication.Drawing;

/// <summary>The names above the columns of a matrix: level where all of them fit, else upwards.</summary>
internal sealed class MatrixHeaders
{
    private const int MostLevelLines = 2;
    private const decimal LeadingUpwards = 16;
    private static readonly decimal[] Heights = [80, 110, 150];

    private readonly List<IReadOnlyList<string>> _names;
    private readonly decimal _cell;
    private readonly decimal _height;
    private readonly bool _level;

    private MatrixHeaders(List<IReadOnlyList<string>> names, decimal cell, decimal height, bool level)
    {
        _names = names;
        _cell = cell;
        _height = height;
        _level = level;
    }

    public static MatrixHeaders For(IReadOnlyList<string> names, decimal cell)
    {
        // Inside a word only names without spaces are broken: those are read upwards instead.
        var level = names.Select(name => TextMeasure.Wrap(name, cell - 2, Canvas.Size)).ToList();
        var whole = names.All(name => name.Split(' ').All(word => TextMeasure.Width(word, Canvas.Size) <= cell - 2));
        if (whole && level.TrueForAll(lines => lines.Count <= MostLevelLines))
            return new MatrixHeaders(level, cell, level.Max(lines => lines.Count) * Canvas.Leading, level: true);

        var mostLines = Math.Max(1, (int)(cell / LeadingUpwards));
        foreach (var height in Heights)
        {
            // A word that a height would break goes on to the next one.
            if (height != Heights[^1] && names.Any(name => name.Split(' ').Any(word => TextMeasure.Width(word, Canvas.Size) > height)))
                continue;
            var upwards = names.Select(name => TextMeasure.Wrap(name, height, Canvas.Size)).ToList();
            if (upwards.TrueForAll(lines => lines.Count <= mostLines) || height == Heights[^1])
            {
                List<IReadOnlyList<string>> kept =
                    [.. upwards.Select(lines => TextMeasure.Shortened(lines, (mostLines, height), Canvas.Size))];
                var needed = kept.SelectMany(lines => lines).Max(line => TextMeasure.Width(line, Canvas.Size));
                return new MatrixHeaders(kept, cell, Math.Ceiling(needed), level: false);
            }
        }

        throw new InvalidOperationException("The last height takes every name.");
    }

    /// <summary>Draws the names.</summary>
    /// <returns>Where the first row begins.</returns>
    public decimal Draw(Canvas canvas, decimal top)
    {
        var bottom = top + _height + 2;
        for (var column = 0; column < _names.Count; column++)
        {
            var (lines, middle) = (_names[column], (column + 0.5m) * _cell);
            if (_level)
            {
                var first = bottom - (lines.Count * Canvas.Leading) + 11;
                canvas.Lines(middle, first, lines, Canvas.Quiet with { Anchor = Anchor.Middle });
                continue;
            }

            // All begin at the same height, just above the cells they name.
            var x = middle + 5 - ((lines.Count - 1) * LeadingUpwards / 2);
            foreach (var line in lines)
            {
                canvas.TextUpwards(x, bottom - 2, line, Canvas.Quiet);
                x += LeadingUpwards;
            }
        }

        return bottom + 6;
    }
}
