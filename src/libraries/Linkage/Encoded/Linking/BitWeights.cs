using System.Numerics;

namespace Amparo.Linkage.Encoded.Linking;

/// <summary>What it tells that a bit is set in both keys, in one, in neither: the weights of I. P. Fellegi and A. B. Sunter (1969), doi:10.2307/2286061, with every bit as a field.</summary>
/// <remarks>
/// How often a bit is set among strangers is known from each list; how it goes together in two keys of one person is counted in the pairs linked so far. A bit that one list never sets,
/// because its office did not ask, weighs nothing; one that rare names set weighs more than one of a frequent name. Bits of one token go together, so that the sum orders
/// pairs and is no probability. A pair is weighed by what the links of other rows teach: a wrong link would otherwise speak for itself, and more than a stranger can that taught nothing.
/// </remarks>
internal static class BitWeights
{
    private const int Folds = 5;
    // What the links of a bit have to outweigh before it differs from all bits; in squares of spread, of which a link brings at most a quarter.
    private const double Prior = 5;
    private const double Rarest = 1e-4;
    private const double Strongest = 0.995;

    /// <summary>Weighs every pair, by weights learnt from some of them.</summary>
    /// <param name="pairs">The pairs.</param>
    /// <param name="links">The pairs that are taken for persons.</param>
    internal static double[] Weigh(CandidatePairs pairs, IReadOnlyCollection<int> links)
    {
        var sums = new double[pairs.Pairs.Length];
        var (first, second) = (Shares(pairs.First), Shares(pairs.Second));
        var folds = Enumerable.Range(0, pairs.First.Rows).Select(row => FoldOf(pairs.First.Key(row))).ToArray();
        for (var fold = 0; fold < Folds; fold++)
        {
            var teachers = links.Where(link => folds[pairs.Pairs[link].First] != fold).ToList();
            var taught = Enumerable.Range(0, sums.Length).Where(pair => folds[pairs.Pairs[pair].First] == fold).ToArray();
            AddUp(pairs, taught, Learn(pairs, teachers, first, second), sums);
        }

        return sums;
    }

    private static Weights Learn(CandidatePairs pairs, List<int> links, double[] first, double[] second)
    {
        var bits = first.Length;
        // Where nothing teaches, every weight is nought.
        var count = Math.Max(links.Count, 1);
        var linked = Counts(pairs, links);
        var spreads = Array.ConvertAll(linked, bit => count * Spread(bit.First / count, bit.Second / count));
        var together = Array.ConvertAll(linked, bit => bit.Both - (bit.First * bit.Second / count));
        var overall = together.Sum() / Math.Max(spreads.Sum(), 1);
        var (both, inFirst, inSecond, neither) = (new double[bits], new double[bits], new double[bits], 0.0);
        for (var bit = 0; bit < bits; bit++)
        {
            var (one, other) = (first[bit], second[bit]);
            var correlation = (together[bit] + (Prior * overall)) / (spreads[bit] + Prior);
            var most = Strongest * Math.Min(one, other);
            var shared = Math.Clamp((one * other) + (correlation * Spread(one, other)), Math.Min(one * other / 2, most), most);
            var none = Math.Log(Math.Max(1 - one - other + shared, Rarest) / ((1 - one) * (1 - other)));
            var onlyFirst = Math.Log((one - shared) / (one * (1 - other)));
            var onlySecond = Math.Log((other - shared) / ((1 - one) * other));
            neither += none;
            inFirst[bit] = onlyFirst - none;
            inSecond[bit] = onlySecond - none;
            both[bit] = Math.Log(shared / (one * other)) - onlyFirst - onlySecond + none;
        }

        return new(both, inFirst, inSecond, neither);
    }

    private static void AddUp(CandidatePairs pairs, int[] taught, Weights weights, double[] sums)
    {
        var both = Tables(weights.Both);
        var (first, second) = (OfRows(pairs.First, Tables(weights.First)), OfRows(pairs.Second, Tables(weights.Second)));
        Parallel.ForEach(taught, pair =>
        {
            var (one, other) = pairs.Pairs[pair];
            sums[pair] = weights.Neither + first[one] + second[other] + Sum(pairs.First.Key(one), pairs.Second.Key(other), both);
        });
    }

    // By the key, so that the order of rows does not matter.
    private static int FoldOf(ReadOnlySpan<ulong> key)
    {
        var mixed = 0UL;
        foreach (var word in key)
            mixed ^= word;
        return (int)(mixed % Folds);
    }

    private static double[] OfRows(EncodedList list, double[] tables) =>
        [.. Enumerable.Range(0, list.Rows).Select(row => Sum(list.Key(row), list.Key(row), tables))];

    // For each byte of a key the sums of the weights of its bits, by its value.
    private static double[] Tables(double[] weights)
    {
        var tables = new double[weights.Length * 32];
        for (var at = 0; at < tables.Length; at++)
        {
            for (var bit = 0; bit < 8; bit++)
                tables[at] += ((at >> bit) & 1) * weights[(at >> 8 << 3) + bit];
        }

        return tables;
    }

    private static double Sum(ReadOnlySpan<ulong> one, ReadOnlySpan<ulong> other, double[] tables)
    {
        var (sum, at) = (0.0, 0);
        for (var word = 0; word < one.Length; word++)
        {
            var common = one[word] & other[word];
            for (var shift = 0; shift < 64; shift += 8, at += 256)
                sum += tables[at + (int)((common >> shift) & 255)];
        }

        return sum;
    }

    private static (double First, double Second, double Both)[] Counts(CandidatePairs pairs, IReadOnlyCollection<int> links)
    {
        var bits = pairs.First.Header.Settings.Bits;
        var (first, second, both) = (new double[bits], new double[bits], new double[bits]);
        var common = new ulong[bits / 64];
        foreach (var link in links)
        {
            var one = pairs.First.Key(pairs.Pairs[link].First);
            var other = pairs.Second.Key(pairs.Pairs[link].Second);
            for (var word = 0; word < common.Length; word++)
                common[word] = one[word] & other[word];
            CountIn(one, first);
            CountIn(other, second);
            CountIn(common, both);
        }

        return [.. Enumerable.Range(0, bits).Select(bit => (first[bit], second[bit], both[bit]))];
    }

    private static double[] Shares(EncodedList list)
    {
        var counts = new double[list.Header.Settings.Bits];
        for (var row = 0; row < list.Rows; row++)
            CountIn(list.Key(row), counts);
        return Array.ConvertAll(counts, count => (count + 0.5) / (list.Rows + 1));
    }

    private static void CountIn(ReadOnlySpan<ulong> key, double[] counts)
    {
        for (var word = 0; word < key.Length; word++)
        {
            for (var bits = key[word]; bits != 0; bits &= bits - 1)
                counts[(word * 64) + BitOperations.TrailingZeroCount(bits)]++;
        }
    }

    private static double Spread(double one, double other) => Math.Sqrt(one * (1 - one) * other * (1 - other));

    private sealed record Weights(double[] Both, double[] First, double[] Second, double Neither);
}
