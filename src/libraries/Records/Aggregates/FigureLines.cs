using System.Globalization;
using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Aggregates;

/// <summary>Turns the lines of one aggregate table into cells, and gathers what is wrong with them.</summary>
internal sealed class FigureLines
{
    public const string Value = "value";
    public const string Low = "low";
    public const string High = "high";

    private readonly Cube _frame;
    private readonly string _fileName;
    private readonly int[] _axes;
    private readonly (string Column, int Place) _low;
    private readonly (string Column, int Place) _high;
    private readonly HashSet<long> _seen = [];
    private readonly Dictionary<long, Figure> _cells = [];
    private readonly List<Problem> _problems = [];

    /// <param name="frame">The cube without cells.</param>
    /// <param name="table">The table; its columns are checked.</param>
    /// <param name="fileName">The name to report problems by.</param>
    public FigureLines(Cube frame, TextTable table, string fileName)
    {
        _frame = frame;
        _fileName = fileName;
        _axes = [.. frame.Dimensions.Select(dimension => table.PlaceOf(dimension.Id))];
        var exact = table.Columns.Contains(Value, StringComparer.Ordinal);
        var (low, high) = exact ? (Value, Value) : (Low, High);
        _low = (low, table.PlaceOf(low));
        _high = (high, table.PlaceOf(high));
    }

    public IReadOnlyDictionary<long, Figure> Cells => _cells;

    public IReadOnlyList<Problem> Problems => _problems;

    public void Take(TextLine line)
    {
        var cell = CellOf(line);
        if (FigureOf(line) is { } figure && cell is { } index && figure.IsStated)
            _cells[index] = figure;
    }

    private long? CellOf(TextLine line)
    {
        var positions = new int[_axes.Length];
        var known = true;
        for (var axis = 0; axis < positions.Length; axis++)
        {
            var dimension = _frame.Dimensions[axis];
            var code = line.Cells[_axes[axis]];
            if (code is CodeList.Total or CodeList.Unknown || dimension.List.PositionOf(code) >= 0)
            {
                positions[axis] = dimension.PositionOf(code);
            }
            else
            {
                Refuse(TableProblems.CodeUnknown, dimension.Id, line);
                known = false;
            }
        }

        if (!known)
            return null;
        var index = _frame.IndexOf(positions);
        if (!_seen.Add(index))
            Refuse(TableProblems.LineTwice, _fileName, line);
        else if (!_frame.Publishes(positions))
            Refuse(TableProblems.OutsideViews, _fileName, line);
        else
            return index;
        return null;
    }

    // Null if the figure is refused; a figure that is not stated if both cells are empty.
    private Figure? FigureOf(TextLine line)
    {
        var (low, high) = (line.Cells[_low.Place], line.Cells[_high.Place]);
        if (low.Length == 0 && high.Length == 0)
            return Figure.Missing;
        if (low.Length == 0 || high.Length == 0)
        {
            Refuse(TableProblems.BoundsRefused, low.Length == 0 ? _low.Column : _high.Column, line);
            return null;
        }

        var lower = Number(low, _low, line);
        var upper = _high == _low ? lower : Number(high, _high, line);
        if (lower is null || upper is null)
            return null;
        if (lower <= upper)
            return Figure.Between((lower.Value, upper.Value));
        Refuse(TableProblems.BoundsRefused, _low.Column, line);
        return null;
    }

    private decimal? Number(string cell, (string Column, int Place) column, TextLine line)
    {
        var measure = _frame.Header.Measure;
        // No signs, no thousands, no spaces: our own tables hold numbers in one spelling.
        var style = measure is MeasureKind.Count or MeasureKind.Distinct ? NumberStyles.None : NumberStyles.AllowDecimalPoint;
        if (decimal.TryParse(cell, style, CultureInfo.InvariantCulture, out var number)
            && (measure is not MeasureKind.Share || number <= 1))
            return number;
        Refuse(TableProblems.NumberRefused, column.Column, line);
        return null;
    }

    private void Refuse(string code, string subject, TextLine line) =>
        _problems.Add(new(code, subject, subject == _fileName ? Places.Line(line.Number) : Places.Line(_fileName, line.Number)));
}
