using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Drawing;

/// <summary>Two columns of bars back to back; the names of the rows stand between them, or above each pair if they are long.</summary>
internal sealed class PyramidPlot
{
    private const decimal WidestColumn = 96;
    private const int MostLinesInColumn = 2;
    private const decimal ShortestRoom = 44;
    private const decimal BarHeight = 22;
    private const decimal GapBelow = 8;
    private const decimal GapToValue = 6;
    private const decimal Middle = Canvas.Width / 2;

    private readonly SliceGrid _grid;
    private readonly IReadOnlyList<Line> _sides;
    private readonly FigureWords _words;
    private readonly List<Line> _rows;
    private readonly List<IReadOnlyList<string>> _names;
    private readonly bool _between;
    private readonly decimal _halfColumn;
    private readonly decimal _unitsEach;

    private PyramidPlot(SliceGrid grid, IReadOnlyList<Line> sides, FigureWords words)
    {
        _grid = grid;
        _sides = sides;
        _words = words;

        // A pyramid stands on its youngest; those of unknown age are no step of it and come below.
        _rows =
        [
            .. grid.Rows.Where(row => row.Code != CodeList.Unknown).Reverse(),
            .. grid.Rows.Where(row => row.Code == CodeList.Unknown),
        ];
        var figures = _rows.SelectMany(row => sides.Select(side => grid[row.Code, side.Code])).ToList();
        var stated = figures.FindAll(figure => figure.IsStated);
        var widestValue = stated.Select(figure => BarMarks.WidthOfValue(words.Of(figure))).DefaultIfEmpty(0).Max();
        var widestUnstated = figures.Where(figure => !figure.IsStated)
            .Select(figure => BarMarks.UnstatedLength + TextMeasure.Width(words.Of(figure), Canvas.Size)).DefaultIfEmpty(0).Max();
        var needed = GapToValue + Math.Max(widestValue + ShortestRoom, widestUnstated);

        var column = _rows.ConvertAll(row => TextMeasure.Wrap(row.Name, WidestColumn, Canvas.Size));
        _halfColumn = (Math.Ceiling(column.SelectMany(lines => lines).Max(line => TextMeasure.Width(line, Canvas.Size))) / 2) + 6;
        _between = column.TrueForAll(lines => lines.Count <= MostLinesInColumn) && Middle - _halfColumn >= needed;
        _halfColumn = _between ? _halfColumn : 0;
        _names = _between ? column : _rows.ConvertAll(row => TextMeasure.Wrap(row.Name, Canvas.Width, Canvas.Size));

        // The longest bar that its own value allows decides the scale: a wide value beside a short bar takes nothing from the others.
        _unitsEach = stated.Where(figure => figure.High > 0)
            .Select(figure => (Middle - _halfColumn - GapToValue - BarMarks.WidthOfValue(words.Of(figure))) / figure.High)
            .DefaultIfEmpty(0).Min();
    }

    public static PyramidPlot For(SliceGrid grid, IReadOnlyList<Line> sides, FigureWords words) => new(grid, sides, words);

    /// <summary>Draws names of the sides, rows and bars.</summary>
    /// <returns>Where the plot ends.</returns>
    public decimal Draw(Canvas canvas)
    {
        var top = DrawSides(canvas);
        for (var row = 0; row < _rows.Count; row++)
        {
            var unknown = _rows[row].Code == CodeList.Unknown;
            if (unknown && row > 0)
            {
                canvas.Line((0, top), (Canvas.Width, top), Ink.Grid);
                top += GapBelow;
            }

            top = DrawRow(canvas, row, top);
        }

        return top - GapBelow + 2;
    }

    // The swatches stand at the outer edges, so that the names read towards the middle.
    private decimal DrawSides(Canvas canvas)
    {
        var room = Middle - 36;
        var (left, right) = (TextMeasure.Wrap(_sides[0].Name, room, Canvas.Size), TextMeasure.Wrap(_sides[1].Name, room, Canvas.Size));
        canvas.Bar(new Box(0, 2, 22, 14), Ink.Series[0]);
        canvas.Lines(28, 14, left, Canvas.Label);
        canvas.Bar(new Box(Canvas.Width - 22, 2, 22, 14), Ink.Series[1]);
        canvas.Lines(Canvas.Width - 28, 14, right, Canvas.Label with { Anchor = Anchor.End });
        return (Math.Max(left.Count, right.Count) * Canvas.Leading) + 10;
    }

    private decimal DrawRow(Canvas canvas, int row, decimal top)
    {
        var names = _names[row];
        var label = Canvas.Label with { Anchor = Anchor.Middle };
        var height = Math.Max(BarHeight, names.Count * Canvas.Leading);
        var barTop = top + ((height - BarHeight) / 2);
        if (_between)
        {
            canvas.Lines(Middle, top + ((height - ((names.Count - 1) * Canvas.Leading)) / 2) + 5, names, label);
        }
        else
        {
            canvas.Lines(Middle, top + 14, names, label);
            barTop = top + (names.Count * Canvas.Leading) + 3;
            height = (names.Count * Canvas.Leading) + 3 + BarHeight;
        }

        for (var side = 0; side < 2; side++)
            DrawBar(canvas, (side, barTop), _grid[_rows[row].Code, _sides[side].Code]);
        foreach (var x in _between ? [Middle - _halfColumn + 0.5m, Middle + _halfColumn - 0.5m] : (decimal[])[Middle])
            canvas.Line((x, _between ? top : barTop - 2), (x, _between ? top + height + GapBelow : barTop + BarHeight + 2), Ink.Axis);
        return top + height + GapBelow;
    }

    private void DrawBar(Canvas canvas, (int Side, decimal Top) at, Figure figure)
    {
        var paint = Ink.Series[at.Side];
        decimal length;
        if (figure.IsStated)
        {
            var (low, high) = (BarMarks.Length(figure.Low, _unitsEach), BarMarks.Length(figure.High, _unitsEach));
            if (high > low)
                canvas.Range(Span(at, low, high), paint);
            if (low > 0)
                canvas.Bar(Span(at, 0, low), paint);
            length = high;
        }
        else
        {
            BarMarks.DrawUnstated(canvas, Span(at, 0, BarMarks.UnstatedLength), figure.Kind);
            length = BarMarks.UnstatedLength;
        }

        var lettering = figure.IsStated ? Canvas.Value : Canvas.Quiet;
        var end = _halfColumn + length + GapToValue;
        canvas.Text(
            at.Side == 0 ? Middle - end : Middle + end, at.Top + 16, _words.Of(figure),
            lettering with { Anchor = at.Side == 0 ? Anchor.End : Anchor.Start });
    }

    private Box Span((int Side, decimal Top) at, decimal from, decimal to) => new(
        at.Side == 0 ? Middle - _halfColumn - to : Middle + _halfColumn + from, at.Top, to - from, BarHeight);
}
