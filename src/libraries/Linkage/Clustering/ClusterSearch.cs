using System.Runtime.InteropServices;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Scoring;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Clustering;

/// <summary>A pair of records with the log2 odds that they are one person.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Edge(int A, int B, float LogOdds);

/// <summary>Puts records together that are one person.</summary>
/// <remarks>
/// Within each group of records that links connect, the two clusters whose records fit best on average are joined, again and again, while they
/// fit: so one weak link never joins two persons of whom several records are known. All pairs of the group count, also those that no key put together.
/// What people decided stands: "different" never comes together, "same" comes first. Results do not depend on the order of rows or on threads.
/// </remarks>
internal sealed class ClusterSearch
{
    private const int LargestGroup = 100;
    private const float Most = 12;
    private const float Decided = 1e6f;

    private readonly PersonTable _table;
    private readonly RecordComparison _comparison;
    private readonly LinkModel _model;
    private readonly float _threshold;

    /// <summary>Prepares to cluster.</summary>
    /// <param name="table">The records.</param>
    /// <param name="comparison">How two are compared.</param>
    /// <param name="model">How alike they must be.</param>
    /// <param name="threshold">log2 odds from which two clusters are one person.</param>
    public ClusterSearch(PersonTable table, RecordComparison comparison, LinkModel model, double threshold)
    {
        _table = table;
        _comparison = comparison;
        _model = model;
        _threshold = (float)threshold;
    }

    /// <summary>For each list whether it holds each person once.</summary>
    public bool[] Once { get; init; } = [];

    /// <summary>Pairs that people decided: whether they are one person.</summary>
    public IReadOnlyDictionary<(int A, int B), bool> Settled { get; init; } = new Dictionary<(int, int), bool>();

    /// <summary>Number of a draw: each pair's odds are drawn anew around its own; zero for no draw.</summary>
    public int Draw { get; init; }

    /// <summary>The cluster of each record: the smallest number among its members.</summary>
    /// <param name="edges">Pairs that may be one person.</param>
    public int[] Find(Edge[] edges)
    {
        var clusters = new int[_table.Count];
        for (var record = 0; record < clusters.Length; record++)
            clusters[record] = record;
        var roots = (int[])clusters.Clone();
        foreach (var ((a, b), same) in Settled)
        {
            if (same)
                Unite(roots, a, b);
        }

        foreach (var edge in edges)
        {
            if (edge.LogOdds + Noise(edge.A, edge.B) >= _threshold)
                Unite(roots, edge.A, edge.B);
        }

        var groups = Groups(roots);
        var own = OfLargeGroups(edges, roots, groups);
        Parallel.ForEach(groups, group => Split(group, own.TryGetValue(group[0], out var inside) ? [.. inside] : [], clusters));
        return clusters;
    }

    // Only groups that must be taken apart need their edges; all of them are found in one pass.
    private static Dictionary<int, List<Edge>> OfLargeGroups(Edge[] edges, int[] roots, List<int[]> groups)
    {
        var own = groups.Where(group => group.Length > LargestGroup).ToDictionary(group => group[0], _ => new List<Edge>());
        if (own.Count == 0)
            return own;
        foreach (var edge in edges)
        {
            var root = Root(roots, edge.A);
            if (own.TryGetValue(root, out var inside) && Root(roots, edge.B) == root)
                inside.Add(edge);
        }

        return own;
    }

    private void Split(int[] group, Edge[] edges, int[] clusters)
    {
        if (group.Length <= LargestGroup)
        {
            Join(group, clusters);
            return;
        }

        // A group that large hangs together by chance links: it is taken apart at its weaker ones first.
        var places = group.Index().ToDictionary(member => member.Item, member => member.Index);
        var inside = edges.Where(edge => places.ContainsKey(edge.A) && places.ContainsKey(edge.B)).ToArray();
        var strongest = inside.Length == 0 ? 0 : inside.Max(edge => edge.LogOdds);
        for (var threshold = _threshold + 1; threshold <= strongest; threshold++)
        {
            var roots = Enumerable.Range(0, group.Length).ToArray();
            foreach (var ((a, b), same) in Settled)
            {
                if (same && places.TryGetValue(a, out var one) && places.TryGetValue(b, out var other))
                    Unite(roots, one, other);
            }

            foreach (var edge in inside)
            {
                if (edge.LogOdds >= threshold)
                    Unite(roots, places[edge.A], places[edge.B]);
            }

            var parts = Groups(roots);
            if (parts.Any(part => part.Length == group.Length))
                continue;
            foreach (var part in parts)
                Split([.. part.Select(place => group[place])], inside, clusters);
            return;
        }

        JoinIdentical(group, clusters);
    }

    // Records without end that are alike to the last field: what cannot be told apart is one, as far as lists and decisions allow.
    private void JoinIdentical(int[] group, int[] clusters)
    {
        var apart = new HashSet<int>();
        foreach (var ((a, b), same) in Settled)
        {
            if (!same)
                apart.UnionWith([a, b]);
        }

        foreach (var alike in group.Where(record => !apart.Contains(record)).GroupBy(record => string.Join(' ', Fields(record)), StringComparer.Ordinal))
        {
            // The n-th record of a list that holds each person once is the n-th person.
            var persons = new List<int>();
            var taken = new Dictionary<int, int>();
            foreach (var record in alike)
            {
                var list = _table.Row(record)[PersonTable.List];
                var person = Once[list] ? taken[list] = taken.GetValueOrDefault(list, -1) + 1 : 0;
                if (person == persons.Count)
                    persons.Add(record);
                if (persons[person] != record && OddsOf(persons[person], record) >= 0)
                    clusters[record] = persons[person];
            }
        }

        foreach (var ((a, b), same) in Settled.OrderBy(pair => pair.Key))
        {
            if (same && group.Contains(a) && group.Contains(b) && clusters[b] != clusters[a])
            {
                var (from, to) = (Math.Max(clusters[a], clusters[b]), Math.Min(clusters[a], clusters[b]));
                foreach (var record in group.Where(record => clusters[record] == from))
                    clusters[record] = to;
            }
        }
    }

    private int[] Fields(int record)
    {
        var fields = _table.Row(record).ToArray();
        fields[PersonTable.List] = 0;
        return fields;
    }

    private void Join(int[] group, int[] clusters)
    {
        if (group.Length == 2)
        {
            if (OddsOf(group[0], group[1]) >= 0)
                clusters[group[1]] = group[0];
            return;
        }

        var size = group.Length;
        var sums = new float[size * size];
        for (var i = 0; i < size; i++)
        {
            for (var j = i + 1; j < size; j++)
                sums[(i * size) + j] = sums[(j * size) + i] = OddsOf(group[i], group[j]);
        }

        var sizes = new int[size];
        Array.Fill(sizes, 1);
        var alive = new List<int>(Enumerable.Range(0, size));
        var into = Enumerable.Range(0, size).ToArray();
        while (alive.Count > 1)
        {
            var (best, one, other) = (-1e-6f, -1, -1);
            for (var x = 0; x < alive.Count; x++)
            {
                for (var y = x + 1; y < alive.Count; y++)
                {
                    var mean = sums[(alive[x] * size) + alive[y]] / (sizes[alive[x]] * sizes[alive[y]]);
                    if (mean > best)
                        (best, one, other) = (mean, alive[x], alive[y]);
                }
            }

            if (one < 0)
                break;
            foreach (var rest in alive)
            {
                if (rest != one && rest != other)
                    sums[(one * size) + rest] = sums[(rest * size) + one] = sums[(one * size) + rest] + sums[(other * size) + rest];
            }

            sizes[one] += sizes[other];
            into[other] = one;
            alive.Remove(other);
        }

        for (var i = 0; i < size; i++)
        {
            var root = i;
            while (into[root] != root)
                root = into[root];
            clusters[group[i]] = group[root];
        }
    }

    // By how much two records pass the threshold, within bounds, so that no single pair outweighs a cluster.
    private float OddsOf(int a, int b)
    {
        if (Settled.Count > 0 && Settled.TryGetValue((Math.Min(a, b), Math.Max(a, b)), out var same))
            return same ? Decided : float.NegativeInfinity;
        var left = _table.Row(a);
        var right = _table.Row(b);
        var across = left[PersonTable.List] != right[PersonTable.List];
        if (!across && Once[left[PersonTable.List]])
            return float.NegativeInfinity;
        var pattern = _comparison.Compare(left, right, out var rarity);
        var odds = _model.LogOdds(new CandidatePair(a, b, pattern) { Rarity = rarity }, across);
        return Math.Clamp((float)odds + Noise(a, b) - _threshold, -Most, Most);
    }

    // A logistic draw in bits: with it a pair passes even odds exactly as often as it is probable.
    private float Noise(int a, int b)
    {
        if (Draw == 0)
            return 0;
        var hash = TextDictionary.Mix(TextDictionary.Mix(((ulong)(uint)Math.Min(a, b) << 32) | (uint)Math.Max(a, b)) ^ TextDictionary.Mix((ulong)Draw));
        var unit = ((hash >> 11) + 0.5) / (1UL << 53);
        return (float)Math.Log2(unit / (1 - unit));
    }

    private static int Root(int[] roots, int record)
    {
        while (roots[record] != record)
            record = roots[record] = roots[roots[record]];
        return record;
    }

    private static void Unite(int[] roots, int a, int b)
    {
        var (one, other) = (Root(roots, a), Root(roots, b));
        roots[Math.Max(one, other)] = Math.Min(one, other);
    }

    // Connected records, in ascending order; single ones are left out.
    private static List<int[]> Groups(int[] roots)
    {
        var sizes = new int[roots.Length];
        for (var record = 0; record < roots.Length; record++)
            sizes[Root(roots, record)]++;
        var groups = new List<int[]>();
        var places = new int[roots.Length];
        for (var record = 0; record < roots.Length; record++)
        {
            if (sizes[record] > 1)
            {
                places[record] = groups.Count;
                groups.Add(new int[sizes[record]]);
            }
        }

        var filled = new int[groups.Count];
        for (var record = 0; record < roots.Length; record++)
        {
            var root = Root(roots, record);
            if (sizes[root] > 1)
                groups[places[root]][filled[places[root]]++] = record;
        }

        return groups;
    }
}
