using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis.GraphicalModels;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Tests.Synthesis.Reference;

/// <summary>The same answers from the table over all columns, cell by cell: shares no code with the tree.</summary>
internal sealed class BruteForce(CodedDomain domain)
{
    public int Cells { get; } = domain.Columns.Aggregate(1, (cells, column) => cells * column.Size);

    public int CellIn(int cell, ColumnSet set)
    {
        var codes = new int[domain.Count];
        for (var column = domain.Count - 1; column >= 0; column--)
        {
            codes[column] = cell % domain.SizeOf(column);
            cell /= domain.SizeOf(column);
        }

        return set.Columns().Aggregate(0, (at, column) => (at * domain.SizeOf(column)) + codes[column]);
    }

    public double[] Sum(double[] joint, ColumnSet set)
    {
        var sums = new double[set.Columns().Aggregate(1, (cells, column) => cells * domain.SizeOf(column))];
        for (var cell = 0; cell < Cells; cell++)
            sums[CellIn(cell, set)] += joint[cell];
        return sums;
    }

    /// <summary>The product of the cliques over the product of the separators.</summary>
    public double[] Joint(GraphicalModel model)
    {
        var joint = new double[Cells];
        for (var cell = 0; cell < Cells; cell++)
        {
            joint[cell] = 1;
            for (var clique = 0; clique < model.Cliques.Length; clique++)
            {
                var table = model.Cliques[clique];
                joint[cell] *= table.Values[CellIn(cell, table.Columns)];
                if (clique == 0)
                    continue;
                var separator = model.Tree.Separators[clique];
                joint[cell] /= Enumerable.Range(0, Cells).Where(other => CellIn(other, separator) == CellIn(cell, separator))
                    .Select(other => CellIn(other, table.Columns)).Distinct().Sum(at => table.Values[at]);
            }
        }

        return joint;
    }

    public double Loss(double[] joint, IEnumerable<FitTarget> targets) => targets.Sum(target => Sum(joint, target.Columns)
        .Select((count, cell) => 0.5 * target.Precision[cell] * (count - target.Counts[cell]) * (count - target.Counts[cell])).Sum());

    /// <summary>Mirror descent on the joint table, with steps so short that each goes down.</summary>
    public double[] Descend(double[] joint, IReadOnlyList<FitTarget> targets, int steps)
    {
        joint = [.. joint];
        var total = joint.Sum();
        var places = targets.Select(target => Enumerable.Range(0, Cells).Select(cell => CellIn(cell, target.Columns)).ToArray()).ToArray();
        // The loss is smooth relative to entropy with at most total × the precisions of all targets.
        var step = 1 / (total * targets.Sum(target => target.Precision.Max()));
        for (var round = 0; round < steps; round++)
        {
            var gradient = new double[Cells];
            for (var number = 0; number < targets.Count; number++)
            {
                var sums = new double[targets[number].Counts.Length];
                for (var cell = 0; cell < Cells; cell++)
                    sums[places[number][cell]] += joint[cell];
                for (var at = 0; at < sums.Length; at++)
                    sums[at] = targets[number].Precision[at] * (sums[at] - targets[number].Counts[at]);
                for (var cell = 0; cell < Cells; cell++)
                    gradient[cell] += sums[places[number][cell]];
            }

            for (var cell = 0; cell < Cells; cell++)
                joint[cell] *= Math.Exp(-step * gradient[cell]);
            var scale = total / joint.Sum();
            for (var cell = 0; cell < Cells; cell++)
                joint[cell] *= scale;
        }

        return joint;
    }
}
