using System.Numerics;
using System.Runtime.InteropServices;
using Amparo.Linkage.Encoded.Kernels;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>Two rows that are each other's best, with how far they are ahead of others.</summary>
/// <param name="Pair">The number of the pair.</param>
/// <param name="Score">The pair's own score plus its lead over the best other pair of either row.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Counterpart(int Pair, double Score);

/// <summary>The pairs of rows of two lists of which one is among the most alike of the other, ordered by rows.</summary>
internal sealed class CandidatePairs
{
    private CandidatePairs((EncodedList First, EncodedList Second) lists, (int First, int Second)[] pairs) => (First, Second, Pairs) = (lists.First, lists.Second, pairs);

    internal EncodedList First { get; }

    internal EncodedList Second { get; }

    internal (int First, int Second)[] Pairs { get; }

    /// <summary>Finds the pairs.</summary>
    internal static CandidatePairs Of((EncodedList List, KeyGroups Keys) first, (EncodedList List, KeyGroups Keys) second, DiceKernel kernel)
    {
        var forth = NearestKeys.Of(first.Keys, second.Keys, kernel);
        var back = ReferenceEquals(first.Keys, second.Keys) ? forth : NearestKeys.Of(second.Keys, first.Keys, kernel);
        (int, int)[] pairs =
        [
            .. forth.Index().SelectMany(row => row.Item.Select(other => (row.Index, other)))
                .Concat(back.Index().SelectMany(row => row.Item.Select(other => (other, row.Index)))).Distinct(),
        ];
        Array.Sort(pairs);
        return new((first.List, second.List), pairs);
    }

    /// <summary>The Dice coefficient of every pair.</summary>
    internal double[] Dice()
    {
        var scores = new double[Pairs.Length];
        Parallel.For(0, scores.Length, pair =>
        {
            var one = First.Key(Pairs[pair].First);
            var other = Second.Key(Pairs[pair].Second);
            var (bits, common) = (0, 0);
            for (var word = 0; word < one.Length; word++)
            {
                bits += BitOperations.PopCount(one[word]) + BitOperations.PopCount(other[word]);
                common += BitOperations.PopCount(one[word] & other[word]);
            }

            scores[pair] = 2.0 * common / bits;
        });
        return scores;
    }

    /// <summary>The pairs whose rows are each other's best, the best first.</summary>
    /// <param name="scores">A score for each pair.</param>
    /// <param name="without">Pairs that are passed over, as if they were none.</param>
    internal List<Counterpart> Counterparts(double[] scores, IReadOnlySet<int> without)
    {
        var lowest = scores.Length == 0 ? 0 : scores.Min();
        var (first, second) = (Bests(First.Rows, lowest), Bests(Second.Rows, lowest));
        for (var pair = 0; pair < scores.Length; pair++)
        {
            if (without.Contains(pair))
                continue;
            first[Pairs[pair].First] = first[Pairs[pair].First].With(pair, scores[pair]);
            second[Pairs[pair].Second] = second[Pairs[pair].Second].With(pair, scores[pair]);
        }

        return
        [
            .. first.Where(best => best.Pair >= 0 && second[Pairs[best.Pair].Second].Pair == best.Pair)
                .Select(best => new Counterpart(best.Pair, (2 * best.Score) - Math.Max(best.RunnerUp, second[Pairs[best.Pair].Second].RunnerUp)))
                .OrderByDescending(found => found.Score).ThenBy(found => found.Pair),
        ];
    }

    private static Best[] Bests(int rows, double lowest)
    {
        var bests = new Best[rows];
        Array.Fill(bests, new Best(-1, double.NegativeInfinity, lowest));
        return bests;
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Best(int Pair, double Score, double RunnerUp)
    {
        internal Best With(int pair, double score)
        {
            if (score > Score)
                return new(pair, score, Math.Max(RunnerUp, Score));
            return score > RunnerUp ? this with { RunnerUp = score } : this;
        }
    }
}
