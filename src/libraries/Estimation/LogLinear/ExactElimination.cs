using System.Numerics;

namespace Amparo.Estimation.LogLinear;

/// <summary>Whether some histories that nobody has could all have mean above zero: an answer in whole numbers, without rounding.</summary>
/// <remarks>
/// The maximum likelihood estimate exists if and only if some table with positive means everywhere has the observed sums of the terms:
/// [Fienberg2012] S. E. Fienberg, A. Rinaldo, Maximum likelihood estimation in log-linear models, Annals of Statistics 40(2), 2012,
/// doi:10.1214/12-AOS986, theorem 3.2. The observed table is one with zeros, so the question is whether one can walk from it along the
/// kernel of the terms so that every zero rises. Columns of histories that somebody has may move either way and are eliminated first;
/// what is left is a small system with one unknown a zero, solved by the first phase of the simplex method with Bland's rule. All
/// entries are minors of a matrix of zeros and ones, kept whole by fraction-free elimination: [Bareiss1968] doi:10.1090/S0025-5718-1968-0226829-0.
/// </remarks>
/// <typeparam name="T">Whole numbers; one that is too small throws and the caller takes a larger one.</typeparam>
internal sealed class ExactElimination<T>
    where T : struct, IBinaryInteger<T>
{
    private T[] _cells = [];
    private T[] _copy = [];
    private int[] _basis = [];
    private int _rows;
    private int _columns;
    private T _divisor = T.One;

    /// <summary>Answers for the terms (rows) and histories (columns) of a model.</summary>
    /// <param name="terms">Terms with finite coefficients.</param>
    /// <param name="positive">Histories that somebody has.</param>
    /// <param name="zero">Histories that take part and nobody has.</param>
    /// <exception cref="OverflowException">The numbers grow out of <typeparamref name="T"/>.</exception>
    internal ModelCode Check(ReadOnlySpan<int> terms, ReadOnlySpan<int> positive, ReadOnlySpan<int> zero)
    {
        Fill(terms, positive, zero);
        var rank = Eliminate(from: 0, columns: positive.Length, row: 0);
        if (rank == _rows)
            return ModelCode.Usable;

        var exists = Rises(rank, positive.Length, before: true);
        var code = exists ? ModelCode.Usable : ModelCode.NoMaximum;
        return Eliminate(from: positive.Length, columns: zero.Length, row: rank) == _rows ? code : code | ModelCode.NotIdentifiable;
    }

    private Span<T> Row(int row) => _cells.AsSpan(row * _columns, _columns);

    private void Fill(ReadOnlySpan<int> terms, ReadOnlySpan<int> positive, ReadOnlySpan<int> zero)
    {
        _rows = terms.Length;
        _columns = positive.Length + zero.Length + 1;
        _divisor = T.One;
        if (_cells.Length < _rows * _columns)
        {
            _cells = new T[_rows * _columns];
            _copy = new T[(_rows + 1) * _columns];
        }

        if (_basis.Length < _rows)
            _basis = new int[_rows];
        for (var row = 0; row < _rows; row++)
        {
            var cells = Row(row);
            var term = terms[row];
            for (var i = 0; i < positive.Length; i++)
                cells[i] = (positive[i] & term) == term ? T.One : T.Zero;
            var sum = T.Zero;
            for (var i = 0; i < zero.Length; i++)
            {
                var holds = (zero[i] & term) == term ? T.One : T.Zero;
                cells[positive.Length + i] = holds;
                sum -= holds;
            }

            // Every zero shall rise by one at least: unknowns are what it rises beyond that.
            cells[^1] = sum;
        }
    }

    // Forward elimination over some columns; the rows from the returned one on have zeros in them.
    private int Eliminate(int from, int columns, int row)
    {
        for (var column = from; column < from + columns && row < _rows; column++)
        {
            var found = row;
            while (found < _rows && T.IsZero(_cells[(found * _columns) + column]))
                found++;
            if (found == _rows)
                continue;
            if (found != row)
            {
                var one = Row(found);
                var other = Row(row);
                for (var i = column; i < _columns; i++)
                    (one[i], other[i]) = (other[i], one[i]);
            }

            var pivotRow = Row(row);
            if (T.IsNegative(pivotRow[column]))
                Negate(pivotRow[column..]);
            var pivot = pivotRow[column];
            for (var below = row + 1; below < _rows; below++)
                Combine(Row(below)[column..], pivotRow[column..], pivot);
            _divisor = pivot;
            row++;
        }

        return row;
    }

    // target = (target · pivot − target[0] · row) / divisor, whole by construction.
    private void Combine(Span<T> target, ReadOnlySpan<T> row, T pivot)
    {
        var factor = target[0];
        if (T.IsZero(factor) && pivot == _divisor)
            return;
        for (var i = 0; i < target.Length; i++)
            target[i] = _divisor == T.One ? (target[i] * pivot) - (factor * row[i]) : ((target[i] * pivot) - (factor * row[i])) / _divisor;
    }

    private static void Negate(Span<T> row)
    {
        for (var i = 0; i < row.Length; i++)
            row[i] = -row[i];
    }

    // Phase one on the rows that are left: unknowns at zero or above, an artificial one a row in the basis. Works on a copy.
    private bool Rises(int firstRow, int firstColumn, bool before)
    {
        var rows = _rows - firstRow;
        var width = _columns - firstColumn;
        var zeros = width - 1;
        if (zeros == 0)
            return before;
        var divisor = _divisor;
        var objective = _copy.AsSpan(rows * width, width);
        objective.Clear();
        for (var row = 0; row < rows; row++)
        {
            var target = _copy.AsSpan(row * width, width);
            Row(firstRow + row)[firstColumn..].CopyTo(target);
            if (T.IsNegative(target[^1]))
                Negate(target);
            for (var i = 0; i < width; i++)
                objective[i] += target[i];
            _basis[row] = zeros + row;
        }

        while (!T.IsZero(objective[^1]))
        {
            var enters = 0;
            while (enters < zeros && objective[enters] <= T.Zero)
                enters++;
            if (enters == zeros)
                return false;
            var leaves = Leaving(rows, width, enters);
            var pivotRow = _copy.AsSpan(leaves * width, width);
            var pivot = pivotRow[enters];
            for (var row = 0; row <= rows; row++)
            {
                if (row == leaves)
                    continue;
                var target = _copy.AsSpan(row * width, width);
                var factor = target[enters];
                for (var i = 0; i < width; i++)
                    target[i] = ((target[i] * pivot) - (factor * pivotRow[i])) / divisor;
            }

            divisor = pivot;
            _basis[leaves] = enters;
        }

        return true;
    }

    private int Leaving(int rows, int width, int enters)
    {
        var leaves = -1;
        for (var row = 0; row < rows; row++)
        {
            var entry = _copy[(row * width) + enters];
            if (entry <= T.Zero)
                continue;
            if (leaves < 0)
            {
                leaves = row;
                continue;
            }

            var ratio = (_copy[(row * width) + width - 1] * _copy[(leaves * width) + enters]).CompareTo(_copy[(leaves * width) + width - 1] * entry);
            if (ratio < 0 || (ratio == 0 && _basis[row] < _basis[leaves]))
                leaves = row;
        }

        // A column with a positive objective has a positive entry: the objective is the sum of rows of artificial unknowns.
        return leaves;
    }
}
