using System.Numerics;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.GraphicalModels;

/// <summary>A number for every combination of the codes of some columns, in ascending order of the columns, the last running fastest.</summary>
internal sealed record DenseTable(ColumnSet Columns, double[] Values)
{
    public static double CellsOf(CodedDomain domain, ColumnSet columns)
    {
        var cells = 1.0;
        for (var left = columns.Bits; left != 0; left &= left - 1)
            cells *= domain.SizeOf(BitOperations.TrailingZeroCount(left));
        return cells;
    }

    public static double[] Allocate(CodedDomain domain, ColumnSet columns) => new double[checked((int)CellsOf(domain, columns))];

    /// <summary>Adds up over all columns but those named, which must be in the table.</summary>
    public DenseTable SumOnto(CodedDomain domain, ColumnSet columns)
    {
        if (columns == Columns)
            return this;
        var sums = Allocate(domain, columns);
        new SumProductPlan(domain, Columns, [columns]).Sum(Values, [sums]);
        return new(columns, sums);
    }

    /// <summary>Multiplies two tables over the columns of both.</summary>
    public DenseTable Times(CodedDomain domain, DenseTable other)
    {
        var union = new ColumnSet(Columns.Bits | other.Columns.Bits);
        var result = Allocate(domain, union);
        Array.Fill(result, 1);
        new SumProductPlan(domain, union, [Columns]).MultiplyInto(result, [Values]);
        new SumProductPlan(domain, union, [other.Columns]).MultiplyInto(result, [other.Values]);
        return new(union, result);
    }

    /// <summary>Divides by a table over some of the columns; nothing by nothing is nothing.</summary>
    public DenseTable DividedBy(CodedDomain domain, DenseTable other) =>
        Times(domain, new(other.Columns, [.. other.Values.Select(value => value > 0 ? 1 / value : 0)]));
}
