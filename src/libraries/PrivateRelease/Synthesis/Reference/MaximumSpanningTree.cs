using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Synthesis.GraphicalModels;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.Reference;

/// <summary>MST: all columns, and a tree of the pairs that hang together most (McKenna, Miklau, Sheldon 2021, arXiv:2108.04978).</summary>
/// <remarks>
/// The meter counts zCDP: a third for the columns, a third for choosing the pairs, a third for measuring them. Codes that are not seen above
/// three deviations are folded into one, and told apart again evenly. A reference to compare with, as published.
/// </remarks>
internal static class MaximumSpanningTree
{
    private const double FoldingDeviations = 3;

    // Pairs with more cells are no edges: they would be noise only, and fill the memory.
    private const double LargestTable = 1e7;

    /// <summary>Runs the mechanism.</summary>
    /// <param name="task">The rows, the budget in zCDP, all of which is spent where there is more than one column, and the randomness.</param>
    /// <param name="options">How.</param>
    /// <returns>Synthetic rows, as many as the noisy tables say.</returns>
    public static SynthesisResult Run(SynthesisTask task, MaximumSpanningTreeOptions options)
    {
        var domain = task.Table.Domain;
        var third = task.Meter.Remaining / 3;
        var coins = new RandomBits(task.Noise);
        var deviation = Math.Sqrt(domain.Count / (2 * third));
        var counts = new PersonCounts(task.Table, task.Meter, task.Noise);
        var columns = new double[domain.Count][];
        for (var column = 0; column < domain.Count; column++)
            columns[column] = counts.Measure(ColumnSet.Of(column), deviation);
        task.Progress?.Invoke(0.2);

        var folding = new CodeFolding(domain, columns, FoldingDeviations * deviation);
        var folded = new PersonCounts(folding.Fold(task.Table), task.Meter, task.Noise);
        var singles = folding.Targets(columns, deviation);
        var model = ModelFit.Run(GraphicalModel.Uniform(folding.Domain, 1), singles, options.Iterations);
        var edges = Tree(task, (folded, third), model, coins);
        task.Progress?.Invoke(0.5);
        foreach (var edge in edges)
            folded.Measure(edge, Math.Sqrt(edges.Count / (2 * third)));
        model = ModelFit.Run(model, [.. singles, .. folded.Targets], options.Iterations);
        var rows = folding.Unfold(RowSampling.Draw(model, coins), coins);
        task.Progress?.Invoke(1);
        return new(rows, [.. counts.Measured, .. folded.Measured]);
    }

    // Kruskal's tree, each edge chosen by the exponential mechanism among those that join two parts.
    private static List<ColumnSet> Tree(SynthesisTask task, (PersonCounts Counts, double Budget) folded, GraphicalModel model, RandomBits coins)
    {
        var count = model.Domain.Count;
        var query = new ModelQuery(model);
        var pairs = (from left in Enumerable.Range(0, count)
                     from right in Enumerable.Range(left + 1, count - left - 1)
                     where DenseTable.CellsOf(model.Domain, ColumnSet.Of(left, right)) <= LargestTable
                     select (left, right)).ToList();
        var errors = pairs.ToDictionary(
            pair => pair,
            pair => folded.Counts.AbsoluteError(ColumnSet.Of(pair.left, pair.right), query.Marginal(ColumnSet.Of(pair.left, pair.right)).Values));
        var parts = Enumerable.Range(0, count).ToArray();
        var edges = new List<ColumnSet>();
        while (pairs.FindAll(pair => parts[pair.left] != parts[pair.right]) is { Count: > 0 } joining)
        {
            var epsilon = Math.Sqrt(8 * folded.Budget / (count - 1));
            task.Meter.Spend(ExponentialSelection.Cost(epsilon));
            var (left, right) = joining[ExponentialSelection.Choose(coins, [.. joining.Select(pair => errors[pair])], new Sensitivity(1), epsilon)];
            edges.Add(ColumnSet.Of(left, right));
            var (from, to) = (parts[right], parts[left]);
            for (var column = 0; column < count; column++)
                parts[column] = parts[column] == from ? to : parts[column];
        }

        return edges;
    }
}
