using System.Runtime.InteropServices;
using Amparo.Estimation.Histories;
using MathNet.Numerics;

namespace Amparo.Estimation.LogLinear;

/// <summary>One coefficient of a fitted model.</summary>
/// <param name="Term">The lists as bits; 0 is the intercept.</param>
/// <param name="Value">On the scale of natural logarithms; minus infinity for an overlap that nobody is in.</param>
/// <param name="StandardError">Of the value; NaN at minus infinity.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Coefficient(int Term, double Value, double StandardError);

/// <summary>A Poisson log-linear model fitted to capture histories, and what it says of the persons on no list.</summary>
/// <param name="Model">The model.</param>
/// <param name="Code">Whether the data can answer it; if not, no other number is stated (NaN).</param>
public sealed record LogLinearFit(HierarchicalModel Model, ModelCode Code)
{
    /// <summary>Observed persons.</summary>
    public long Observed { get; init; }

    /// <summary>Persons on no list: the exponential of the intercept.</summary>
    public double Hidden { get; init; } = double.NaN;

    /// <summary>All persons: observed and hidden.</summary>
    public double Estimate => Observed + Hidden;

    /// <summary>Standard error of the intercept, on the log scale.</summary>
    public double InterceptError { get; init; } = double.NaN;

    /// <summary>Twice the log-likelihood that the model loses against the observed counts.</summary>
    public double Deviance { get; init; } = double.NaN;

    /// <summary>Akaike's criterion; every parameter counts, those at minus infinity included.</summary>
    public double Aic { get; init; } = double.NaN;

    /// <summary>The Bayesian information criterion with the logarithm of the observed persons a parameter.</summary>
    public double Bic { get; init; } = double.NaN;

    /// <summary>Histories that take part, less the finite coefficients.</summary>
    public int ResidualDegrees { get; init; }

    /// <summary>Newton steps taken.</summary>
    public int Steps { get; init; }

    /// <summary>Coefficients: the intercept, the lists, the interactions as in the model. Empty if not fitted.</summary>
    public IReadOnlyList<Coefficient> Coefficients { get; init; } = [];

    /// <summary>Fitted persons by history, 2 to the number of lists long; the first is that of the hidden. Empty if not fitted.</summary>
    public IReadOnlyList<double> Means { get; init; } = [];

    /// <summary>Fits a model.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="model">A model of as many lists.</param>
    /// <returns>The fit; its <see cref="Code"/> says whether there is one. Relative error of the estimate below 1e-9.</returns>
    /// <exception cref="ArgumentException">Table and model have different numbers of lists.</exception>
    /// <remarks>
    /// [Chan2021] doi:10.1080/01621459.2019.1708748 for the sparse rule, [Fienberg2012] doi:10.1214/12-AOS986 for existence.
    /// Cost: some six Newton steps, each of the third power of the number of parameters. Thread-safe.
    /// </remarks>
    public static LogLinearFit Of(CaptureHistories table, HierarchicalModel model)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(model);
        if (table.Lists.Count != model.Lists)
            throw new ArgumentException("Table and model have different numbers of lists.", nameof(model));
        return new ModelWorkbench(table.Lists.Count).Fit(table.Counts, model);
    }
}

/// <summary>Everything that one thread needs to check and fit models of tables with a number of lists.</summary>
internal sealed class ModelWorkbench(int lists)
{
    private readonly SparseTerms _terms = new(lists);
    private readonly ModelCheck _check = new(lists);
    private readonly PoissonNewton _newton = new(lists);

    /// <summary>Fitted persons on all lists of each set, after a fit.</summary>
    internal ReadOnlySpan<double> FittedOverlaps => _newton.Overlaps;

    /// <summary>Observed persons on all lists of each set.</summary>
    internal ReadOnlySpan<double> Overlaps => _terms.Overlaps;

    /// <summary>Takes counts in.</summary>
    internal void Count(ReadOnlySpan<double> counts) => _terms.Count(counts);

    /// <summary>Whether a model of the counts last taken in is usable.</summary>
    internal ModelCode Check(ReadOnlySpan<double> counts, ReadOnlySpan<int> interactions)
    {
        _terms.Apply(interactions);
        return _check.Check(counts, _terms);
    }

    /// <summary>As <see cref="Check"/>, for many models whose terms have at most some lists.</summary>
    /// <remarks>
    /// What can be estimated stays so when an overlapping term is taken away: the same positive means fit, and fewer columns stay
    /// independent. So one answer for the largest model over the same histories mostly answers for all. [Chan2021] section 2.3.
    /// </remarks>
    internal ModelCode CheckOneOfMany(ReadOnlySpan<double> counts, ReadOnlySpan<int> interactions, int order)
    {
        _terms.Apply(interactions);
        return _check.LargestIsUsable(counts, _terms, order) ? ModelCode.Usable : _check.Check(counts, _terms);
    }

    /// <summary>The hidden persons of a usable model of the counts last taken in; positive infinity if the fit does not end.</summary>
    internal double Hidden(ReadOnlySpan<double> counts, ReadOnlySpan<int> interactions)
    {
        _terms.Apply(interactions);
        return _newton.Fit(counts, _terms) ? Math.Exp(_newton.Intercept) : double.PositiveInfinity;
    }

    /// <summary>Fits a table completed by a trial number of persons on no list, whose count stands first.</summary>
    /// <returns>The fitted number of persons on no list; NaN if the fit does not end.</returns>
    internal double FittedAbsent(ReadOnlySpan<double> completed, ReadOnlySpan<int> interactions)
    {
        _terms.Count(completed);
        _terms.Apply(interactions, completed: true);
        return _newton.Fit(completed, _terms) ? _newton.Means[0] : double.NaN;
    }

    /// <summary>Twice what the last fit loses of the log-likelihood against the counts themselves.</summary>
    internal double Deviance(ReadOnlySpan<double> counts)
    {
        var means = _newton.Means;
        var sum = 0.0;
        for (var history = 0; history < counts.Length; history++)
        {
            if (!_terms.Kept[history])
                continue;
            var (count, mean) = (counts[history], means[history]);
            sum += (count > 0 ? count * Math.Log(count / mean) : 0) - (count - mean);
        }

        return 2 * sum;
    }

    internal LogLinearFit Fit(ReadOnlySpan<double> counts, HierarchicalModel model)
    {
        Count(counts);
        var interactions = model.Interactions.ToArray();
        var code = Check(counts, interactions);
        var observed = (long)_terms.Overlaps[0];
        if (code != ModelCode.Usable)
            return new(model, code) { Observed = observed };
        if (!_newton.Fit(counts, _terms))
            return new(model, ModelCode.NoMaximum) { Observed = observed };

        var deviance = Deviance(counts);
        var aic = deviance + SaturatedScore(counts) + (2 * model.Parameters);
        var means = _newton.Means.ToArray();
        means[0] = Math.Exp(_newton.Intercept);
        return new(model, code)
        {
            Observed = observed,
            Hidden = means[0],
            InterceptError = Math.Sqrt(_newton.InterceptVariance()),
            Deviance = deviance,
            Aic = aic,
            Bic = aic + ((Math.Log(observed) - 2) * model.Parameters),
            ResidualDegrees = Participants() - _terms.Finite.Length,
            Steps = _newton.Steps,
            Coefficients = Coefficients(model),
            Means = means,
        };
    }

    /// <summary>Minus twice the log-likelihood of the counts under themselves: what deviance leaves out of a criterion.</summary>
    internal static double SaturatedScore(ReadOnlySpan<double> counts)
    {
        var sum = 0.0;
        foreach (var count in counts)
        {
            if (count > 0)
                sum += (count * Math.Log(count)) - count - SpecialFunctions.GammaLn(count + 1);
        }

        return -2 * sum;
    }

    private int Participants()
    {
        var kept = 0;
        foreach (var takesPart in _terms.Kept)
            kept += takesPart ? 1 : 0;
        return kept;
    }

    private Coefficient[] Coefficients(HierarchicalModel model)
    {
        var values = new Dictionary<int, (double Value, double Error)>();
        var variances = _newton.Variances();
        for (var i = 0; i < variances.Length; i++)
            values[_terms.Finite[i]] = (_newton.Coefficients[i], Math.Sqrt(variances[i]));
        return
        [
            .. Enumerable.Range(0, model.Lists).Select(list => 1 << list).Prepend(0).Concat(model.Interactions)
                .Select(term => values.TryGetValue(term, out var known) ? new Coefficient(term, known.Value, known.Error) : new(term, double.NegativeInfinity, double.NaN)),
        ];
    }
}
