using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Synthesis.GraphicalModels;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.Reference;

/// <summary>The true counts of a table, and the only two ways out of them: noisy counts, each charged, and errors that the choice of a table is made by.</summary>
internal sealed class PersonCounts(CodedTable table, BudgetMeter meter, NoiseSource noise)
{
    private readonly WeightedRows _rows = WeightedRows.Of(table);
    private readonly List<MeasuredMarginal> _measured = [];
    private readonly Dictionary<ColumnSet, FitTarget> _targets = [];

    /// <summary>What was measured, in order.</summary>
    public IReadOnlyList<MeasuredMarginal> Measured => _measured;

    /// <summary>What was measured, one table a set of columns, in the order of their first measurement.</summary>
    public IReadOnlyList<FitTarget> Targets => [.. _targets.Values];

    /// <summary>What a measurement with this deviation costs in zCDP: one person is in one cell.</summary>
    public static double Cost(double deviation) => 0.5 / (deviation * deviation);

    /// <summary>Measures with Gaussian noise on every cell; charged before it is drawn.</summary>
    /// <returns>The noisy counts.</returns>
    public double[] Measure(ColumnSet columns, double deviation)
    {
        meter.Spend(Cost(deviation));
        var counts = Count(columns);
        var drawn = new long[counts.Length];
        DiscreteGaussian.Fill(noise, Rational.AtLeast(deviation * deviation), drawn);
        var noisy = new double[counts.Length];
        var precision = new double[counts.Length];
        for (var cell = 0; cell < counts.Length; cell++)
        {
            noisy[cell] = counts[cell] + (double)drawn[cell];
            precision[cell] = 1 / (deviation * deviation);
        }

        var target = new FitTarget(columns, noisy, precision);
        _targets[columns] = _targets.TryGetValue(columns, out var earlier) ? earlier.And(target) : target;
        _measured.Add(new(columns, deviation, Cost(deviation)));
        return noisy;
    }

    /// <summary>The sum of the absolute differences to expected counts. True data: only the exponential mechanism may see it.</summary>
    public double AbsoluteError(ColumnSet columns, double[] expected)
    {
        var counts = Count(columns);
        var error = 0.0;
        for (var cell = 0; cell < counts.Length; cell++)
            error += Math.Abs(counts[cell] - expected[cell]);
        return error;
    }

    private int[] Count(ColumnSet columns)
    {
        var counts = new int[checked((int)DenseTable.CellsOf(_rows.Domain, columns))];
        var cells = new int[_rows.Count];
        foreach (var column in columns.Columns())
        {
            var codes = _rows.Column(column);
            var size = _rows.Domain.SizeOf(column);
            // No cell number reaches the number of cells, which fits.
            for (var row = 0; row < cells.Length; row++)
                cells[row] = unchecked((cells[row] * size) + codes[row]);
        }

        for (var row = 0; row < cells.Length; row++)
            counts[cells[row]] += _rows.Weights[row];
        return counts;
    }
}
