using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Sanity;

/// <summary>How many persons two lists share, and how many they should.</summary>
/// <param name="Pair">The two lists as bits.</param>
/// <param name="Observed">Persons on both.</param>
/// <param name="UnderIndependence">Expected if all lists were independent; NaN where that model is not usable.</param>
/// <param name="UnderModel">Expected under the selected model; NaN where that is not usable.</param>
public sealed record PairOverlap(int Pair, long Observed, double UnderIndependence, double UnderModel)
{
    /// <summary>Overlaps of every pair of lists, in the order 12, 13, …, 23, ….</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="model">The selected model.</param>
    /// <exception cref="ArgumentException">Table and model have different numbers of lists.</exception>
    public static IReadOnlyList<PairOverlap> Of(CaptureHistories table, HierarchicalModel model)
    {
        ArgumentNullException.ThrowIfNull(table);
        var selected = LogLinearFit.Of(table, model);
        var independence = LogLinearFit.Of(table, HierarchicalModel.MainEffects(table.Lists.Count));
        return [.. HierarchicalModel.Pairs(table.Lists.Count).Select(pair => new PairOverlap(pair, table.Overlap(pair), Expected(independence, pair), Expected(selected, pair)))];
    }

    private static double Expected(LogLinearFit fit, int pair) =>
        fit.Code == ModelCode.Usable ? fit.Means.Where((_, history) => (history & pair) == pair).Sum() : double.NaN;
}
