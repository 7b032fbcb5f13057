namespace Amparo.Publication.Drawing;

/// <summary>Where the labels of horizontal bars stand: in a column at the left if all are short, else each above its bar.</summary>
internal sealed class RowLabels
{
    private const decimal WidestColumn = 118;
    private const int MostLinesInColumn = 2;
    private const decimal BarHeight = 22;
    private const decimal GapBelow = 12;

    private readonly List<IReadOnlyList<string>> _lines;
    private readonly bool _above;

    public RowLabels(IReadOnlyList<string> names)
    {
        var column = names.Select(name => TextMeasure.Wrap(name, WidestColumn, Canvas.Size)).ToList();
        _above = column.Exists(lines => lines.Count > MostLinesInColumn);
        _lines = _above ? [.. names.Select(name => TextMeasure.Wrap(name, Canvas.Width, Canvas.Size))] : column;
        BarsFrom = _above ? 1 : Math.Ceiling(_lines.SelectMany(lines => lines).Max(line => TextMeasure.Width(line, Canvas.Size))) + 10;
    }

    /// <summary>Whether the labels stand above their bars, so that nothing may be drawn from one bar to the next.</summary>
    public bool AreAbove => _above;

    /// <summary>Where zero lies.</summary>
    public decimal BarsFrom { get; }

    /// <summary>Draws the label of a row and says where its bar goes; the bar's width is the caller's.</summary>
    public Box Draw(Canvas canvas, int row, decimal top)
    {
        var lines = _lines[row];
        if (_above)
        {
            canvas.Lines(0, top + 14, lines, Canvas.Label);
            return new Box(BarsFrom, top + (lines.Count * Canvas.Leading) + 3, 0, BarHeight);
        }

        var block = Math.Max(BarHeight, lines.Count * Canvas.Leading);
        var firstBaseline = top + ((block - ((lines.Count - 1) * Canvas.Leading)) / 2) + 5;
        canvas.Lines(BarsFrom - 10, firstBaseline, lines, Canvas.Label with { Anchor = Anchor.End });
        return new Box(BarsFrom, top + ((block - BarHeight) / 2), 0, BarHeight);
    }

    /// <summary>Draws the line at zero beside a bar: it joins the rows unless their labels stand between them.</summary>
    public void DrawZero(Canvas canvas, int row, Box bar)
    {
        var half = (_above ? BarHeight + 4 : HeightOf(row)) / 2;
        var middle = bar.Y + (bar.Height / 2);
        canvas.Line((BarsFrom - 0.5m, middle - half), (BarsFrom - 0.5m, middle + half), Ink.Axis);
    }

    /// <summary>How much a row takes, the gap below it included.</summary>
    public decimal HeightOf(int row) => GapBelow + (_above
        ? (_lines[row].Count * Canvas.Leading) + 3 + BarHeight
        : Math.Max(BarHeight, _lines[row].Count * Canvas.Leading));
}
