using System.Numerics;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Graphs;

/// <summary>Which lists depend on one another directly: a decomposable graph.</summary>
/// <param name="Lists">Number of lists.</param>
/// <param name="Cliques">Largest sets of lists that all depend on one another, as bits; by number of lists, then 12, 13, …, 23, ….</param>
/// <param name="Separators">
/// Sets of lists that two cliques meet in when the cliques are joined to a tree, as bits, in the same order; one may come several times. Where the graph
/// falls into parts nothing joins them, and no empty set is written.
/// </param>
/// <remarks>Two graphs of the same cliques are equal.</remarks>
public sealed record DecomposableGraph(int Lists, IReadOnlyList<int> Cliques, IReadOnlyList<int> Separators)
{
    /// <summary>Whether every list depends on every other, so that the observed persons say nothing of the hidden.</summary>
    public bool IsComplete => Cliques.Count == 1;

    /// <inheritdoc/>
    public bool Equals(DecomposableGraph? other) => other is not null && other.Lists == Lists && other.Cliques.SequenceEqual(Cliques);

    /// <inheritdoc/>
    public override int GetHashCode() => Cliques.Aggregate(Lists, HashCode.Combine);

    /// <summary>The cliques, lists counted from 1: <c>[12,23,4]</c>.</summary>
    public override string ToString() => HierarchicalModel.Of(Lists, Cliques).ToString();
}

/// <summary>All decomposable graphs of a number of lists.</summary>
/// <remarks>
/// A graph is decomposable if a list can be taken away whose neighbours are all neighbours of one another, and so on until none is left
/// ([Fulkerson1965] D. R. Fulkerson, O. A. Gross, Incidence matrices and interval graphs, doi:10.2140/pjm.1965.15.835). The separators are the
/// edges of a heaviest tree of the cliques, weighed by the lists that two cliques share ([Bernstein1981] P. A. Bernstein, N. Goodman, Power of
/// natural semijoins, doi:10.1137/0210059). There are 8, 61, 822 and 18,154 graphs for three to six lists.
/// </remarks>
public static class DecomposableGraphs
{
    /// <summary>The least lists.</summary>
    public const int LeastLists = 3;

    /// <summary>The most lists.</summary>
    public const int MostLists = 6;

    /// <summary>All of them: from no dependence to the complete graph, in an order that never changes.</summary>
    /// <param name="lists">Three to six.</param>
    /// <exception cref="ArgumentOutOfRangeException">Another number of lists.</exception>
    public static IReadOnlyList<DecomposableGraph> All(int lists)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lists, LeastLists);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(lists, MostLists);
        var pairs = HierarchicalModel.Pairs(lists);
        var graphs = new List<DecomposableGraph>();
        var neighbours = new int[lists];
        for (var chosen = 0; chosen < 1 << pairs.Length; chosen++)
        {
            Array.Clear(neighbours);
            for (var rest = chosen; rest != 0; rest &= rest - 1)
            {
                var pair = pairs[BitOperations.TrailingZeroCount(rest)];
                var (one, other) = (BitOperations.TrailingZeroCount(pair), BitOperations.Log2((uint)pair));
                neighbours[one] |= 1 << other;
                neighbours[other] |= 1 << one;
            }

            if (Cliques(neighbours) is { } cliques)
                graphs.Add(new(lists, cliques, Separators(cliques)));
        }

        return graphs;
    }

    // Takes away one list after another whose neighbours are neighbours of one another; null where none is left to take.
    private static int[]? Cliques(int[] neighbours)
    {
        var left = (1 << neighbours.Length) - 1;
        var found = new List<int>();
        while (left != 0)
        {
            var list = 0;
            while (list < neighbours.Length && ((left >> list) & 1) == 0 | !IsSimplicial(neighbours, list, left))
                list++;
            if (list == neighbours.Length)
                return null;
            var clique = (neighbours[list] & left) | (1 << list);
            if (!found.Exists(known => (known & clique) == clique))
                found.Add(clique);
            left &= ~(1 << list);
        }

        var cliques = found.ToArray();
        Array.Sort(cliques, HierarchicalModel.Compare);
        return cliques;
    }

    private static bool IsSimplicial(int[] neighbours, int list, int left)
    {
        var around = neighbours[list] & left;
        for (var rest = around; rest != 0; rest &= rest - 1)
        {
            var one = BitOperations.TrailingZeroCount(rest);
            if ((around & ~(neighbours[one] | (1 << one))) != 0)
                return false;
        }

        return true;
    }

    private static int[] Separators(int[] cliques)
    {
        var separators = new List<int>();
        var joined = new List<int> { cliques[0] };
        var apart = cliques.Skip(1).ToList();
        while (apart.Count > 0)
        {
            var (next, shared) = (apart[0], 0);
            foreach (var clique in apart)
            {
                foreach (var known in joined)
                {
                    if (BitOperations.PopCount((uint)(clique & known)) > BitOperations.PopCount((uint)shared))
                        (next, shared) = (clique, clique & known);
                }
            }

            if (shared != 0)
                separators.Add(shared);
            joined.Add(next);
            apart.Remove(next);
        }

        var sorted = separators.ToArray();
        Array.Sort(sorted, HierarchicalModel.Compare);
        return sorted;
    }
}
