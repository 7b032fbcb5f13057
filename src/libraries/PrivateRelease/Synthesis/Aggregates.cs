using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>One published table of counts with an interval for each cell.</summary>
/// <param name="Columns">Over which columns.</param>
/// <param name="Counts">The counts: whole, not negative, row-major, the last column fastest; totals of all tables agree.</param>
/// <param name="Low">The lower ends of the intervals that hold the true count with a probability of 95 %.</param>
/// <param name="High">The upper ends.</param>
internal sealed record AggregateTable(ColumnSet Columns, int[] Counts, int[] Low, int[] High);

/// <summary>Tables of counts and what was measured for them.</summary>
internal sealed record AggregatesResult(IReadOnlyList<AggregateTable> Tables, IReadOnlyList<MeasuredMarginal> Measured);

/// <summary>Differentially private counts over one, two and three columns, all of which agree.</summary>
/// <remarks>
/// Measured once, component by component (<see cref="ResidualEstimates"/>), which is the least-squares solution over all tables. Its cells are unbiased
/// and have a known normal error, which gives the intervals; they may be negative. The counts published are those of whole rows fitted to it
/// (<see cref="FitRows.RowsOf"/>): a projection onto the tables that some set of persons could have, so that every total agrees with its parts everywhere. An
/// interval is cut at zero and widened to its count where the projection has left it.
/// </remarks>
internal static class Aggregates
{
    // The two-sided 95 % point of the normal law.
    private const double Two = 1.959963984540054;

    public static AggregatesResult Run(SynthesisTask task)
    {
        var truth = WeightedRows.Of(task.Table);
        var estimates = FitRows.Measure(truth, task, share => task.Progress?.Invoke(0.5 * share));
        var rows = WeightedRows.Of(FitRows.RowsOf(estimates, share => task.Progress?.Invoke(0.5 + (0.4 * share))));
        var counted = MarginalCounter.Count(rows, estimates.Plan.Tables);
        return new([.. counted.Select(table => WithInterval(table, estimates))], FitRows.MeasuredOf(estimates.Plan));
    }

    private static AggregateTable WithInterval(Marginal counted, ResidualEstimates estimates)
    {
        var half = Two * Math.Sqrt(estimates.Plan.CellVarianceOf(counted.Columns));
        var estimated = estimates.Table(counted.Columns);
        var low = new int[estimated.Length];
        var high = new int[estimated.Length];
        for (var cell = 0; cell < estimated.Length; cell++)
        {
            low[cell] = Math.Min(counted.Counts[cell], (int)Math.Floor(Math.Max(0, estimated[cell] - half)));
            high[cell] = Math.Max(counted.Counts[cell], (int)Math.Ceiling(Math.Max(0, estimated[cell] + half)));
        }

        return new(counted.Columns, counted.Counts, low, high);
    }
}
