using System.Runtime.InteropServices;
using System.Runtime.CompilerServices;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>Where a row stands in one of many tables that lie one after another: an offset, and a code times its stride for up to three columns.</summary>
/// <remarks>What a smaller table lacks has stride zero, so that all are looked up in the same way, without a branch.</remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct TableCells(int Offset, int Cells)
{
    private int A { get; init; }

    private int StrideA { get; init; }

    private int B { get; init; }

    private int StrideB { get; init; }

    private int C { get; init; }

    private int StrideC { get; init; }

    /// <summary>Lays tables out one after another.</summary>
    /// <exception cref="ArgumentException">A table is over more than three columns.</exception>
    public static TableCells[] Of(CodedDomain domain, IReadOnlyList<ColumnSet> tables)
    {
        var laid = new TableCells[tables.Count];
        var offset = 0;
        for (var table = 0; table < laid.Length; table++)
        {
            laid[table] = One(domain, tables[table].Columns(), offset);
            offset = checked(offset + laid[table].Cells);
        }

        return laid;
    }

    /// <summary>The place of a row's cell among the cells of all tables.</summary>
    /// <param name="row">The first code of the row.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int At(ref ushort row)
    {
        unchecked
        {
            return Offset + (Unsafe.Add(ref row, A) * StrideA) + (Unsafe.Add(ref row, B) * StrideB) + (Unsafe.Add(ref row, C) * StrideC);
        }
    }

    /// <summary>How far apart the cells of two neighbouring codes of a column lie; the column is one of the table's.</summary>
    public int StrideOf(int column) => (StrideA > 0 && A == column) ? StrideA : (StrideB > 0 && B == column) ? StrideB : StrideC;

    private static TableCells One(CodedDomain domain, int[] columns, int offset)
    {
        var strides = new int[3];
        var cells = 1;
        for (var at = columns.Length - 1; at >= 0; at--)
        {
            strides[at] = cells;
            cells = checked(cells * domain.SizeOf(columns[at]));
        }

        int Column(int at) => at < columns.Length ? columns[at] : 0;
        return columns.Length > 3
            ? throw new ArgumentException("A table has at most three columns.", nameof(columns))
            : new(offset, cells)
            {
                A = Column(0),
                StrideA = strides[0],
                B = Column(1),
                StrideB = strides[1],
                C = Column(2),
                StrideC = strides[2],
            };
    }
}
