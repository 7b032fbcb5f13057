using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Selection;

/// <summary>Finds a model by adding pairs of lists, one at a time, as long as an overlap is too unusual without.</summary>
/// <remarks>
/// [Chan2021] L. Chan, B. W. Silverman, K. Vincent, Multiple systems estimation for sparse capture data, JASA 116(535), 2021,
/// doi:10.1080/01621459.2019.1708748, section 3. From independence on, each absent pair has p, the smaller tail of its overlap under the
/// Poisson mean that the model expects; a pair whose model would not be usable has p = 1. The pair with the smallest p below the threshold
/// is added (of equal ones the first in the order 12, 13, …, 23, …). Unlike the packages, the start itself must be usable.
/// </remarks>
public static class StepwiseSelection
{
    /// <summary>The threshold of the literature.</summary>
    public const double DefaultThreshold = 0.02;

    /// <summary>Selects and fits.</summary>
    /// <param name="table">Capture histories.</param>
    /// <param name="threshold">Between 0 (independence) and 1 (the model with all pairs if it is usable).</param>
    /// <returns>The fit of the selected model; not usable where independence itself is not.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not between 0 and 1.</exception>
    public static LogLinearFit Run(CaptureHistories table, double threshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!(threshold >= 0 && threshold <= 1))
            throw new ArgumentOutOfRangeException(nameof(threshold));
        var lists = table.Lists.Count;
        var bench = new ModelWorkbench(lists);
        var search = new StepwiseSearch(lists, bench, threshold);
        search.Select(table.Counts);
        return bench.Fit(table.Counts, HierarchicalModel.Of(lists, search.Chosen.ToArray()));
    }
}

/// <summary>One stepwise search after another on tables of the same lists; one thread.</summary>
internal sealed class StepwiseSearch(int lists, ModelWorkbench bench, double threshold) : IHiddenEstimate
{
    private readonly int[] _pairs = HierarchicalModel.Pairs(lists);
    private readonly int[] _chosen = new int[lists * (lists - 1) / 2];
    private readonly double[] _p = new double[lists * (lists - 1) / 2];
    private int _count;

    /// <summary>Pairs of the model, in the order in which they were added.</summary>
    internal ReadOnlySpan<int> Chosen => _chosen.AsSpan(0, _count);

    /// <inheritdoc/>
    public double Hidden(ReadOnlySpan<double> counts) => Select(counts);

    /// <summary>Searches.</summary>
    /// <returns>Hidden persons under the model found; positive infinity where independence is not usable.</returns>
    internal double Select(ReadOnlySpan<double> counts)
    {
        _count = 0;
        bench.Count(counts);
        if (threshold >= 1)
        {
            _pairs.CopyTo(_chosen, 0);
            if (bench.Check(counts, _pairs) == ModelCode.Usable)
            {
                _count = _pairs.Length;
                return bench.Hidden(counts, _pairs);
            }
        }

        if (bench.Check(counts, []) != ModelCode.Usable)
            return double.PositiveInfinity;
        while (true)
        {
            var hidden = bench.Hidden(counts, Chosen);
            if (threshold <= 0 || !double.IsFinite(hidden) || !Add(counts))
                return hidden;
        }
    }

    // Adds the most unusual pair whose model is usable.
    private bool Add(ReadOnlySpan<double> counts)
    {
        for (var i = 0; i < _pairs.Length; i++)
            _p[i] = Chosen.Contains(_pairs[i]) ? 1 : PoissonTails.Smaller(bench.Overlaps[_pairs[i]], bench.FittedOverlaps[_pairs[i]]);
        while (true)
        {
            // The first of the smallest; usability is asked of it only, because asking costs more than counting.
            var best = 0;
            for (var i = 1; i < _p.Length; i++)
            {
                if (_p[i] < _p[best])
                    best = i;
            }

            if (_p[best] >= threshold)
                return false;
            _chosen[_count] = _pairs[best];
            if (bench.Check(counts, _chosen.AsSpan(0, _count + 1)) == ModelCode.Usable)
            {
                _count++;
                return true;
            }

            _p[best] = 1;
        }
    }
}
