using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Randomness;

namespace Amparo.Estimation.Thresholds;

/// <summary>The posterior of a Poisson log-linear model with independent normal priors, in coordinates in which it is nearly a standard normal one.</summary>
/// <remarks>
/// The log density is concave, so Newton's method finds its mode, and the Cholesky factor of the curvature there gives the coordinates. Sums over the
/// histories are sums over the lattice of sets (<see cref="Lattice"/>). One thread; <see cref="Copy"/> makes one for another.
/// </remarks>
internal sealed class PoissonPosterior
{
    private const int MostSteps = 200;
    private const double LastStep = 1e-9;

    private readonly int[] _terms;
    private readonly double[] _precisions;
    private readonly bool[] _kept;
    private readonly double[] _overlaps;
    private readonly double[] _means;
    private readonly double[] _residuals;
    private readonly double[] _mode;
    private readonly double[] _factor;
    private readonly double[] _point;

    /// <summary>Makes the posterior and finds its mode.</summary>
    /// <param name="counts">Counts by history.</param>
    /// <param name="kept">Histories that take part.</param>
    /// <param name="terms">Terms of the model and their priors' precisions; the intercept (0) last.</param>
    internal PoissonPosterior(ReadOnlySpan<double> counts, bool[] kept, IReadOnlyList<(int Term, double Precision)> terms)
        : this([.. terms.Select(term => term.Term)], [.. terms.Select(term => term.Precision)], kept, counts.ToArray())
    {
        for (var history = 0; history < kept.Length; history++)
        {
            if (!kept[history])
                _overlaps[history] = 0;
        }

        Lattice.SumSupersets(_overlaps);
        FindMode(counts);
    }

    private PoissonPosterior(int[] terms, double[] precisions, bool[] kept, double[] overlaps)
    {
        (_terms, _precisions, _kept, _overlaps) = (terms, precisions, kept, overlaps);
        _means = new double[kept.Length];
        _residuals = new double[kept.Length];
        _mode = new double[terms.Length];
        _point = new double[terms.Length];
        _factor = new double[terms.Length * terms.Length];
    }

    /// <summary>Number of terms.</summary>
    internal int Terms => _terms.Length;

    /// <summary>The same posterior with buffers of its own.</summary>
    internal PoissonPosterior Copy()
    {
        var copy = new PoissonPosterior(_terms, _precisions, _kept, _overlaps);
        _mode.CopyTo(copy._mode, 0);
        _factor.CopyTo(copy._factor, 0);
        return copy;
    }

    /// <summary>Coefficients at a place.</summary>
    /// <param name="place">Standard coordinates; zero is the mode.</param>
    /// <param name="coefficients">As many; set.</param>
    internal void Coefficients(ReadOnlySpan<double> place, Span<double> coefficients)
    {
        place.CopyTo(coefficients);
        Backward(coefficients);
        for (var i = 0; i < coefficients.Length; i++)
            coefficients[i] += _mode[i];
    }

    /// <summary>The logarithm of the density at a place, up to a constant, and its slope.</summary>
    internal double Slope(ReadOnlySpan<double> place, Span<double> slope)
    {
        Coefficients(place, _point);
        var value = Evaluate(_point);
        Gradient(_point, slope);
        Forward(slope);
        return value;
    }

    private void FindMode(ReadOnlySpan<double> counts)
    {
        // From the least-squares fit of the logarithms of the counts, a tenth above them.
        for (var history = 0; history < _kept.Length; history++)
        {
            var mean = _kept[history] ? counts[history] + 0.1 : 0;
            _means[history] = mean;
            _residuals[history] = mean > 0 ? mean * Math.Log(mean) : 0;
        }

        Lattice.SumSupersets(_means);
        Lattice.SumSupersets(_residuals);
        Factor();
        for (var i = 0; i < _terms.Length; i++)
            _mode[i] = _residuals[_terms[i]];
        Forward(_mode);
        Backward(_mode);

        var step = new double[_terms.Length];
        var trial = new double[_terms.Length];
        var value = Evaluate(_mode);
        for (var steps = 0; steps < MostSteps; steps++)
        {
            Gradient(_mode, step);
            Lattice.SumSupersets(_means);
            Factor();
            Forward(step);
            Backward(step);
            var largest = step.Max(Math.Abs);
            for (var share = 1.0; ; share /= 2)
            {
                for (var i = 0; i < step.Length; i++)
                    trial[i] = _mode[i] + (share * step[i]);
                var reached = Evaluate(trial);
                if (reached >= value || largest < 1e-5 || share < 1e-10)
                {
                    trial.CopyTo(_mode, 0);
                    value = reached;
                    break;
                }
            }

            if (largest < LastStep)
                break;
        }

        Gradient(_mode, step);
        Lattice.SumSupersets(_means);
        Factor();
    }

    // Sets the means and returns the log density without its constant.
    private double Evaluate(ReadOnlySpan<double> coefficients)
    {
        Array.Clear(_means);
        var value = 0.0;
        for (var i = 0; i < _terms.Length; i++)
        {
            var coefficient = coefficients[i];
            _means[_terms[i]] = coefficient;
            value += coefficient * (_overlaps[_terms[i]] - (0.5 * _precisions[i] * coefficient));
        }

        Lattice.SumSubsets(_means);
        for (var history = 0; history < _kept.Length; history++)
        {
            _means[history] = _kept[history] ? Math.Exp(_means[history]) : 0;
            value -= _means[history];
        }

        return value;
    }

    // The gradient at the coefficients that the means are of.
    private void Gradient(ReadOnlySpan<double> coefficients, Span<double> gradient)
    {
        _means.CopyTo(_residuals, 0);
        Lattice.SumSupersets(_residuals);
        for (var i = 0; i < _terms.Length; i++)
            gradient[i] = _overlaps[_terms[i]] - _residuals[_terms[i]] - (_precisions[i] * coefficients[i]);
    }

    // The Cholesky factor of the curvature whose sums over supersets are in the means; the priors keep it positive.
    private void Factor()
    {
        var n = _terms.Length;
        for (var row = 0; row < n; row++)
        {
            for (var column = 0; column <= row; column++)
            {
                var sum = _means[_terms[row] | _terms[column]] + (row == column ? _precisions[row] : 0);
                for (var k = 0; k < column; k++)
                    sum -= _factor[(row * n) + k] * _factor[(column * n) + k];
                _factor[(row * n) + column] = row == column ? Math.Sqrt(Math.Max(sum, 1e-12)) : sum / _factor[(column * n) + column];
            }
        }
    }

    private void Forward(Span<double> values)
    {
        var n = _terms.Length;
        for (var row = 0; row < n; row++)
        {
            var line = _factor.AsSpan(row * n, n);
            var sum = values[row];
            for (var k = 0; k < row; k++)
                sum -= line[k] * values[k];
            values[row] = sum / line[row];
        }
    }

    private void Backward(Span<double> values)
    {
        var n = _terms.Length;
        for (var row = n - 1; row >= 0; row--)
        {
            var line = _factor.AsSpan(row * n, n);
            var value = values[row] /= line[row];
            for (var k = 0; k < row; k++)
                values[k] -= line[k] * value;
        }
    }
}

/// <summary>One chain of Hamiltonian Monte Carlo; one thread.</summary>
/// <remarks>
/// [Neal2011] R. M. Neal, MCMC using Hamiltonian dynamics, Handbook of Markov Chain Monte Carlo, 2011, doi:10.1201/b10905-6. Steps of random length, some quarter of
/// the way around in all, so that a draw depends little on the one before.
/// </remarks>
internal sealed class HamiltonianChain
{
    private const int Steps = 4;
    private const double ShortestStep = 0.25;
    private const double LongestStep = 0.55;
    private const double Spread = 2;

    private readonly PoissonPosterior _posterior;
    private readonly SeededStream _random;
    private readonly double[] _slope;
    private readonly double[] _trial;
    private readonly double[] _trialSlope;
    private readonly double[] _momentum;
    private double[] _place;
    private double _value;

    internal HamiltonianChain(PoissonPosterior posterior, SeededStream random)
    {
        (_posterior, _random) = (posterior, random);
        _place = new double[posterior.Terms];
        _slope = new double[posterior.Terms];
        _trial = new double[posterior.Terms];
        _trialSlope = new double[posterior.Terms];
        _momentum = new double[posterior.Terms];
        // Chains start further out than the posterior reaches, so that they agree only if they have come in.
        for (var i = 0; i < _place.Length; i++)
            _place[i] = Spread * random.Normal();
        _value = posterior.Slope(_place, _slope);
    }

    /// <summary>Draws once, and sets the coefficients.</summary>
    internal void Draw(Span<double> coefficients)
    {
        var step = ShortestStep + ((LongestStep - ShortestStep) * _random.NextOpenUnit());
        var before = -_value;
        for (var i = 0; i < _momentum.Length; i++)
        {
            _momentum[i] = _random.Normal();
            before += 0.5 * _momentum[i] * _momentum[i];
        }

        _place.CopyTo(_trial, 0);
        _slope.CopyTo(_trialSlope, 0);
        var value = _value;
        for (var at = 0; at < Steps; at++)
        {
            for (var i = 0; i < _momentum.Length; i++)
            {
                _momentum[i] += 0.5 * step * _trialSlope[i];
                _trial[i] += step * _momentum[i];
            }

            value = _posterior.Slope(_trial, _trialSlope);
            for (var i = 0; i < _momentum.Length; i++)
                _momentum[i] += 0.5 * step * _trialSlope[i];
        }

        var after = -value;
        foreach (var momentum in _momentum)
            after += 0.5 * momentum * momentum;
        // Not a number where the step led out of the range of doubles: such a place is not taken.
        if (_random.Exponential() > after - before)
        {
            _trial.CopyTo(_place, 0);
            _trialSlope.CopyTo(_slope, 0);
            _value = value;
        }

        _posterior.Coefficients(_place, coefficients);
    }
}
