using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Sanity;

/// <summary>What the stepwise selection ends at with one threshold.</summary>
/// <param name="Threshold">The threshold of p.</param>
/// <param name="Fit">The fit; its code says whether there is one.</param>
public sealed record ThresholdSweep(double Threshold, LogLinearFit Fit)
{
    private static readonly double[] Customary = [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1];

    /// <summary>Selects with each of the thresholds 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1.</summary>
    /// <param name="table">Capture histories.</param>
    public static IReadOnlyList<ThresholdSweep> Of(CaptureHistories table) =>
        [.. Customary.Select(threshold => new ThresholdSweep(threshold, StepwiseSelection.Run(table, threshold)))];
}
