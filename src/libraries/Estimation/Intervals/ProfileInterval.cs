using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Vocabulary;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.RootFinding;

namespace Amparo.Estimation.Intervals;

/// <summary>The interval of all numbers of persons under which the observed ones are not too unlikely, the model being given.</summary>
/// <param name="Point">Where the likelihood is largest: a little below the Poisson estimate.</param>
/// <param name="Interval">Where the logarithm of the likelihood is less than half a quantile of chi-squared below its largest value.</param>
/// <remarks>
/// [Cormack1992] R. M. Cormack, Interval estimation for mark-recapture studies of closed populations, Biometrics 48(2), 1992,
/// doi:10.2307/2532310. For a trial number N the persons N − n stand in the history without lists, the model is fitted to the completed
/// table, and l(N) = −deviance / 2 + log( n0^n0 N! / (N^N n0!) ) with n0 = N − n. Its derivative is log m0 + digamma(N + 1) − log N −
/// digamma(n0 + 1), m0 being the fitted number of hidden persons, because what the fit itself changes is of second order. It speaks of the
/// given model only: that another could have been selected is not in it.
/// </remarks>
public sealed record ProfileInterval(double Point, Interval Interval)
{
    // Beyond so many times the point the data set no upper limit that anybody could use.
    private const double Farthest = 1e6;

    private const double Nearest = 1e-6;

    /// <summary>Finds the largest likelihood and where it has fallen.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="model">A model that the data can answer.</param>
    /// <param name="level">The share of repetitions that shall hold the truth, between 0 and 1.</param>
    /// <returns>The interval, its upper limit infinite where the likelihood never falls; <c>EST-014</c> or <c>EST-015</c> for a model that is not usable.</returns>
    public static Outcome<ProfileInterval> Of(CaptureHistories table, HierarchicalModel model, double level)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(model);
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level));
        var fit = LogLinearFit.Of(table, model);
        if (fit.Code != ModelCode.Usable)
            return new Problem(fit.Code.HasFlag(ModelCode.NoMaximum) ? EstimationProblems.NoMaximum : EstimationProblems.NotIdentifiable, model.ToString());

        var profile = new Profile(table, model);
        var start = Math.Log(Math.Max(fit.Hidden, 1));
        if (Root(profile.Slope, start) is not { } top)
            return new Problem(EstimationProblems.NoMaximum, model.ToString());
        var floor = profile.Height(top) - (ChiSquared.InvCDF(1, level) / 2);
        double Above(double logHidden) => profile.Height(logHidden) - floor;
        var lower = Above(Math.Log(Nearest)) >= 0 ? 0 : Math.Exp(Brent.FindRoot(Above, Math.Log(Nearest), top, 1e-12, 500));
        var end = top;
        while (Above(end) > 0 && end < top + Math.Log(Farthest))
            end += 0.5;
        var upper = Above(end) > 0 ? double.PositiveInfinity : Math.Exp(Brent.FindRoot(Above, top, end, 1e-12, 500));
        var n = table.Observed;
        return new ProfileInterval(n + Math.Exp(top), new(n + lower, n + upper, level));
    }

    // Where a falling function of the logarithm of the hidden persons is zero; null where it is above zero as far as one looks.
    private static double? Root(Func<double, double> slope, double start)
    {
        var (low, high) = (start, start);
        while (slope(low) < 0)
        {
            low -= 0.5;
            if (low < Math.Log(Nearest))
                return Math.Log(Nearest);
        }

        while (slope(high) > 0)
        {
            high += 0.5;
            if (high > start + Math.Log(Farthest))
                return null;
        }

        return low == high ? low : Brent.FindRoot(slope, low, high, 1e-13, 500);
    }

    private sealed class Profile(CaptureHistories table, HierarchicalModel model)
    {
        private readonly ModelWorkbench _bench = new(table.Lists.Count);
        private readonly int[] _interactions = [.. model.Interactions];
        private readonly double[] _completed = table.Counts.ToArray();

        internal double Slope(double logHidden)
        {
            var hidden = Math.Exp(logHidden);
            var total = table.Observed + hidden;
            return Math.Log(Fit(hidden)) + SpecialFunctions.DiGamma(total + 1) - Math.Log(total) - SpecialFunctions.DiGamma(hidden + 1);
        }

        internal double Height(double logHidden)
        {
            var hidden = Math.Exp(logHidden);
            var total = table.Observed + hidden;
            Fit(hidden);
            return (-_bench.Deviance(_completed) / 2)
                + (hidden * Math.Log(hidden)) + SpecialFunctions.GammaLn(total + 1) - (total * Math.Log(total)) - SpecialFunctions.GammaLn(hidden + 1);
        }

        private double Fit(double hidden)
        {
            _completed[0] = hidden;
            return _bench.FittedAbsent(_completed, _interactions);
        }
    }
}
