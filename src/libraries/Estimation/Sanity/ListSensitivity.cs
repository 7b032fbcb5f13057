using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Sanity;

/// <summary>What the estimate becomes with one list less, or with two lists taken as one.</summary>
/// <param name="Lists">The list left out, or the two merged, as bits.</param>
/// <param name="Fit">The stepwise fit of the changed table; its code says whether there is one.</param>
/// <param name="Ratio">The changed estimate by the original one; NaN where either does not exist.</param>
public sealed record ListSensitivity(int Lists, LogLinearFit Fit, double Ratio)
{
    /// <summary>Leaves out each list in turn and selects and fits anew; persons on no other list fall out of the table.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="threshold">As in <see cref="StepwiseSelection"/>.</param>
    /// <returns>One a list, in their order; empty for two lists.</returns>
    public static IReadOnlyList<ListSensitivity> LeavingOut(CaptureHistories table, double threshold = StepwiseSelection.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        var whole = StepwiseSelection.Run(table, threshold);
        return table.Lists.Count < 3 ? [] : [.. Enumerable.Range(0, table.Lists.Count).Select(list => Changed(whole, 1 << list, StepwiseSelection.Run(table.Without(list), threshold)))];
    }

    /// <summary>Merges each pair of lists in turn and selects and fits anew.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="threshold">As in <see cref="StepwiseSelection"/>.</param>
    /// <returns>One a pair, in the order 12, 13, …, 23, …; empty for two lists.</returns>
    public static IReadOnlyList<ListSensitivity> Merging(CaptureHistories table, double threshold = StepwiseSelection.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        var whole = StepwiseSelection.Run(table, threshold);
        return table.Lists.Count < 3 ? [] : [.. HierarchicalModel.Pairs(table.Lists.Count).Select(pair => Changed(whole, pair, StepwiseSelection.Run(table.Merged(pair), threshold)))];
    }

    private static ListSensitivity Changed(LogLinearFit whole, int lists, LogLinearFit fit) => new(lists, fit, fit.Estimate / whole.Estimate);
}
