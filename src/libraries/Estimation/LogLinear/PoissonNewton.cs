namespace Amparo.Estimation.LogLinear;

/// <summary>Maximum likelihood of a Poisson log-linear model of capture histories, by Newton's method to full precision.</summary>
/// <remarks>
/// The logarithm of a mean is the sum of the coefficients of the terms within the history. Everything a step needs is a sum over the
/// lattice of sets (<see cref="Lattice"/>): the gradient of term s is the sum of count minus mean over the histories that hold s, and
/// the second derivative of s and t the sum of the means of those that hold s and t. A step costs t 2^(t-1) additions, the exponentials,
/// and a Cholesky factorisation of the size of the model. The gradient is summed from differences of count and mean, so that what the
/// iteration ends at does not depend on how well the second derivatives are known. Buffers of one fit after another; one thread.
/// </remarks>
internal sealed class PoissonNewton
{
    private const int MostSteps = 100;

    // Newton's error is squared by each step: after a step below this the next would be below what a double can tell.
    private const double LastStep = 1e-9;

    private readonly double[] _means;
    private readonly double[] _sums;
    private readonly double[] _residuals;
    private double[] _factor = [];
    private double[] _step = [];
    private double[] _coefficients = [];
    private double[] _trial = [];
    private int _parameters;

    internal PoissonNewton(int lists)
    {
        var cells = 1 << lists;
        _means = new double[cells];
        _sums = new double[cells];
        _residuals = new double[cells];
    }

    /// <summary>Coefficients on the log scale, in the order of the finite terms; the intercept is the last.</summary>
    internal ReadOnlySpan<double> Coefficients => _coefficients.AsSpan(0, _parameters);

    /// <summary>Fitted means by history; zero for those that take no part.</summary>
    internal ReadOnlySpan<double> Means => _means;

    /// <summary>Fitted persons on all lists of each set.</summary>
    internal ReadOnlySpan<double> Overlaps => _sums;

    /// <summary>The intercept: the logarithm of the persons on no list.</summary>
    internal double Intercept => _coefficients[_parameters - 1];

    /// <summary>Steps taken.</summary>
    internal int Steps { get; private set; }

    /// <summary>Fits the terms that the sparse rule leaves.</summary>
    /// <returns>Whether the iteration reached the maximum; never where the model is not usable.</returns>
    internal bool Fit(ReadOnlySpan<double> counts, SparseTerms terms)
    {
        var finite = terms.Finite;
        Start(finite.Length);
        if (!FirstStep(counts, terms))
            return false;
        var likelihood = Likelihood(terms, _coefficients);
        for (Steps = 1; Steps < MostSteps; Steps++)
        {
            if (!double.IsFinite(likelihood) || !Step(counts, terms))
                return false;
            var largest = 0.0;
            for (var i = 0; i < _parameters; i++)
                largest = Math.Max(largest, Math.Abs(_step[i]));
            if (!double.IsFinite(largest))
                return false;
            likelihood = Take(terms, likelihood, largest);
            if (largest < LastStep)
            {
                _means.CopyTo(_sums);
                Lattice.SumSupersets(_sums);
                return true;
            }
        }

        return false;
    }

    /// <summary>Variance of the intercept.</summary>
    internal double InterceptVariance()
    {
        // The intercept stands last, so that its row of the inverse is one division.
        var pivot = _factor[(_parameters * _parameters) - 1];
        return 1 / (pivot * pivot);
    }

    /// <summary>Variances of all coefficients, in the order of the finite terms.</summary>
    internal double[] Variances()
    {
        var variances = new double[_parameters];
        var column = new double[_parameters];
        for (var unit = 0; unit < _parameters; unit++)
        {
            Array.Clear(column);
            column[unit] = 1;
            Forward(column);
            var sum = 0.0;
            foreach (var value in column)
                sum += value * value;
            variances[unit] = sum;
        }

        return variances;
    }

    private void Start(int parameters)
    {
        _parameters = parameters;
        if (_step.Length < parameters)
        {
            _step = new double[parameters];
            _coefficients = new double[parameters];
            _trial = new double[parameters];
        }

        if (_factor.Length < parameters * parameters)
            _factor = new double[parameters * parameters];
    }

    // The customary start: means of a tenth above the counts, and one weighted least-squares step from there.
    private bool FirstStep(ReadOnlySpan<double> counts, SparseTerms terms)
    {
        var kept = terms.Kept;
        for (var history = 0; history < kept.Length; history++)
        {
            var mean = kept[history] ? counts[history] + 0.1 : 0;
            _sums[history] = mean;
            _residuals[history] = kept[history] ? (mean * Math.Log(mean)) - 0.1 : 0;
        }

        Lattice.SumSupersets(_sums);
        Lattice.SumSupersets(_residuals);
        if (!Solve(terms.Finite))
            return false;
        _step.AsSpan(0, _parameters).CopyTo(_coefficients);
        return true;
    }

    private bool Step(ReadOnlySpan<double> counts, SparseTerms terms)
    {
        var kept = terms.Kept;
        for (var history = 0; history < kept.Length; history++)
            _residuals[history] = kept[history] ? counts[history] - _means[history] : 0;
        _means.CopyTo(_sums);
        Lattice.SumSupersets(_sums);
        Lattice.SumSupersets(_residuals);
        return Solve(terms.Finite);
    }

    // Takes the step, or a part of it where all of it would lead down.
    private double Take(SparseTerms terms, double likelihood, double largest)
    {
        for (var share = 1.0; ; share /= 2)
        {
            for (var i = 0; i < _parameters; i++)
                _trial[i] = _coefficients[i] + (share * _step[i]);
            var reached = Likelihood(terms, _trial);
            // Near the maximum differences of the likelihood are rounding, and the step is trusted.
            if (largest < 1e-5 || reached >= likelihood || share < 1e-10)
            {
                _trial.AsSpan(0, _parameters).CopyTo(_coefficients);
                return reached;
            }
        }
    }

    // Sets the means to those of some coefficients and returns the log-likelihood without its constant.
    private double Likelihood(SparseTerms terms, double[] coefficients)
    {
        var finite = terms.Finite;
        Array.Clear(_means);
        var linear = 0.0;
        for (var i = 0; i < finite.Length; i++)
        {
            _means[finite[i]] = coefficients[i];
            linear += coefficients[i] * terms.Overlaps[finite[i]];
        }

        Lattice.SumSubsets(_means);
        var kept = terms.Kept;
        var total = 0.0;
        for (var history = 0; history < kept.Length; history++)
        {
            _means[history] = kept[history] ? Math.Exp(_means[history]) : 0;
            total += _means[history];
        }

        return linear - total;
    }

    // Solves the sums of _sums (second derivatives) for the sums of _residuals (gradient) into _step.
    private bool Solve(ReadOnlySpan<int> terms)
    {
        var n = _parameters;
        var factor = _factor.AsSpan(0, n * n);
        for (var row = 0; row < n; row++)
        {
            var line = factor.Slice(row * n, n);
            for (var column = 0; column <= row; column++)
            {
                var sum = _sums[terms[row] | terms[column]];
                var other = factor.Slice(column * n, column);
                for (var k = 0; k < other.Length; k++)
                    sum -= line[k] * other[k];
                if (column < row)
                    line[column] = sum / factor[(column * n) + column];
                else if (sum > 0)
                    line[row] = Math.Sqrt(sum);
                else
                    return false;
            }
        }

        for (var i = 0; i < n; i++)
            _step[i] = _residuals[terms[i]];
        Forward(_step.AsSpan(0, n));
        for (var row = n - 1; row >= 0; row--)
        {
            var value = _step[row] /= factor[(row * n) + row];
            for (var k = 0; k < row; k++)
                _step[k] -= factor[(row * n) + k] * value;
        }

        return true;
    }

    private void Forward(Span<double> values)
    {
        var n = _parameters;
        for (var row = 0; row < n; row++)
        {
            var line = _factor.AsSpan(row * n, row + 1);
            var sum = values[row];
            for (var k = 0; k < row; k++)
                sum -= line[k] * values[k];
            values[row] = sum / line[row];
        }
    }
}
