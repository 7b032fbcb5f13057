using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Drawing;

/// <summary>The plane on which lines are drawn: a point in time for each row, zero at the bottom.</summary>
internal sealed class LinePlot
{
    private const decimal Height = 190;
    private const int MostTicks = 5;
    private const decimal MarkSize = 10;

    private readonly SliceGrid _grid;
    private readonly FigureWords _words;
    private readonly NiceScale _scale;
    private readonly decimal _left;
    private readonly decimal _right;
    private readonly decimal _top;
    private readonly decimal _step;

    private LinePlot(SliceGrid grid, FigureWords words, NiceScale scale, decimal top)
    {
        _grid = grid;
        _words = words;
        _scale = scale;
        _top = top;
        _left = Math.Ceiling(scale.Ticks().Max(tick => TextMeasure.Width(words.Number(tick), Canvas.Size))) + 8;
        // A single line carries its values: the last one, which readers look for first, must fit above its own point.
        _right = Canvas.Width - 4 - (Alone ? HalfOfLastValue() : 0);
        _step = (_right - _left) / grid.Rows.Count;
    }

    /// <summary>Where the picture ends.</summary>
    public decimal Bottom => Zero + 26 + (MarksBelow * (MarkSize + 4));

    private decimal Zero => _top + Height;

    private bool Alone => _grid.Series.Count == 1;

    private int MarksBelow => Alone ? 0 : _grid.Rows.Max(row => _grid.Series.Count(series => !_grid[row.Code, series.Code].IsStated));

    public static LinePlot For(SliceGrid grid, FigureWords words, decimal top)
    {
        var maximum = grid.Rows.Max(row => grid.Series.Max(series => grid[row.Code, series.Code].High));
        var whole = grid.Cube.Header.Measure is MeasureKind.Count or MeasureKind.Distinct;
        return new LinePlot(grid, words, NiceScale.For(maximum, MostTicks, whole), top);
    }

    public void DrawAxes(Canvas canvas)
    {
        foreach (var tick in _scale.Ticks())
        {
            canvas.Line((_left, Y(tick)), (_right, Y(tick)), tick == 0 ? Ink.Axis : Ink.Grid);
            canvas.Text(_left - 8, Y(tick) + 5, _words.Number(tick), Canvas.Quiet with { Anchor = Anchor.End });
        }

        decimal free = 0;
        var widest = _grid.Rows.Max(row => TextMeasure.Width(row.Name, Canvas.Size));
        var every = (int)Math.Ceiling((widest + 8) / _step);
        for (var row = 0; row < _grid.Rows.Count; row++)
        {
            canvas.Line((X(row), Zero), (X(row), Zero + 5), Ink.Axis);

            // Counted from the last one, which readers look for first.
            if ((_grid.Rows.Count - 1 - row) % every != 0)
                continue;
            var name = _grid.Rows[row].Name;
            var x = Math.Min(X(row), Canvas.Width - (TextMeasure.Width(name, Canvas.Size) / 2));
            if (x - (TextMeasure.Width(name, Canvas.Size) / 2) < free)
                continue;
            canvas.Text(x, Zero + 21, name, Canvas.Quiet with { Anchor = Anchor.Middle });
            free = x + (TextMeasure.Width(name, Canvas.Size) / 2) + 4;
        }
    }

    public void DrawSeries(Canvas canvas, int series)
    {
        var code = _grid.Series[series].Code;
        var paint = Stack.PaintOf(code, series);
        var figures = _grid.Rows.Select(row => _grid[row.Code, code]).ToList();
        for (var row = 0; row < figures.Count; row++)
        {
            if (!figures[row].IsStated)
                DrawUnstated(canvas, (row, series), figures[row].Kind);
            else if (row > 0 && figures[row - 1].IsStated)
                DrawCourse(canvas, row, (figures[row - 1], figures[row]), paint);
        }

        for (var row = 0; row < figures.Count; row++)
        {
            if (figures[row].Kind == FigureKind.Interval)
                LineMarks.Interval(canvas, X(row), (Y(figures[row].Low), Y(figures[row].High)), paint);
            else if (figures[row].Kind == FigureKind.Exact)
                LineMarks.Mark(canvas, (X(row), Y(figures[row].Low)), (series, paint));
        }
    }

    /// <summary>Writes figures beside the points of a single line: last, first, highest, lowest, then the others where there is room.</summary>
    public void DrawValues(Canvas canvas)
    {
        var code = _grid.Series[0].Code;
        var all = _grid.Rows.Select((row, index) => (Row: index, Figure: _grid[row.Code, code])).ToList();
        var points = all.FindAll(point => point.Figure.IsStated);
        if (points.Count == 0)
            return;

        var (highest, lowest) = (points.MaxBy(point => point.Figure.High), points.MinBy(point => point.Figure.Low));
        List<(int Row, Figure Figure)> order = [points[^1], points[0], highest, lowest, .. points];
        var taken = all.Except(points).Select(gap => StripOf(gap.Row)).ToList();
        foreach (var (row, figure) in order.Distinct())
        {
            var value = _words.Of(figure);
            var width = BarMarks.WidthOfValue(value);
            foreach (var box in PlacesFor((X(row), Y(figure.High)), width))
            {
                if (box.X < _left || box.Right > Canvas.Width || taken.Exists(other => other.Overlaps(box)) || CrossesCourse(box, points)
                    || BelongsElsewhere(box, row, points))
                    continue;
                taken.Add(box);
                canvas.Text(box.X + 2, box.Y + 14, value, Canvas.Value);
                break;
            }
        }
    }

    // Above the point if possible, else beside or below it.
    private static IEnumerable<Box> PlacesFor((decimal X, decimal Y) point, decimal width)
    {
        var above = new Box(point.X - (width / 2) - 2, point.Y - 25, width + 4, 17);
        yield return above;
        yield return above with { X = point.X - width - 4 };
        yield return above with { X = point.X };
        yield return above with { Y = point.Y + 7 };
        yield return above with { X = point.X + 7, Y = point.Y - 9 };
    }

    // A number that stands over or under another point would be read as that point's.
    private bool BelongsElsewhere(Box box, int row, List<(int Row, Figure Figure)> points) => points.Exists(other =>
        other.Row != row && X(other.Row) > box.X && X(other.Row) < box.Right
        && Y(other.Figure.High) > box.Y - 30 && Y(other.Figure.High) < box.Bottom + 30);

    private decimal HalfOfLastValue()
    {
        var last = _grid.Rows.Select(row => _grid[row.Code, _grid.Series[0].Code]).LastOrDefault(figure => figure.IsStated);
        return last.IsStated ? Math.Max(0, (BarMarks.WidthOfValue(_words.Of(last)) / 2) - 6) : 0;
    }

    private bool CrossesCourse(Box box, List<(int Row, Figure Figure)> points)
    {
        if (box.Bottom > Zero)
            return true;
        for (var next = 1; next < points.Count; next++)
        {
            var (from, to) = (points[next - 1], points[next]);
            if (to.Row - from.Row != 1)
                continue;
            for (var x = Math.Max(box.X, X(from.Row)); x <= Math.Min(box.Right, X(to.Row)); x += 2)
            {
                var way = (x - X(from.Row)) / _step;
                var y = Y(from.Figure.High) + ((Y(to.Figure.High) - Y(from.Figure.High)) * way);
                if (y > box.Y && y < box.Bottom)
                    return true;
            }
        }

        return false;
    }

    private void DrawCourse(Canvas canvas, int row, (Figure From, Figure To) figures, Paint paint)
    {
        var (from, to) = figures;
        if (from.Kind == FigureKind.Exact && to.Kind == FigureKind.Exact)
            LineMarks.Segment(canvas, (X(row - 1), Y(from.Low)), (X(row), Y(to.Low)), paint);
        else
            LineMarks.Band(canvas, (X(row - 1), Y(from.Low), Y(from.High)), (X(row), Y(to.Low), Y(to.High)), paint);
    }

    private void DrawUnstated(Canvas canvas, (int Row, int Series) at, FigureKind kind)
    {
        var withheld = kind == FigureKind.Withheld;
        if (!Alone)
        {
            var above = _grid.Series.Take(at.Series).Count(series => !_grid[_grid.Rows[at.Row].Code, series.Code].IsStated);
            var box = new Box(X(at.Row) - (MarkSize / 2), Zero + 27 + (above * (MarkSize + 4)), MarkSize, MarkSize);
            DrawBox(canvas, box, withheld, Stack.PaintOf(_grid.Series[at.Series].Code, at.Series).Colour);
            return;
        }

        var word = _words.Of(withheld ? Figure.Withheld : Figure.Missing);
        var strip = StripOf(at.Row);
        DrawBox(canvas, strip, withheld, Ink.Muted);
        if (_step < 16)
            return;
        var lettering = Canvas.Quiet with { Anchor = Anchor.Middle };
        var length = TextMeasure.Width(word, Canvas.Size) + 12;
        canvas.Fill(new Box(strip.X + 1, strip.Y + ((Height - length) / 2), strip.Width - 2, length), Ink.Paper);
        canvas.TextUpwards(X(at.Row) + 5, strip.Y + (Height / 2), word, lettering);
    }

    private Box StripOf(int row)
    {
        var width = Math.Min(20, _step * 0.8m);
        return new Box(X(row) - (width / 2), _top, width, Height);
    }

    private static void DrawBox(Canvas canvas, Box box, bool withheld, string colour)
    {
        if (withheld)
            canvas.Hatch(box, colour);
        else
            canvas.Gap(box, colour);
    }

    private decimal X(int row) => _left + ((row + 0.5m) * _step);

    private decimal Y(decimal value) => Zero - (Height * _scale.Share(value));
}
