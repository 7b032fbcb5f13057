using System.Runtime.InteropServices;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Intervals;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;
using Amparo.Vocabulary;
using MathNet.Numerics.Distributions;

namespace Amparo.Estimation.Replicates;

/// <summary>The estimate of one of several ways in which the lists may be linked.</summary>
/// <param name="Observed">Distinct persons on the lists, as linked.</param>
/// <param name="LogHidden">The natural logarithm of the hidden persons.</param>
/// <param name="Variance">Of that logarithm, given the linkage.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct ReplicateEstimate(long Observed, double LogHidden, double Variance);

/// <summary>An estimate over several sampled linkages, whose interval holds the uncertainty of the linkage too.</summary>
/// <param name="Replicates">Linkages with an estimate.</param>
/// <param name="Excluded">Linkages without: their model is not usable.</param>
/// <param name="Observed">Distinct persons, the mean of the linkages.</param>
/// <param name="Hidden">Hidden persons: the exponential of the mean logarithm.</param>
/// <remarks>
/// Rubin's rules on the logarithm of the hidden: total variance T = W + (1 + 1/m) B, W the mean variance within and B the variance between
/// the m estimates; t quantile with (m − 1)(1 + W/((1 + 1/m) B))² degrees: [Rubin1987] D. B. Rubin, doi:10.1002/9780470316696, equation 3.1.6.
/// W / ((1 + 1/m) B) is W m / ((m + 1) B); the form W / ((m + 1) B) with B the variance of the mean of estimates is the same number, and with B
/// the variance of the estimates it is a different, smaller one that gives wider limits (<see cref="PackageDegrees"/>). The correction of
/// [Barnard1999] doi:10.1093/biomet/86.4.948 is for small complete data and needs their degrees of freedom, which a log-linear model
/// of counts does not have; its limit for large data is Rubin's. Limits hold the mean observed persons fixed.
/// </remarks>
public sealed record LinkageUncertainty(int Replicates, int Excluded, double Observed, double Hidden)
{
    /// <summary>Fewer linkages than this are marked.</summary>
    public const int AdvisedReplicates = 10;

    /// <summary>All persons.</summary>
    public double Estimate => Observed + Hidden;

    /// <summary>Mean variance of the logarithm within a linkage.</summary>
    public double Within { get; init; }

    /// <summary>Variance of the logarithm between linkages.</summary>
    public double Between { get; init; }

    /// <summary>Variance of the logarithm in all.</summary>
    public double Total => Within + BetweenPart;

    /// <summary>The share of the variance that comes from linkage, between 0 and 1.</summary>
    public double LinkageShare => Total > 0 ? BetweenPart / Total : 0;

    /// <summary>Degrees of freedom by Rubin's rule; infinite where the linkages agree wholly.</summary>
    public double Degrees => (Replicates - 1) * Math.Pow(1 + (Within / BetweenPart), 2);

    /// <summary>Degrees of freedom as another program writes them: (m − 1)(1 + W/((m + 1) B))². Shown for comparison, not used.</summary>
    public double PackageDegrees => (Replicates - 1) * Math.Pow(1 + (Within / ((Replicates + 1) * Between)), 2);

    /// <summary>Whether there are fewer linkages than advised, so that the variance between them is itself uncertain.</summary>
    public bool FewReplicates => Replicates < AdvisedReplicates;

    private double BetweenPart => (1 + (1.0 / Replicates)) * Between;

    /// <summary>Estimates each linkage's table by the stepwise selection and combines them.</summary>
    /// <param name="linkages">The table of each sampled linkage, over the same lists.</param>
    /// <param name="threshold">As in <see cref="StepwiseSelection"/>.</param>
    /// <returns>
    /// The combination; <c>EST-013</c> where a table has fewer than three lists with anybody on them, <c>EST-020</c> where fewer than two
    /// linkages have an estimate, <c>EST-021</c> where the lists differ.
    /// </returns>
    public static Outcome<LinkageUncertainty> Of(IReadOnlyList<CaptureHistories> linkages, double threshold = StepwiseSelection.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(linkages);
        if (linkages.Any(table => !table.Lists.SequenceEqual(linkages[0].Lists, StringComparer.Ordinal)))
            return new Problem(EstimationProblems.ListsDiffer, "lists");
        foreach (var table in linkages)
        {
            if (Enumerable.Range(0, table.Lists.Count).Count(list => table.Overlap(1 << list) > 0) < 3)
                return new Problem(EstimationProblems.TooFewLists, "lists");
        }

        var fits = linkages.Select(table => StepwiseSelection.Run(table, threshold)).Where(fit => fit.Code == ModelCode.Usable).ToArray();
        return Of([.. fits.Select(fit => new ReplicateEstimate(fit.Observed, Math.Log(fit.Hidden), fit.InterceptError * fit.InterceptError))], linkages.Count - fits.Length);
    }

    /// <summary>Combines estimates.</summary>
    /// <param name="estimates">One a linkage.</param>
    /// <param name="excluded">Linkages without an estimate.</param>
    /// <returns>The combination; <c>EST-020</c> for fewer than two.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is not finite or a variance is negative.</exception>
    public static Outcome<LinkageUncertainty> Of(IReadOnlyList<ReplicateEstimate> estimates, int excluded = 0)
    {
        ArgumentNullException.ThrowIfNull(estimates);
        ArgumentOutOfRangeException.ThrowIfNegative(excluded);
        if (!estimates.All(estimate => double.IsFinite(estimate.LogHidden) && double.IsFinite(estimate.Variance) && estimate.Variance >= 0))
            throw new ArgumentOutOfRangeException(nameof(estimates));
        if (estimates.Count < 2)
            return new Problem(EstimationProblems.TooFewReplicates, "replicates");
        var mean = estimates.Average(estimate => estimate.LogHidden);
        return new LinkageUncertainty(estimates.Count, excluded, estimates.Average(estimate => (double)estimate.Observed), Math.Exp(mean))
        {
            Within = estimates.Average(estimate => estimate.Variance),
            Between = estimates.Sum(estimate => (estimate.LogHidden - mean) * (estimate.LogHidden - mean)) / (estimates.Count - 1),
        };
    }

    /// <summary>The interval of all persons.</summary>
    /// <param name="level">The share that shall lie within, between 0 and 1.</param>
    public Interval Interval(double level)
    {
        if (!(level > 0 && level < 1))
            throw new ArgumentOutOfRangeException(nameof(level));
        var probability = (1 + level) / 2;
        var quantile = Degrees < 1e8 ? StudentT.InvCDF(0, 1, Degrees, probability) : Normal.InvCDF(0, 1, probability);
        var factor = Math.Exp(quantile * Math.Sqrt(Total));
        return new(Observed + (Hidden / factor), Observed + (Hidden * factor), level);
    }
}
