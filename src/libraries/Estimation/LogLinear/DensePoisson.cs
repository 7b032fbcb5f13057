namespace Amparo.Estimation.LogLinear;

/// <summary>Maximum likelihood of a Poisson log-linear model whose design is any matrix, by Newton's method to full precision.</summary>
/// <remarks>
/// The same iteration as <see cref="PoissonNewton"/> where the design is no lattice of sets: columns that count lists, cells of several
/// strata. The caller has checked that a maximum exists. A step costs cells times columns squared. One thread.
/// </remarks>
internal sealed class DensePoisson
{
    private const int MostSteps = 100;
    private const double LastStep = 1e-9;

    private readonly double[][] _cells;
    private readonly int _columns;
    private readonly double[] _factor;
    private readonly double[] _step;

    private DensePoisson(double[][] cells)
    {
        _cells = cells;
        _columns = cells[0].Length;
        _factor = new double[_columns * _columns];
        _step = new double[_columns];
        Coefficients = new double[_columns];
        Means = new double[cells.Length];
    }

    /// <summary>Coefficients on the log scale, by column.</summary>
    internal double[] Coefficients { get; private set; }

    /// <summary>Fitted means by cell.</summary>
    internal double[] Means { get; }

    /// <summary>Fits.</summary>
    /// <param name="cells">The design: a row a cell, all of one length of at least one.</param>
    /// <param name="counts">Persons by cell.</param>
    /// <returns>The fit; null where the iteration does not end.</returns>
    internal static DensePoisson? Fit(double[][] cells, double[] counts)
    {
        if (cells.Length == 0 || cells[0].Length == 0 || cells.Length < cells[0].Length)
            return null;
        var fit = new DensePoisson(cells);
        return fit.Iterate(counts) ? fit : null;
    }

    /// <summary>Variance of a column's coefficient.</summary>
    internal double Variance(int column)
    {
        var unit = new double[_columns];
        unit[column] = 1;
        Forward(unit);
        return unit.Sum(value => value * value);
    }

    private bool Iterate(double[] counts)
    {
        // Means of a tenth above the counts, and one weighted least-squares step from there.
        for (var cell = 0; cell < counts.Length; cell++)
            Means[cell] = counts[cell] + 0.1;
        if (!Solve(cell => (Means[cell] * Math.Log(Means[cell])) - 0.1))
            return false;
        _step.CopyTo(Coefficients, 0);
        var likelihood = Likelihood(counts, Coefficients);
        for (var steps = 1; steps < MostSteps; steps++)
        {
            if (!double.IsFinite(likelihood) || !Solve(cell => counts[cell] - Means[cell]))
                return false;
            var largest = _step.Max(Math.Abs);
            if (!double.IsFinite(largest))
                return false;
            for (var share = 1.0; ; share /= 2)
            {
                double[] trial = [.. Coefficients.Select((value, i) => value + (share * _step[i]))];
                var reached = Likelihood(counts, trial);
                if (largest < 1e-5 || reached >= likelihood || share < 1e-10)
                {
                    (Coefficients, likelihood) = (trial, reached);
                    break;
                }
            }

            if (largest < LastStep)
                return true;
        }

        return false;
    }

    private double Likelihood(double[] counts, double[] coefficients)
    {
        var sum = 0.0;
        for (var cell = 0; cell < counts.Length; cell++)
        {
            var linear = 0.0;
            var row = _cells[cell];
            for (var i = 0; i < row.Length; i++)
                linear += row[i] * coefficients[i];
            Means[cell] = Math.Exp(linear);
            sum += (counts[cell] * linear) - Means[cell];
        }

        return sum;
    }

    private bool Solve(Func<int, double> residual)
    {
        Array.Clear(_factor);
        Array.Clear(_step);
        for (var cell = 0; cell < _cells.Length; cell++)
        {
            var row = _cells[cell];
            var away = residual(cell);
            for (var i = 0; i < _columns; i++)
            {
                if (row[i] == 0)
                    continue;
                _step[i] += row[i] * away;
                var weight = row[i] * Means[cell];
                for (var j = 0; j <= i; j++)
                    _factor[(i * _columns) + j] += weight * row[j];
            }
        }

        for (var row = 0; row < _columns; row++)
        {
            var line = _factor.AsSpan(row * _columns, row + 1);
            for (var column = 0; column <= row; column++)
            {
                var sum = line[column];
                for (var k = 0; k < column; k++)
                    sum -= line[k] * _factor[(column * _columns) + k];
                if (column < row)
                    line[column] = sum / _factor[(column * _columns) + column];
                else if (sum > 0)
                    line[row] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        Forward(_step);
        for (var row = _columns - 1; row >= 0; row--)
        {
            var value = _step[row] /= _factor[(row * _columns) + row];
            for (var k = 0; k < row; k++)
                _step[k] -= _factor[(row * _columns) + k] * value;
        }

        return true;
    }

    private void Forward(double[] values)
    {
        for (var row = 0; row < _columns; row++)
        {
            var sum = values[row];
            for (var k = 0; k < row; k++)
                sum -= _factor[(row * _columns) + k] * values[k];
            values[row] = sum / _factor[(row * _columns) + row];
        }
    }
}
