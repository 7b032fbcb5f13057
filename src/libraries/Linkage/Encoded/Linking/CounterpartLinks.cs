using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>The links between two lists.</summary>
/// <param name="Bound">The score from which on pairs were linked; null if none told persons from strangers.</param>
/// <param name="Links">The pairs: each other's best, with a score of the bound or more, in the order of the first list's rows.</param>
internal sealed record CounterpartLinks(double? Bound, IReadOnlyList<(int First, int Second, double Score)> Links)
{
    // Fewer links teach the weight of no bit: then the coefficient is all there is.
    private const int FewestToLearnFrom = 30;
    private const int Rounds = 2;

    /// <summary>Links two lists, each without duplicates: by the Dice coefficient first, then by weights that those links teach.</summary>
    internal static CounterpartLinks Of(EncodedList first, EncodedList second, DiceKernel kernel) =>
        Of((first, KeyGroups.Of(first)), (second, KeyGroups.Of(second)), kernel);

    /// <summary>The same for keys that are ordered already.</summary>
    internal static CounterpartLinks Of((EncodedList List, KeyGroups Keys) first, (EncodedList List, KeyGroups Keys) second, DiceKernel kernel)
    {
        var pairs = CandidatePairs.Of(first, second, kernel);
        var links = CounterpartBound.Choose(pairs, pairs.Dice());
        for (var round = 0; round < Rounds && links.Count >= FewestToLearnFrom; round++)
            links = CounterpartBound.Choose(pairs, BitWeights.Weigh(pairs, [.. links.Select(link => link.Pair)]));
        return new CounterpartLinks(
            links.Count == 0 ? null : links[^1].Score,
            [.. links.OrderBy(link => link.Pair).Select(link => (pairs.Pairs[link.Pair].First, pairs.Pairs[link.Pair].Second, link.Score))]);
    }
}
