using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Selection;

/// <summary>One model among all.</summary>
/// <param name="Model">The model.</param>
/// <param name="Estimate">All persons, observed and hidden.</param>
/// <param name="Aic">Akaike's criterion.</param>
/// <param name="Bic">The Bayesian information criterion.</param>
public sealed record RankedModel(HierarchicalModel Model, double Estimate, double Aic, double Bic);

/// <summary>One model that the data cannot answer.</summary>
/// <param name="Model">The model.</param>
/// <param name="Code">Why.</param>
public sealed record ExcludedModel(HierarchicalModel Model, ModelCode Code);

/// <summary>All hierarchical models fitted and ranked by the Bayesian information criterion.</summary>
/// <param name="Order">The most lists of a term.</param>
/// <param name="Usable">Usable models, the best first; of equal ones the one with fewer and earlier terms.</param>
/// <param name="Excluded">Models that the data cannot answer.</param>
/// <remarks>[Silverman2024] doi:10.1007/s11222-023-10346-9.</remarks>
public sealed record ModelRanking(int Order, IReadOnlyList<RankedModel> Usable, IReadOnlyList<ExcludedModel> Excluded)
{
    /// <summary>Fits and ranks.</summary>
    /// <param name="table">Capture histories of three to six lists.</param>
    /// <param name="order">The most lists of a term, from 1; null for the customary 2, 3, 3, 2 of three to six lists.</param>
    /// <param name="threads">Threads, from 1; the result is the same for any number.</param>
    /// <returns>The ranking; <c>EST-017</c> with other numbers of lists, or with six lists and terms of three.</returns>
    public static Outcome<ModelRanking> Of(CaptureHistories table, int? order = null, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentOutOfRangeException.ThrowIfLessThan(threads, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(order ?? 1, 1, nameof(order));
        var lists = table.Lists.Count;
        var highest = order ?? HierarchicalModels.DefaultOrder(lists);
        if (lists is < 3 or > HierarchicalModels.MostLists || (lists == HierarchicalModels.MostLists && highest > 2))
            return new Problem(EstimationProblems.ListsOutOfRange, "lists");

        var models = HierarchicalModels.All(lists, highest);
        var fits = new (ModelCode Code, double Hidden, double Deviance)[models.Count];
        var saturated = ModelWorkbench.SaturatedScore(table.Counts);
        const int Block = 256;
        Parallel.For(0, (models.Count + Block - 1) / Block, new() { MaxDegreeOfParallelism = threads },
            () => Ready(table),
            (block, _, bench) =>
            {
                for (var i = block * Block; i < Math.Min(models.Count, (block + 1) * Block); i++)
                    fits[i] = Fit(bench, table.Counts, models[i], highest);
                return bench;
            },
            _ => { });

        var n = Math.Log(table.Observed);
        var usable = new List<(RankedModel Ranked, int Place)>();
        var excluded = new List<ExcludedModel>();
        for (var i = 0; i < models.Count; i++)
        {
            var model = HierarchicalModel.Of(lists, models[i]);
            var aic = fits[i].Deviance + saturated + (2 * model.Parameters);
            if (fits[i].Code == ModelCode.Usable)
                usable.Add((new(model, table.Observed + fits[i].Hidden, aic, aic + ((n - 2) * model.Parameters)), i));
            else
                excluded.Add(new(model, fits[i].Code));
        }

        return new ModelRanking(highest, [.. usable.OrderBy(model => model.Ranked.Bic).ThenBy(model => model.Place).Select(model => model.Ranked)], excluded);
    }

    /// <summary>The smallest and largest estimate among the models near the best.</summary>
    /// <param name="units">How much worse than the best a model's criterion may be, in units of the criterion.</param>
    /// <returns>Bounds, and how many models there are.</returns>
    /// <exception cref="InvalidOperationException">No model is usable.</exception>
    public (double Smallest, double Largest, int Models) Near(double units)
    {
        if (Usable.Count == 0)
            throw new InvalidOperationException("No model is usable.");
        var near = Usable.TakeWhile(model => model.Bic <= Usable[0].Bic + units).Select(model => model.Estimate).ToArray();
        return (near.Min(), near.Max(), near.Length);
    }

    private static ModelWorkbench Ready(CaptureHistories table)
    {
        var bench = new ModelWorkbench(table.Lists.Count);
        bench.Count(table.Counts);
        return bench;
    }

    private static (ModelCode Code, double Hidden, double Deviance) Fit(ModelWorkbench bench, ReadOnlySpan<double> counts, int[] model, int order)
    {
        var code = bench.CheckOneOfMany(counts, model, order);
        if (code != ModelCode.Usable)
            return (code, double.NaN, double.NaN);
        var hidden = bench.Hidden(counts, model);
        return double.IsFinite(hidden) ? (code, hidden, bench.Deviance(counts)) : (ModelCode.NoMaximum, double.NaN, double.NaN);
    }
}
