using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Selection;

/// <summary>Takes the best of some models by the Bayesian information criterion; one thread.</summary>
internal sealed class BestOfModels(ModelWorkbench bench, IReadOnlyList<HierarchicalModel> models) : IHiddenEstimate
{
    private readonly int[][] _models = [.. models.Select(model => model.Interactions.ToArray())];

    /// <inheritdoc/>
    public double Hidden(ReadOnlySpan<double> counts)
    {
        bench.Count(counts);
        // The likelihood of the counts themselves is common to all models and left out of the criterion.
        var unit = Math.Log(bench.Overlaps[0]);
        var (best, hidden) = (double.PositiveInfinity, double.PositiveInfinity);
        foreach (var model in _models)
        {
            if (bench.Check(counts, model) != ModelCode.Usable || bench.Hidden(counts, model) is var estimate && !double.IsFinite(estimate))
                continue;
            var criterion = bench.Deviance(counts) + (unit * model.Length);
            if (criterion < best)
                (best, hidden) = (criterion, estimate);
        }

        return hidden;
    }
}
