using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>Synthetic records: measure all small tables once, as well as the budget can, and look for whole rows that agree with them.</summary>
/// <remarks>
/// <para>
/// One hundredth of the budget finds out about how many persons there are; with that, the domain and the budget a <see cref="MeasurementPlan"/> shares the rest among the residual components of
/// all tables of up to three columns. What is measured is put together without a rest (<see cref="ResidualEstimates"/>). Rows are found in three steps, none of which looks at the true ones:
/// a tree of pairs (<see cref="TreeStart"/>), weights (<see cref="Raking"/>), whole counts and single replacements (<see cref="RowFit"/>). No graphical model is made,
/// so the time grows with tables × rows, not with the size of a clique.
/// </para>
/// <para>The meter is in squared Gaussian mu; all deviations are fixed before the noise is drawn. Deterministic for given noise, whatever the number of threads or the order of rows.</para>
/// </remarks>
internal static class FitRows
{
    private const double ShareForPersons = 0.01;
    private const int Sweeps = 6;

    // The fit ends when a pass lowers its error by less than this share, or after so many passes.
    private const double LeastGain = 0.02;
    private const int MostPasses = 24;

    // Lookups of a cell, all passes together; a core makes some hundred millions a second.
    private const double MostEffort = 6e9;

    // Every third column in each pass: three passes try them all at a third of the cost of each.
    private const int ColumnGroups = 3;

    // So many distinct rows are enough to fit, and few enough to be quick; from twice as many on, rows start in bundles of equal ones.
    private const int MostStartingRows = 100_000;

    /// <summary>Makes synthetic rows.</summary>
    /// <param name="task">The true rows, the meter in squared mu, the noise.</param>
    /// <returns>The rows, about as many as there are persons, and what was measured.</returns>
    public static SynthesisResult Run(SynthesisTask task)
    {
        var truth = WeightedRows.Of(task.Table);
        var estimates = Measure(truth, task, share => task.Progress?.Invoke(0.25 * share));
        var rows = RowsOf(estimates, share => task.Progress?.Invoke(0.25 + (0.75 * share)));
        return new(rows, MeasuredOf(estimates.Plan));
    }

    /// <summary>Spends the whole meter on measuring all tables of up to three columns that the noise does not drown.</summary>
    /// <param name="truth">The true rows.</param>
    /// <param name="task">The meter and the noise.</param>
    /// <param name="tell">Told the share done.</param>
    public static ResidualEstimates Measure(WeightedRows truth, SynthesisTask task, Action<double> tell)
    {
        var plan = MeasurementPlan.For(task.Table.Domain, RoughPersons(truth, task), task.Meter.Remaining, new());
        tell(0.5);
        var estimates = ResidualEstimates.Measure(plan, truth, task);
        tell(1);
        return estimates;
    }

    /// <summary>What a plan measures, a line a table.</summary>
    public static IReadOnlyList<MeasuredMarginal> MeasuredOf(MeasurementPlan plan) =>
    [
        .. plan.Tables.Select(table => new MeasuredMarginal(
            table, Math.Sqrt(plan.CellVarianceOf(table)), MeasurementPlan.CostOf(plan.Domain, table) / plan.VarianceOf(table))),
    ];

    /// <summary>Looks for rows that agree with estimates.</summary>
    /// <param name="estimates">The noisy tables.</param>
    /// <param name="tell">Told the share done.</param>
    public static CodedTable RowsOf(ResidualEstimates estimates, Action<double> tell)
    {
        var domain = estimates.Plan.Domain;
        var wanted = TableWeights.Of(estimates);
        var persons = (int)Math.Clamp(Math.Round(estimates.Persons), 0, int.MaxValue);
        var pool = TreeStart.Make(estimates, persons, Math.Max(1, persons / MostStartingRows));
        tell(0.1);
        var fit = new RowFit(domain, wanted, pool);
        fit.Round(Raking.Weigh(domain, pool, wanted, (Sweeps, share => tell(0.1 + (0.4 * share)))));
        var error = fit.Objective();
        for (var pass = 0; pass < MostPasses; pass++)
        {
            fit.Replace(pass, ColumnGroups);
            fit.Descend();
            tell(0.5 + (0.5 * (pass + 1) / MostPasses));
            var before = error;
            error = fit.Objective();
            if (pass + 1 >= ColumnGroups && (before - error < LeastGain * before || (pass + 2) * fit.Effort(ColumnGroups) > MostEffort))
                break;
        }

        return fit.Table();
    }

    private static double RoughPersons(WeightedRows truth, SynthesisTask task)
    {
        var variance = Rational.AtLeast(1 / (ShareForPersons * task.Meter.Total));
        task.Meter.Spend(1 / variance.Value);
        var drawn = new long[1];
        DiscreteGaussian.Fill(task.Noise, variance, drawn);
        return Math.Max(1, truth.Weights.Sum(weight => (long)weight) + drawn[0]);
    }
}
