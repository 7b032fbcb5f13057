using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Estimation.Selection;

namespace Amparo.Estimation.Sanity;

/// <summary>One list taken as a population of known size, which the other lists estimate.</summary>
/// <param name="List">The list's place.</param>
/// <param name="Size">Persons on it: the truth.</param>
/// <param name="Fit">
/// The stepwise fit of its persons' histories on the others; null where these are fewer than two or none of its persons is on another list.
/// </param>
/// <remarks>
/// [Binette2022] O. Binette, R. C. Steorts, On the reliability of multiple systems estimation for the quantification of modern slavery, JRSS A
/// 185, doi:10.1111/rssa.12803. Agreement shows that the others find the persons of this list as the model has it, and no more.
/// </remarks>
public sealed record InternalConsistency(int List, long Size, LogLinearFit? Fit)
{
    /// <summary>The natural logarithm of estimate by size; NaN without an estimate.</summary>
    public double LogRatio => Fit is { Code: ModelCode.Usable } && Size > 0 ? Math.Log(Fit.Estimate / Size) : double.NaN;

    /// <summary>Takes each list as the population in turn.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="threshold">As in <see cref="StepwiseSelection"/>.</param>
    /// <returns>One a list, in their order.</returns>
    public static IReadOnlyList<InternalConsistency> Of(CaptureHistories table, double threshold = StepwiseSelection.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. Enumerable.Range(0, table.Lists.Count).Select(list => Of(table, list, threshold))];
    }

    private static InternalConsistency Of(CaptureHistories table, int list, double threshold)
    {
        var size = table.Overlap(1 << list);
        if (table.Lists.Count < 3)
            return new(list, size, null);
        var low = (1 << list) - 1;
        var rows = Enumerable.Range(1, (1 << table.Lists.Count) - 1).Where(history => (history & (1 << list)) != 0)
            .Select(history => ((history & low) | ((history >> (list + 1)) << list), table.Count(history))).Where(row => row.Item1 != 0 && row.Item2 > 0).ToArray();
        return new(list, size, rows.Length == 0 ? null : StepwiseSelection.Run(CaptureHistories.Of([.. table.Lists.Where((_, i) => i != list)], rows).Value, threshold));
    }
}
