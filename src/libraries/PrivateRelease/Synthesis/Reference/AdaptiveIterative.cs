using System.Numerics;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Synthesis.GraphicalModels;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.Reference;

/// <summary>AIM: measures the tables that its model gets most wrong, one a round, and fits the model again (McKenna, Mullins, Sheldon, Miklau 2022, arXiv:2201.12677).</summary>
/// <remarks>
/// The meter counts zCDP. Nine tenths of a round go to the measurement, one to the choice. The noise is halved whenever a measurement moved the model by
/// less than its own noise would; so it depends on what was seen, which zCDP allows while the sum stays in the budget. The last round spends all that is
/// left. A reference to compare with, as published: no better choice was put in.
/// </remarks>
internal static class AdaptiveIterative
{
    private const double MeasuredShare = 0.9;

    // The mean of the absolute value of Gaussian noise, in deviations.
    private static readonly double MeanNoise = Math.Sqrt(2 / Math.PI);

    /// <summary>Runs the mechanism.</summary>
    /// <param name="task">The rows, the budget in zCDP, all of which is spent, and the randomness.</param>
    /// <param name="options">How.</param>
    /// <returns>Synthetic rows, as many as the noisy tables say.</returns>
    /// <exception cref="ArgumentException">There are fewer rounds than columns, or no table of the workload is small enough. Nothing was spent.</exception>
    public static SynthesisResult Run(SynthesisTask task, AdaptiveIterativeOptions options)
    {
        var domain = task.Table.Domain;
        var meter = task.Meter;
        var budget = meter.Remaining;
        var already = meter.Spent;
        double Spent() => meter.Spent - already;
        var rounds = options.Rounds ?? 16 * domain.Count;
        ArgumentOutOfRangeException.ThrowIfLessThan(rounds, domain.Count, nameof(options));
        var deviation = Math.Sqrt(rounds / (2 * MeasuredShare * budget));
        var epsilon = Math.Sqrt(8 * (1 - MeasuredShare) * budget / rounds);
        var counts = new PersonCounts(task.Table, meter, task.Noise);
        var coins = new RandomBits(task.Noise);
        var candidates = Candidates(domain, options);

        for (var column = 0; column < domain.Count; column++)
            counts.Measure(ColumnSet.Of(column), deviation);
        var model = ModelFit.Run(GraphicalModel.Uniform(domain, 1), counts.Targets, options.Iterations);
        for (var last = false; !last;)
        {
            var left = budget - Spent();
            if (left < 2 * (PersonCounts.Cost(deviation) + ExponentialSelection.Cost(epsilon)))
            {
                last = true;
                deviation = Math.Sqrt(1 / (2 * MeasuredShare * left));
                epsilon = Math.Sqrt(8 * (1 - MeasuredShare) * left);
            }

            var choiceCost = ExponentialSelection.Cost(epsilon);
            meter.Spend(choiceCost);
            var share = Math.Min(1, (Spent() + PersonCounts.Cost(deviation)) / budget);
            var affordable = Affordable(domain, candidates, counts.Targets, options.ModelMegabytes * share);
            var chosen = Choose(affordable, model, counts, coins, (deviation, epsilon));
            var before = new ModelQuery(model).Marginal(chosen).Values;
            counts.Measure(chosen, deviation);
            model = ModelFit.Run(model, counts.Targets, options.Iterations);
            var after = new ModelQuery(model).Marginal(chosen).Values;
            var moved = before.Zip(after, (then, now) => Math.Abs(then - now)).Sum();
            if (moved <= deviation * MeanNoise * before.Length)
            {
                deviation /= 2;
                epsilon *= 2;
            }

            task.Progress?.Invoke(share);
        }

        return new(RowSampling.Draw(model, coins), counts.Measured);
    }

    private static ColumnSet Choose(
        List<Candidate> candidates, GraphicalModel model, PersonCounts counts, RandomBits coins, (double Deviation, double Epsilon) noise)
    {
        var query = new ModelQuery(model);
        var scores = new double[candidates.Count];
        for (var at = 0; at < scores.Length; at++)
        {
            var expected = query.Marginal(candidates[at].Columns).Values;
            var bias = MeanNoise * noise.Deviation * expected.Length;
            scores[at] = candidates[at].Weight * (counts.AbsoluteError(candidates[at].Columns, expected) - bias);
        }

        // One person changes one count by one, so an error by one, so a score by its weight.
        var sensitivity = new Sensitivity(candidates.Max(candidate => candidate.Weight));
        return candidates[ExponentialSelection.Choose(coins, scores, sensitivity, noise.Epsilon)].Columns;
    }

    // Of the workload's tables and all tables within them, those whose model would not be too large; what the measured tables hold is always affordable.
    private static List<Candidate> Affordable(CodedDomain domain, List<Candidate> candidates, IReadOnlyList<FitTarget> targets, double megabytes)
    {
        ColumnSet[] measured = [.. targets.Select(target => target.Columns)];
        var cells = megabytes * (1 << 20) / sizeof(double);
        return candidates.FindAll(candidate => measured.Any(set => set.Covers(candidate.Columns))
            || JunctionTree.Cells(domain, [.. measured, candidate.Columns]) <= cells);
    }

    private static List<Candidate> Candidates(CodedDomain domain, AdaptiveIterativeOptions options)
    {
        var order = Math.Clamp(options.WorkloadOrder, 1, domain.Count);
        var workload = Subsets(domain.Count, order).Where(set => DenseTable.CellsOf(domain, set) <= options.LargestTable).ToList();
        if (workload.Count == 0)
            throw new ArgumentException("No table of the workload is small enough.", nameof(options));
        return [.. Enumerable.Range(1, order).SelectMany(size => Subsets(domain.Count, size))
            .Where(set => set.Count == 1 || workload.Exists(table => table.Covers(set)))
            .Select(set => new Candidate(set, workload.Sum(table => BitOperations.PopCount(table.Bits & set.Bits))))
            .Where(candidate => candidate.Weight > 0)];
    }

    private static IEnumerable<ColumnSet> Subsets(int columns, int size, int first = 0)
    {
        if (size == 0)
            return [default];
        return Enumerable.Range(first, columns - first).SelectMany(column =>
            Subsets(columns, size - 1, column + 1).Select(rest => new ColumnSet(rest.Bits | (1UL << column))));
    }

    private sealed record Candidate(ColumnSet Columns, double Weight);
}
