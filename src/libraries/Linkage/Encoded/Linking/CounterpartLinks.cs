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
    internal static CounterpartLinks Of(EncodedList first, EncodedList second, DiceKernel kernel) => Of(Prepared(first, kernel), Prepared(second, kernel), kernel);

    /// <summary>The same for lists that are prepared already.</summary>
    internal static CounterpartLinks Of(PreparedList first, PreparedList second, DiceKernel kernel)
    {
        var pairs = CandidatePairs.Of((first.List, first.Keys), (second.List, second.Keys), kernel);
        var links = CounterpartBound.ByStrangersWithin(pairs, pairs.Dice(), first.Strangers.Concat(second.Strangers));
        for (var round = 0; round < Rounds && links.Count >= FewestToLearnFrom; round++)
            links = CounterpartBound.ByRunnersUp(pairs, BitWeights.Weigh(pairs, [.. links.Select(link => link.Pair)]));
        return new CounterpartLinks(
            links.Count == 0 ? null : links[^1].Score,
            [.. links.OrderBy(link => link.Pair).Select(link => (pairs.Pairs[link.Pair].First, pairs.Pairs[link.Pair].Second, link.Score))]);
    }

    /// <summary>Orders a list's keys, and finds what strangers within it come to.</summary>
    internal static PreparedList Prepared(EncodedList list, DiceKernel kernel)
    {
        var keys = KeyGroups.Of(list);
        var pairs = CandidatePairs.Of((list, keys), (list, keys), kernel);
        var strangers = pairs.Counterparts(pairs.Dice(), new HashSet<int>()).Where(pair => pairs.Pairs[pair.Pair].First < pairs.Pairs[pair.Pair].Second);
        return new(list, keys, [.. strangers.Select(pair => pair.Score)]);
    }
}

/// <summary>A list that is ready to be compared.</summary>
/// <param name="List">The list.</param>
/// <param name="Keys">Its keys in order.</param>
/// <param name="Strangers">The scores of rows that are each other's most alike within the list.</param>
internal sealed record PreparedList(EncodedList List, KeyGroups Keys, double[] Strangers);
