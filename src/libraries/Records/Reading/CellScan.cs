using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Amparo.Records;

/// <summary>One look at 64 bytes of a table: a bit for each byte, the first byte in the lowest one.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly struct CellScan
{
    /// <summary>How many bytes one look takes in.</summary>
    internal const int Width = 64;

    private static readonly Vector512<byte> Places = Vector512.CreateSequence<byte>(0, 1);

    // The separators as the processor compared them: all ones or none for each byte.
    private readonly Vector512<byte> _found;

    private CellScan(Vector512<byte> found, ulong quotes, ulong newlines)
    {
        _found = found;
        Separators = found.ExtractMostSignificantBits();
        Quotes = quotes;
        Newlines = newlines;
    }

    /// <summary>The delimiters and the line ends, whether quoted or not.</summary>
    internal ulong Separators { get; }

    /// <summary>The quotation marks.</summary>
    internal ulong Quotes { get; }

    /// <summary>CR and LF, whether quoted or not.</summary>
    internal ulong Newlines { get; }

    /// <summary>Looks at the 64 bytes from a place on, which must lie within the array.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static CellScan At(byte[] bytes, int place, byte delimiter)
    {
        var block = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(bytes), (nuint)place);
        var newlines = Vector512.Equals(block, Vector512.Create((byte)'\n')) | Vector512.Equals(block, Vector512.Create((byte)'\r'));
        var quotes = Vector512.Equals(block, Vector512.Create((byte)'"'));
        return new CellScan(
            newlines | Vector512.Equals(block, Vector512.Create(delimiter)),
            quotes.ExtractMostSignificantBits(),
            newlines.ExtractMostSignificantBits());
    }

    /// <summary>For each bit, whether an odd number of bits is set up to and with it.</summary>
    internal static ulong ParityUpTo(ulong bits)
    {
        // A carry-less product with all ones is exactly that.
        if (Pclmulqdq.IsSupported)
            return Pclmulqdq.CarrylessMultiply(Vector128.CreateScalar(bits), Vector128<ulong>.AllBitsSet, 0).ToScalar();
        for (var shift = 1; shift < Width; shift *= 2)
            bits ^= bits << shift;
        return bits;
    }

    /// <summary>Writes the places of all separators, in their order. The span must have room for 64.</summary>
    /// <returns>How many there are.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int WriteAll(Span<int> ends, int start)
    {
        if (!Avx512Vbmi2.IsSupported)
            return Write(Separators, ends, start);
        // Short cells have their ends everywhere: taken together, 64 bytes cost the same whatever stands in them. Measured in decision 20.
        var count = BitOperations.PopCount(Separators);
        var places = Avx512Vbmi2.Compress(Vector512<byte>.Zero, _found, Places);
        var first = Vector512.Create(start);
        ref var target = ref MemoryMarshal.GetReference(ends);
        (Avx512F.ConvertToVector512Int32(places.GetLower().GetLower()) + first).StoreUnsafe(ref target);
        (Avx512F.ConvertToVector512Int32(places.GetLower().GetUpper()) + first).StoreUnsafe(ref target, 16);
        if (count > 32)
        {
            (Avx512F.ConvertToVector512Int32(places.GetUpper().GetLower()) + first).StoreUnsafe(ref target, 32);
            (Avx512F.ConvertToVector512Int32(places.GetUpper().GetUpper()) + first).StoreUnsafe(ref target, 48);
        }

        return count;
    }

    /// <summary>Writes the places of the bits, in their order. The span must have room for 64.</summary>
    /// <returns>How many there are.</returns>
    internal static int Write(ulong bits, Span<int> ends, int start)
    {
        var count = BitOperations.PopCount(bits);
        ref var target = ref MemoryMarshal.GetReference(ends);
        for (var i = 0; i < count; i++)
        {
            Unsafe.Add(ref target, i) = unchecked(start + BitOperations.TrailingZeroCount(bits));
            bits &= unchecked(bits - 1);
        }

        return count;
    }
}
