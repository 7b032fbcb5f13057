using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>Every table of a plan, estimated from one noisy measurement of each residual component: all of them agree on the margins they share.</summary>
/// <remarks>
/// Each component is measured once and the components are orthogonal, so that putting them together is the least-squares solution over all measurements
/// (analysis of variance): nothing has to be solved. Estimates are unbiased and may be negative.
/// </remarks>
internal sealed class ResidualEstimates
{
    private readonly Dictionary<ColumnSet, double[]> _contrasts = [];

    private ResidualEstimates(MeasurementPlan plan) => Plan = plan;

    public MeasurementPlan Plan { get; }

    /// <summary>The noisy number of persons.</summary>
    public double Persons => _contrasts[new ColumnSet(0)][0];

    /// <summary>The noisy contrasts of one component, in the order of their cells; those with a sum in them are other components'.</summary>
    public ReadOnlySpan<double> ContrastsOf(ColumnSet component) => _contrasts[component];

    /// <summary>Measures every component of a plan: the charge is met component by component before its noise is drawn.</summary>
    public static ResidualEstimates Measure(MeasurementPlan plan, WeightedRows rows, SynthesisTask task)
    {
        var counted = MarginalCounter.Count(rows, plan.Components);
        var estimates = new ResidualEstimates(plan);
        for (var at = 0; at < counted.Length; at++)
        {
            var component = plan.Components[at];
            var variance = Rational.AtLeast(plan.VarianceOf(component));
            task.Meter.Spend(MeasurementPlan.CostOf(plan.Domain, component) / variance.Value);
            estimates._contrasts[component] = Noisy(counted[at], variance, task.Noise);
        }

        return estimates;
    }

    /// <summary>The estimate of one table of the plan.</summary>
    /// <returns>Counts, row-major, the last column fastest; may be negative.</returns>
    public double[] Table(ColumnSet set)
    {
        var columns = set.Columns();
        var sizes = Array.ConvertAll(columns, Plan.Domain.SizeOf);
        var table = new double[MeasurementPlan.CellsOf(Plan.Domain, set)];
        for (var part = set.Bits; ; part = (part - 1) & set.Bits)
        {
            Place(_contrasts[new ColumnSet(part)], (columns, sizes), part, table);
            if (part == 0)
                break;
        }

        HelmertContrasts.Inverse(table, sizes);
        return table;
    }

    // The contrasts of the component itself, those without a sum, with noise in proportion to each one's norm.
    private static double[] Noisy(Marginal exact, Rational variance, NoiseSource noise)
    {
        var table = Array.ConvertAll(exact.Counts, count => (long)count);
        HelmertContrasts.Forward(table, exact.Sizes);
        var inner = new List<(int At, long Norm)>();
        for (var at = 0; at < table.Length; at++)
        {
            var norm = 1L;
            var left = at;
            for (var axis = exact.Sizes.Length - 1; axis >= 0; axis--)
            {
                var contrast = left % exact.Sizes[axis];
                left /= exact.Sizes[axis];
                norm = contrast == 0 ? 0 : norm * HelmertContrasts.SquaredNorm(exact.Sizes[axis], contrast);
            }

            if (norm > 0)
                inner.Add((at, norm));
        }

        var drawn = new long[inner.Count];
        DiscreteGaussian.FillEach(
            noise, [.. inner.Select(contrast => new Rational(checked(variance.Numerator * contrast.Norm), variance.Denominator))], drawn);
        var noisy = new double[inner.Count];
        for (var at = 0; at < noisy.Length; at++)
            noisy[at] = table[inner[at].At] + drawn[at];
        return noisy;
    }

    private static void Place(double[] contrasts, (int[] Columns, int[] Sizes) set, ulong part, double[] table)
    {
        var next = 0;
        for (var at = 0; at < table.Length; at++)
        {
            var left = at;
            var inside = true;
            for (var axis = set.Sizes.Length - 1; axis >= 0 && inside; axis--)
            {
                var contrast = left % set.Sizes[axis];
                left /= set.Sizes[axis];
                inside = (contrast != 0) == (((part >> set.Columns[axis]) & 1) != 0);
            }

            if (inside)
                table[at] = contrasts[next++];
        }
    }
}
