using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>The links between two lists.</summary>
/// <param name="Bound">The score from which on pairs were linked; null if none told counterparts from strangers.</param>
/// <param name="Links">The pairs: each other's most alike, with a score of the bound or more, in the order of the first list's rows.</param>
internal sealed record CounterpartLinks(double? Bound, IReadOnlyList<(int First, int Second, double Score)> Links)
{
    /// <summary>Compares two lists, each without duplicates.</summary>
    internal static CounterpartLinks Of(KeyGroups first, KeyGroups second, DiceKernel kernel)
    {
        var (forth, back) = (NearestKeys.Of(first, second, kernel), NearestKeys.Of(second, first, kernel));
        var pairs = new List<(int First, int Second, double Score)>();
        var strangers = new List<double>();
        for (var row = 0; row < forth.Length; row++)
        {
            var near = forth[row];
            if (near.Row >= 0 && back[near.Row].Row == row)
                pairs.Add((row, near.Row, CounterpartBound.Score(near.Best, Math.Max(near.Second, back[near.Row].Second))));
            if (near.SecondRow < 0)
                continue;
            // The two that would be each other's most alike if their counterparts were not there.
            var other = back[near.SecondRow];
            if (other.Row == row || other.SecondRow == row)
                strangers.Add(CounterpartBound.Score(near.Second, Math.Max(near.Third, other.Row == row ? other.Second : other.Third)));
        }

        var bound = CounterpartBound.Choose(pairs.Select(pair => pair.Score), strangers, Math.Min(first.Count, second.Count));
        return new CounterpartLinks(bound, bound is null ? [] : [.. pairs.Where(pair => pair.Score >= bound)]);
    }
}
