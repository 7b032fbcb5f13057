using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Sanity;

/// <summary>What two lists alone say of the number of all persons, were they independent.</summary>
/// <param name="Pair">The two lists as bits.</param>
/// <param name="Overlap">Persons on both.</param>
/// <param name="Code">No maximum where nobody is on both; then the numbers are NaN.</param>
/// <param name="Estimate">All persons.</param>
/// <param name="StandardError">Of the estimate, in persons.</param>
/// <remarks>
/// (a+1)(b+1)/(m+1) − 1 for a and b persons on the lists and m on both: [Chapman1951]; variance
/// (a+1)(b+1)(a−m)(b−m)/((m+1)²(m+2)): [Seber1970] G. A. F. Seber, doi:10.2307/2346341. Positive dependence makes it too small.
/// </remarks>
public sealed record PairwiseChapman(int Pair, long Overlap, ModelCode Code, double Estimate, double StandardError)
{
    /// <summary>Estimates by every pair of lists, in the order 12, 13, …, 23, ….</summary>
    /// <param name="table">Capture histories.</param>
    public static IReadOnlyList<PairwiseChapman> Of(CaptureHistories table)
    {
        ArgumentNullException.ThrowIfNull(table);
        return [.. HierarchicalModel.Pairs(table.Lists.Count).Select(pair => Of(table, pair))];
    }

    private static PairwiseChapman Of(CaptureHistories table, int pair)
    {
        var first = pair & -pair;
        double one = table.Overlap(first);
        double other = table.Overlap(pair & ~first);
        var both = table.Overlap(pair);
        if (both == 0)
            return new(pair, both, ModelCode.NoMaximum, double.NaN, double.NaN);
        var product = (one + 1) * (other + 1);
        return new(pair, both, ModelCode.Usable, (product / (both + 1)) - 1, Math.Sqrt(product * (one - both) * (other - both) / (both + 2)) / (both + 1));
    }
}
