using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>How one table is added up onto several sets of its columns at once, and how factors over these sets are multiplied into it.</summary>
/// <remarks>
/// A tree of partial sums: at each axis the targets part into those that keep it and those that do not, and what is summed once serves all below.
/// Outer axes go first, in long runs, so that the table has shrunk before the short runs come. Products go through the same tree backwards, so
/// the large table is touched a few times however many factors there are. Holds scratch tables: one caller at a time.
/// </remarks>
internal sealed class SumProductPlan
{
    private readonly Node _root;

    /// <summary>Plans.</summary>
    /// <param name="domain">The public domain.</param>
    /// <param name="columns">The columns of the large table.</param>
    /// <param name="targets">Different sets of its columns; at least one.</param>
    public SumProductPlan(CodedDomain domain, ColumnSet columns, IReadOnlyList<ColumnSet> targets)
    {
        var named = targets.Select((set, number) => new Target(set, number)).ToList();
        _root = Plan(domain, columns, 0, named);
    }

    /// <summary>Adds the table up onto every target.</summary>
    public void Sum(double[] table, double[][] sums) => Sum(_root, table, sums);

    /// <summary>Multiplies the table by a factor for each target.</summary>
    public void MultiplyInto(double[] table, double[][] factors) => MultiplyInto(_root, table, factors);

    private static Node Plan(CodedDomain domain, ColumnSet table, int first, List<Target> targets)
    {
        for (var column = first; column < domain.Count; column++)
        {
            if (!table.Contains(column) || targets.TrueForAll(target => target.Set.Contains(column)))
                continue;
            var without = new ColumnSet(table.Bits & ~(1UL << column));
            var run = checked((int)DenseTable.CellsOf(domain, new(column == 63 ? 0 : table.Bits & (ulong.MaxValue << (column + 1)))));
            var blocks = checked((int)DenseTable.CellsOf(domain, new(table.Bits & ((1UL << column) - 1))));
            var summed = Plan(domain, without, column + 1, targets.FindAll(target => !target.Set.Contains(column)));
            var kept = targets.FindAll(target => target.Set.Contains(column));
            return new(-1, new(blocks, domain.SizeOf(column), run), summed, kept.Count == 0 ? null : Plan(domain, table, column + 1, kept))
            {
                // A target's own array takes the sum where nothing more is summed.
                Scratch = summed.Target >= 0 ? [] : DenseTable.Allocate(domain, without),
            };
        }

        return new(targets[0].Number, default, null, null);
    }

    private static void Sum(Node node, double[] table, double[][] sums)
    {
        if (node.Summed is not { } summed)
        {
            table.CopyTo(sums[node.Target], 0);
            return;
        }

        var to = summed.Target >= 0 ? sums[summed.Target] : node.Scratch;
        AxisArithmetic.Sum(table, to, node.Axis);
        if (summed.Target < 0)
            Sum(summed, to, sums);
        if (node.Kept is { } kept)
            Sum(kept, table, sums);
    }

    private static void MultiplyInto(Node node, double[] table, double[][] factors)
    {
        if (node.Summed is not { } summed)
        {
            AxisArithmetic.Multiply(table, factors[node.Target]);
            return;
        }

        AxisArithmetic.Multiply(table, FactorOf(node, summed, factors), node.Axis);
        if (node.Kept is { } kept)
            MultiplyInto(kept, table, factors);
    }

    private static double[] FactorOf(Node node, Node summed, double[][] factors)
    {
        if (summed.Target >= 0)
            return factors[summed.Target];
        Product(summed, node.Scratch, factors);
        return node.Scratch;
    }

    private static void Product(Node node, double[] table, double[][] factors)
    {
        if (node.Summed is not { } summed)
        {
            factors[node.Target].CopyTo(table, 0);
            return;
        }

        var factor = FactorOf(node, summed, factors);
        if (node.Kept is not { } kept)
        {
            AxisArithmetic.Repeat(factor, table, node.Axis);
            return;
        }

        Product(kept, table, factors);
        AxisArithmetic.Multiply(table, factor, node.Axis);
    }

    [System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
    private readonly record struct Target(ColumnSet Set, int Number);

    private sealed record Node(int Target, Axis Axis, Node? Summed, Node? Kept)
    {
        public double[] Scratch { get; init; } = [];
    }
}
