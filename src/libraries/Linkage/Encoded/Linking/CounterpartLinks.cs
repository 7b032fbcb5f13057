using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>The links between two lists.</summary>
/// <param name="Bound">The score from which on pairs were linked; null if none told counterparts from strangers.</param>
/// <param name="Links">The pairs: each other's most alike, with a score of the bound or more, in the order of the first list's rows.</param>
internal sealed record CounterpartLinks(double? Bound, IReadOnlyList<(int First, int Second, double Score)> Links)
{
    /// <summary>Compares two lists, each without duplicates.</summary>
    internal static CounterpartLinks Of(KeyGroups first, KeyGroups second, DiceKernel kernel) =>
        Of((first, Strangers(first, kernel)), (second, Strangers(second, kernel)), kernel);

    /// <summary>The same for lists whose strangers are known already.</summary>
    internal static CounterpartLinks Of((KeyGroups Keys, double[] Strangers) first, (KeyGroups Keys, double[] Strangers) second, DiceKernel kernel)
    {
        var pairs = MostAlike(NearestKeys.Of(first.Keys, second.Keys, kernel), NearestKeys.Of(second.Keys, first.Keys, kernel)).ToList();
        var bound = CounterpartBound.Choose(
            pairs.Select(pair => pair.Score), first.Strangers.Concat(second.Strangers), (first.Keys.Count, second.Keys.Count));
        return new CounterpartLinks(bound, bound is null ? [] : [.. pairs.Where(pair => pair.Score >= bound)]);
    }

    /// <summary>The scores that strangers within a list come to.</summary>
    internal static double[] Strangers(KeyGroups keys, DiceKernel kernel)
    {
        var nearest = NearestKeys.Of(keys, keys, kernel);
        return [.. MostAlike(nearest, nearest).Where(pair => pair.First < pair.Second).Select(pair => pair.Score)];
    }

    private static IEnumerable<(int First, int Second, double Score)> MostAlike(Nearest[] forth, Nearest[] back)
    {
        for (var row = 0; row < forth.Length; row++)
        {
            var near = forth[row];
            if (near.Row >= 0 && back[near.Row].Row == row)
                yield return (row, near.Row, CounterpartBound.Score(near.Best, Math.Max(near.Second, back[near.Row].Second)));
        }
    }
}
