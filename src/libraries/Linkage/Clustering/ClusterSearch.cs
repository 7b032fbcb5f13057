using System.Numerics;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Scoring;

namespace Amparo.Linkage.Clustering;

/// <summary>Puts records together that are one person.</summary>
/// <remarks>
/// Within each group of records that links connect, the two clusters whose records fit best on average are joined, again and again, while they
/// fit: so one weak link never joins two persons of whom several records are known. All pairs of the group count, also those that no key put together.
/// </remarks>
internal sealed class ClusterSearch
{
    private const int LargestGroup = 400;
    private const double Most = 12;

    private readonly PersonTable _table;
    private readonly RecordComparison _comparison;
    private readonly LinkModel _model;
    private readonly double _threshold;
    private readonly bool[] _once;

    /// <summary>Prepares to cluster.</summary>
    /// <param name="table">The records.</param>
    /// <param name="comparison">How two are compared.</param>
    /// <param name="model">How alike they must be.</param>
    /// <param name="threshold">log2 odds from which two clusters are one person.</param>
    /// <param name="once">For each list whether it holds each person once.</param>
    public ClusterSearch(PersonTable table, RecordComparison comparison, LinkModel model, double threshold, bool[] once)
    {
        _table = table;
        _comparison = comparison;
        _model = model;
        _threshold = threshold;
        _once = once;
    }

    /// <summary>The cluster of each record: the smallest number among its members.</summary>
    /// <param name="edges">Pairs with log2 odds.</param>
    public int[] Find(IReadOnlyList<(int A, int B, double LogOdds)> edges)
    {
        var clusters = Enumerable.Range(0, _table.Count).ToArray();
        var groups = Groups(edges, Enumerable.Range(0, _table.Count), _threshold);
        Parallel.ForEach(groups, group => Split(group, edges, clusters));
        return clusters;
    }

    private void Split(int[] group, IReadOnlyList<(int A, int B, double LogOdds)> edges, int[] clusters)
    {
        if (group.Length > LargestGroup)
        {
            // A group that large hangs together by chance links: it is taken apart at its weaker ones first.
            var inside = group.ToHashSet();
            var own = edges.Where(edge => inside.Contains(edge.A) && inside.Contains(edge.B)).ToArray();
            for (var threshold = _threshold + 1; ; threshold++)
            {
                var parts = Groups(own, group, threshold);
                if (parts.All(part => part.Length < group.Length))
                {
                    foreach (var part in parts)
                        Split(part, own, clusters);
                    return;
                }
            }
        }

        Join(group, clusters);
    }

    private void Join(int[] group, int[] clusters)
    {
        var size = group.Length;
        var sums = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = i + 1; j < size; j++)
            {
                var pattern = _comparison.Compare(_table.Row(group[i]), _table.Row(group[j]), out var rarity);
                var pair = new CandidatePair(group[i], group[j], pattern) { Rarity = rarity };
                var across = ListOf(group[i]) != ListOf(group[j]);
                sums[i, j] = sums[j, i] = !across && _once[ListOf(group[i])] ? double.NegativeInfinity
                    : Math.Clamp(_model.LogOdds(pair, across) - _threshold, -Most, Most);
            }
        }

        var sizes = Enumerable.Repeat(1, size).ToArray();
        var alive = Enumerable.Range(0, size).ToList();
        while (alive.Count > 1)
        {
            var (best, one, other) = (0.0, -1, -1);
            for (var x = 0; x < alive.Count; x++)
            {
                for (var y = x + 1; y < alive.Count; y++)
                {
                    var mean = sums[alive[x], alive[y]] / (sizes[alive[x]] * sizes[alive[y]]);
                    if (mean > best)
                        (best, one, other) = (mean, alive[x], alive[y]);
                }
            }

            if (one < 0)
                break;
            foreach (var rest in alive)
            {
                if (rest != one && rest != other)
                    sums[one, rest] = sums[rest, one] = sums[one, rest] + sums[other, rest];
            }

            sizes[one] += sizes[other];
            alive.Remove(other);
            for (var i = 0; i < size; i++)
            {
                if (clusters[group[i]] == group[other])
                    clusters[group[i]] = group[one];
            }
        }
    }

    private int ListOf(int record) => _table.Rows[(record * PersonTable.Width) + PersonTable.List];

    // Connected records, in ascending order; single ones are left out.
    private static List<int[]> Groups(IReadOnlyList<(int A, int B, double LogOdds)> edges, IEnumerable<int> records, double threshold)
    {
        var parents = new Dictionary<int, int>();
        int Root(int record)
        {
            while (parents.TryGetValue(record, out var parent) && parent != record)
                record = parent;
            return record;
        }

        foreach (var (a, b, odds) in edges)
        {
            if (odds < threshold)
                continue;
            var (one, other) = (Root(a), Root(b));
            if (one < other)
                parents[other] = one;
            else if (other < one)
                parents[one] = other;
            parents.TryAdd(Math.Min(a, b), Math.Min(a, b));
        }

        return [.. records.Where(parents.ContainsKey).GroupBy(Root).Select(group => group.Order().ToArray()).Where(group => group.Length > 1)];
    }
}
