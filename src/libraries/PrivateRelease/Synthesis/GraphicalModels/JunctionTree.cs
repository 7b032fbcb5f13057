using System.Numerics;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>A tree of overlapping sets of columns, such that every set asked for lies in one of them and each column's cliques hang together.</summary>
/// <remarks>
/// The graph in which the columns of each set are joined is triangulated by greedy elimination, once by fewest added edges and once by smallest
/// clique; the one with fewer cells is kept. The cliques are joined by a maximum spanning tree on the number of columns they share; parts
/// without common columns are joined by an empty separator. Depends on the public domain and the sets only. Immutable.
/// </remarks>
internal sealed class JunctionTree
{
    private JunctionTree(ColumnSet[] cliques, int[] parents)
    {
        Cliques = cliques;
        Parents = parents;
        Separators = new ColumnSet[cliques.Length];
        Children = new int[cliques.Length][];
        for (var clique = 1; clique < cliques.Length; clique++)
            Separators[clique] = new(cliques[clique].Bits & cliques[parents[clique]].Bits);
        for (var clique = 0; clique < cliques.Length; clique++)
            Children[clique] = [.. Enumerable.Range(0, cliques.Length).Where(child => parents[child] == clique)];
    }

    /// <summary>The cliques; none lies in another, and each stands behind its parent.</summary>
    public ColumnSet[] Cliques { get; }

    /// <summary>The parent of each clique; -1 for the first, which is the root.</summary>
    public int[] Parents { get; }

    /// <summary>What each clique shares with its parent; empty for the root.</summary>
    public ColumnSet[] Separators { get; }

    public int[][] Children { get; }

    public static JunctionTree Of(CodedDomain domain, IReadOnlyList<ColumnSet> sets)
    {
        var cliques = Triangulate(domain, sets);
        var placed = new List<ColumnSet> { cliques[0] };
        var parents = new List<int> { -1 };
        var left = cliques.Skip(1).ToList();
        while (left.Count > 0)
        {
            var (next, parent, most) = (0, 0, -1);
            for (var candidate = 0; candidate < left.Count; candidate++)
            {
                for (var at = 0; at < placed.Count; at++)
                {
                    var shared = BitOperations.PopCount(left[candidate].Bits & placed[at].Bits);
                    if (shared > most)
                        (next, parent, most) = (candidate, at, shared);
                }
            }

            placed.Add(left[next]);
            parents.Add(parent);
            left.RemoveAt(next);
        }

        return new([.. placed], [.. parents]);
    }

    /// <summary>How many cells the cliques of the tree over these sets have together: what a model costs in memory.</summary>
    public static double Cells(CodedDomain domain, IReadOnlyList<ColumnSet> sets) => TotalCells(domain, Triangulate(domain, sets));

    private static double TotalCells(CodedDomain domain, List<ColumnSet> cliques) => cliques.Sum(clique => DenseTable.CellsOf(domain, clique));

    private static List<ColumnSet> Triangulate(CodedDomain domain, IReadOnlyList<ColumnSet> sets)
    {
        var fewestEdges = Eliminate(domain, sets, byFill: true);
        var smallestCliques = Eliminate(domain, sets, byFill: false);
        return TotalCells(domain, smallestCliques) < TotalCells(domain, fewestEdges) ? smallestCliques : fewestEdges;
    }

    private static List<ColumnSet> Eliminate(CodedDomain domain, IReadOnlyList<ColumnSet> sets, bool byFill)
    {
        var neighbours = new ulong[domain.Count];
        foreach (var set in sets)
        {
            for (var left = set.Bits; left != 0; left &= left - 1)
                neighbours[BitOperations.TrailingZeroCount(left)] |= set.Bits;
        }

        var cliques = new List<ColumnSet>();
        var remaining = domain.Count == 64 ? ulong.MaxValue : (1UL << domain.Count) - 1;
        while (remaining != 0)
        {
            var (best, bestFill, bestCells) = (-1, 0, 0.0);
            for (var left = remaining; left != 0; left &= left - 1)
            {
                var column = BitOperations.TrailingZeroCount(left);
                var around = (neighbours[column] & remaining) | (1UL << column);
                var fill = Fill(neighbours, around);
                var cells = DenseTable.CellsOf(domain, new(around));
                var better = byFill ? (fill, cells).CompareTo((bestFill, bestCells)) < 0 : (cells, fill).CompareTo((bestCells, bestFill)) < 0;
                if (best < 0 || better)
                    (best, bestFill, bestCells) = (column, fill, cells);
            }

            var clique = new ColumnSet((neighbours[best] & remaining) | (1UL << best));
            for (var left = clique.Bits; left != 0; left &= left - 1)
                neighbours[BitOperations.TrailingZeroCount(left)] |= clique.Bits;
            remaining &= ~(1UL << best);
            // A clique of a later elimination can only lie in an earlier one, never hold it.
            if (!cliques.Any(earlier => earlier.Covers(clique)))
                cliques.Add(clique);
        }

        return cliques;
    }

    private static int Fill(ulong[] neighbours, ulong around)
    {
        var missing = 0;
        for (var left = around; left != 0; left &= left - 1)
        {
            var column = BitOperations.TrailingZeroCount(left);
            missing += BitOperations.PopCount(around & ~neighbours[column] & ~(1UL << column));
        }

        return missing;
    }
}
