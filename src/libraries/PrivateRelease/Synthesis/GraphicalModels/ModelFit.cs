using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>A noisy table of counts that a model is fitted to.</summary>
/// <param name="Columns">Over which columns.</param>
/// <param name="Counts">The noisy counts, a cell each.</param>
/// <param name="Precision">One over the variance of each count, a cell each.</param>
internal sealed record FitTarget(ColumnSet Columns, double[] Counts, double[] Precision)
{
    /// <summary>One table from two measurements of the same columns, each weighed by its precision: loses nothing of either.</summary>
    public FitTarget And(FitTarget other)
    {
        var (counts, precision) = (new double[Counts.Length], new double[Counts.Length]);
        for (var cell = 0; cell < counts.Length; cell++)
        {
            precision[cell] = Precision[cell] + other.Precision[cell];
            counts[cell] = ((Counts[cell] * Precision[cell]) + (other.Counts[cell] * other.Precision[cell])) / precision[cell];
        }

        return new(Columns, counts, precision);
    }
}

/// <summary>Fits a model to noisy tables: weighted least squares by entropic mirror descent (McKenna, Sheldon and Miklau 2019).</summary>
internal static class ModelFit
{
    // The loss is half a sum of squared standard deviations: so small a gain over so many steps is nothing that noise would not drown.
    private const double SmallestGain = 1e-3;
    private const int StepsOfGain = 10;
    private const int MostHalvings = 25;

    // The largest factor by which one step may change a weight within a clique; keeps all numbers far from the ends of their range.
    private const double LargestExponent = 40;

    /// <summary>Fits.</summary>
    /// <param name="start">Where to start: a distribution whose factors all lie in the targets' column sets, such as the last fit.</param>
    /// <param name="targets">What was measured; one a set of columns.</param>
    /// <param name="iterations">The most steps; fewer if the last ten gained nothing.</param>
    /// <returns>The fitted model; its total is the targets' best estimate of the number of persons.</returns>
    public static GraphicalModel Run(GraphicalModel start, IReadOnlyList<FitTarget> targets, int iterations)
    {
        var tree = JunctionTree.Of(start.Domain, [.. targets.Select(target => target.Columns)]);
        var total = TotalOf(targets);
        var from = start.Over(tree, total);
        var propagation = new BeliefPropagation(from, targets);
        var loss = propagation.Loss;
        var losses = new List<double> { loss };
        var step = propagation.LargestStep(LargestExponent);
        for (var iteration = 0; iteration < iterations; iteration++)
        {
            step = Math.Min(step * 1.5, propagation.LargestStep(LargestExponent));
            var moved = false;
            for (var halving = 0; halving < MostHalvings && !moved; halving++)
            {
                var expected = propagation.Try(step);
                moved = double.IsFinite(expected) && loss - propagation.TriedLoss >= 0.25 * expected;
                if (!moved)
                    step /= 2;
            }

            if (!moved)
                break;
            propagation.Accept();
            loss = propagation.Loss;
            losses.Add(loss);
            if (losses.Count > StepsOfGain && losses[^(StepsOfGain + 1)] - loss < SmallestGain)
                break;
        }

        return propagation.Model(total);
    }

    // Every table's sum estimates the number of persons; they are weighed by their precision.
    private static double TotalOf(IReadOnlyList<FitTarget> targets)
    {
        var (sum, weights) = (0.0, 0.0);
        foreach (var target in targets)
        {
            var weight = 1 / target.Precision.Sum(precision => 1 / precision);
            sum += weight * target.Counts.Sum();
            weights += weight;
        }

        return Math.Max(1, sum / weights);
    }
}
