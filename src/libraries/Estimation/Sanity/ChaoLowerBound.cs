using System.Numerics;
using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Sanity;

/// <summary>A lower bound of the number of all persons where some are easier to find than others.</summary>
/// <param name="Code">Whether the data can answer; if not, the numbers are NaN.</param>
/// <param name="Bound">All persons, at least.</param>
/// <param name="StandardError">Of the bound, in persons.</param>
/// <param name="Columns">The number of lists j from which on each column of heterogeneity that stayed counts.</param>
/// <remarks>
/// A log-linear model with the columns max(k − j + 1, 0), j from 3 to the number of lists, k the lists a history is on: one and two lists say
/// what zero lists are, and the rest is fitted freely. A negative coefficient contradicts heterogeneity and is removed, the most negative
/// one first, and the model fitted again. [Chao1987] A. Chao, doi:10.2307/2531532; [Rivest2007] L.-P. Rivest, S. Baillargeon, Applications and
/// extensions of Chao's moment estimator, Biometrics 63, doi:10.1111/j.1541-0420.2007.00779.x. Lists that find the same persons
/// on purpose break the bound.
/// </remarks>
public sealed record ChaoLowerBound(ModelCode Code, double Bound, double StandardError, IReadOnlyList<int> Columns)
{
    /// <summary>With lists that find differently many (Mth).</summary>
    /// <param name="table">Capture histories.</param>
    public static ChaoLowerBound WithListEffects(CaptureHistories table) => Of(table, byList: true);

    /// <summary>With lists that find equally many (Mh).</summary>
    /// <param name="table">Capture histories.</param>
    public static ChaoLowerBound WithoutListEffects(CaptureHistories table) => Of(table, byList: false);

    private static ChaoLowerBound Of(CaptureHistories table, bool byList)
    {
        ArgumentNullException.ThrowIfNull(table);
        var lists = table.Lists.Count;
        var independence = LogLinearFit.Of(table, HierarchicalModel.MainEffects(lists)).Code;
        if (independence != ModelCode.Usable)
            return new(independence, double.NaN, double.NaN, []);
        var counts = table.Counts.ToArray()[1..];
        // A column that nobody reaches has the coefficient minus infinity, which is negative.
        var columns = Enumerable.Range(3, Math.Max(0, lists - 2))
            .Where(j => Enumerable.Range(1, counts.Length).Any(history => BitOperations.PopCount((uint)history) >= j && counts[history - 1] > 0)).ToList();
        var present = Enumerable.Range(0, lists).Where(list => table.Overlap(1 << list) > 0).ToArray();
        while (true)
        {
            // Histories with a list that nobody is on take no part.
            var kept = Enumerable.Range(1, counts.Length).Where(history => Enumerable.Range(0, lists).All(list => (history & (1 << list)) == 0 || present.Contains(list))).ToArray();
            var fit = DensePoisson.Fit([.. kept.Select(history => Row(history, columns, byList ? present : []))], [.. kept.Select(history => counts[history - 1])]);
            if (fit is null)
                return new(ModelCode.NoMaximum, double.NaN, double.NaN, []);
            var first = fit.Coefficients.Length - columns.Count;
            var worst = columns.Count == 0 ? -1 : Enumerable.Range(0, columns.Count).MinBy(i => fit.Coefficients[first + i]);
            if (worst >= 0 && fit.Coefficients[first + worst] < 0)
            {
                columns.RemoveAt(worst);
                continue;
            }

            var hidden = Math.Exp(fit.Coefficients[0]);
            return new(ModelCode.Usable, table.Observed + hidden, Math.Sqrt(hidden + (hidden * hidden * fit.Variance(0))), columns);
        }
    }

    private static double[] Row(int history, List<int> columns, int[] lists)
    {
        var size = BitOperations.PopCount((uint)history);
        var main = lists.Length == 0 ? [size] : lists.Select(list => (history & (1 << list)) != 0 ? 1.0 : 0);
        return [1, .. main, .. columns.Select(j => (double)Math.Max(size - j + 1, 0))];
    }
}
