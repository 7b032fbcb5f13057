using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Noise;

/// <summary>Attacks the mechanism as somebody would who knows everything but whether one person is in the table.</summary>
public sealed class AuditTests
{
    private const double Epsilon = 1;
    private const double Delta = 1e-3;
    private const int Runs = 12_000;

    private static readonly int[] Sizes = [2, 3, 2];
    private static readonly int[] Person = [1, 2, 1];
    private static readonly int[][] Others = [.. Enumerable.Range(0, 40).Select(row => new[] { row % 2, row % 3, row / 2 % 2 })];

    [Fact]
    public void What_an_attacker_can_tell_stays_below_the_claim() => LeastEpsilon(deviation: 1).ShouldBeLessThan(Epsilon);

    [Fact]
    public void The_same_attack_sees_that_the_noise_was_halved() => LeastEpsilon(deviation: 0.5).ShouldBeGreaterThan(Epsilon);

    // A lower bound of the epsilon that was really spent: how much more often the attacker says "she is in it" when she is.
    private static double LeastEpsilon(double deviation)
    {
        // Halved noise is what a budget four times as large would buy.
        var mu = GaussianCurve.Mu(Epsilon, Delta) / deviation;
        var plan = MeasurementPlan.For(Coded.Domain(Sizes), 40, mu * mu, new() { Drowned = double.MaxValue });
        var without = Coded.OfRows(Sizes, Others);
        var with = Coded.OfRows(Sizes, [.. Others, Person]);
        // The threshold of two deviations is fixed beforehand.
        var falsely = Enumerable.Range(0, Runs).Count(run => Score(without, plan, mu, (ulong)run) > 2) / (double)Runs;
        var rightly = Enumerable.Range(0, Runs).Count(run => Score(with, plan, mu, (ulong)(Runs + run)) > 2) / (double)Runs;
        // Five deviations of each share: wrong less than once in a million.
        var most = falsely + (5 * Math.Sqrt(falsely * (1 - falsely) / Runs));
        var least = rightly - (5 * Math.Sqrt(rightly * (1 - rightly) / Runs));
        return Math.Log((least - Delta) / most);
    }

    // The best test there is between two shifted normal laws, in units of its own deviation: without her its mean is 0, with her mu.
    private static double Score(CodedTable table, MeasurementPlan plan, double mu, ulong seed)
    {
        var task = new SynthesisTask(table, new BudgetMeter(mu * mu), new SeededNoise((seed << 20) + 1));
        var noisy = ResidualEstimates.Measure(plan, WeightedRows.Of(table), task);
        var known = Of(plan, Coded.OfRows(Sizes, Others));
        var hers = Of(plan, Coded.OfRows(Sizes, [Person]));
        var score = 0.0;
        foreach (var component in plan.Components)
        {
            var measured = noisy.ContrastsOf(component);
            for (var at = 0; at < measured.Length; at++)
            {
                var (_, norm) = hers[component][at];
                score += (measured[at] - known[component][at].Contrast) * hers[component][at].Contrast / (norm * plan.VarianceOf(component));
            }
        }

        return score / mu;
    }

    private static Dictionary<ColumnSet, (long Contrast, long Norm)[]> Of(MeasurementPlan plan, CodedTable table) =>
        plan.Components.ToDictionary(component => component, component => Contrasts(table, component.Columns()));

    private static (long Contrast, long Norm)[] Contrasts(CodedTable table, int[] columns)
    {
        var cells = Array.ConvertAll(Coded.Naive(table, columns), count => (long)count);
        var sizes = Array.ConvertAll(columns, table.Domain.SizeOf);
        HelmertContrasts.Forward(cells, sizes);
        var inner = new List<(long, long)>();
        for (var cell = 0; cell < cells.Length; cell++)
        {
            var (left, norm) = (cell, 1L);
            for (var axis = sizes.Length - 1; axis >= 0; axis--)
            {
                norm *= left % sizes[axis] == 0 ? 0 : HelmertContrasts.SquaredNorm(sizes[axis], left % sizes[axis]);
                left /= sizes[axis];
            }

            if (norm > 0)
                inner.Add((cells[cell], norm));
        }

        return [.. inner];
    }
}
