using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Amparo.Records;

/// <summary>The cells of a row as they lie in a block of bytes, for the fields of which a file has most: short ones that repeat.</summary>
/// <remarks>
/// Only for rows without doubled quotation marks and NULs. At least eight bytes behind every cell can be read. Bytes are looked at as
/// one number, so cells with equal numbers are equal, quotation marks and spaces included.
/// </remarks>
[StructLayout(LayoutKind.Auto)]
internal readonly ref struct PlainRow
{
    private readonly ref readonly byte _bytes;
    private readonly ref readonly int _ends;

    /// <param name="bytes">The first byte of the block.</param>
    /// <param name="ends">Where the row's first cell ends; before it stands the end of what comes before the row.</param>
    /// <param name="count">Number of cells.</param>
    internal PlainRow(ref readonly byte bytes, ref readonly int ends, int count)
    {
        _bytes = ref bytes;
        _ends = ref ends;
        Count = count;
    }

    /// <summary>Stands for a cell that is too long to be one number; eight bytes that are no UTF-8.</summary>
    internal const ulong TooLong = ulong.MaxValue;

    /// <summary>Number of cells; zero where the row is not plain and its cells must be asked for one by one.</summary>
    internal int Count { get; }

    /// <summary>A cell of up to eight bytes as a number, the first byte lowest; zero for an empty cell.</summary>
    /// <param name="cell">The cell's place: zero or more, and less than <see cref="Count"/>, which is not checked again.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ulong NumberOf(int cell)
    {
        ref var end = ref Unsafe.Add(ref Unsafe.AsRef(in _ends), cell);
        var start = Unsafe.Subtract(ref end, 1) + 1;
        var length = end - start;
        var bits = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref Unsafe.AsRef(in _bytes), start));
        if (length > sizeof(ulong))
            return TooLong;
        return Bmi2.X64.IsSupported ? Bmi2.X64.ZeroHighBits(bits, (ulong)length * 8)
            : length == 0 ? 0
            : bits & (ulong.MaxValue >> (64 - (length * 8)));
    }
}
