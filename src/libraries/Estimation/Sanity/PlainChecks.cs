using Amparo.Estimation.Histories;

namespace Amparo.Estimation.Sanity;

/// <summary>Plain numbers to hold an estimate against: none of them is the estimate.</summary>
/// <param name="Chao">The lower bound where persons are found unequally often, with list effects.</param>
/// <param name="Chapman">Two lists at a time, as if they were independent.</param>
/// <param name="LeavingOut">The estimate with each list left out.</param>
/// <param name="Merging">The estimate with each pair of lists taken as one.</param>
/// <param name="Sweep">The estimate at other thresholds of the stepwise selection.</param>
public sealed record PlainChecks(
    ChaoLowerBound Chao, IReadOnlyList<PairwiseChapman> Chapman, IReadOnlyList<ListSensitivity> LeavingOut, IReadOnlyList<ListSensitivity> Merging,
    IReadOnlyList<ThresholdSweep> Sweep)
{
    /// <summary>Each list taken as a population of known size, estimated from the others.</summary>
    public required IReadOnlyList<InternalConsistency> Consistency { get; init; }

    /// <summary>Makes all checks of a table.</summary>
    /// <param name="table">Capture histories of three lists or more.</param>
    /// <param name="threshold">The threshold of the stepwise selection that is checked.</param>
    public static PlainChecks Of(CaptureHistories table, double threshold) => new(
        ChaoLowerBound.WithListEffects(table), PairwiseChapman.Of(table), ListSensitivity.LeavingOut(table, threshold), ListSensitivity.Merging(table, threshold),
        ThresholdSweep.Of(table))
    {
        Consistency = InternalConsistency.Of(table, threshold),
    };
}
