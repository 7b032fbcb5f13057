using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Amparo.Records;

/// <summary>A column of flags while it grows.</summary>
/// <remarks>
/// The cells of 64 records wait as bytes, code by code, until they are turned into planes of bits together: one store a cell instead
/// of three changes of a bit. A row that is refused is overwritten by the next one. Rows come in their order.
/// </remarks>
internal sealed class FlagsBuilder
{
    private const int Block = 64;

    private readonly ulong[]?[] _codes;
    private readonly int[] _asked;
    private readonly byte[] _waiting;
    private int _word;

    /// <param name="codes">Number of codes in the list.</param>
    /// <param name="asked">Positions of the codes that are asked about, each once.</param>
    internal FlagsBuilder(int codes, int[] asked)
    {
        _codes = new ulong[codes][];
        _asked = asked;
        _waiting = new byte[Math.Max(asked.Length, 1) * Block];
        foreach (var code in asked)
            _codes[code] = [];
    }

    /// <summary>Positions of the codes that are asked about.</summary>
    internal ReadOnlySpan<int> Asked => _asked;

    /// <summary>The cells of a row: that of the n-th asked code stands at 64 n, as its number in the planes.</summary>
    internal Span<byte> Row(int row)
    {
        if (row >> 6 != _word)
            Settle(row >> 6);
        return _waiting.AsSpan(row & (Block - 1));
    }

    /// <summary>The place of the n-th asked code's cell in <see cref="Row"/>.</summary>
    internal static int PlaceOf(int asked) => asked * Block;

    /// <summary>The planes of all codes, cut to a number of rows.</summary>
    internal ulong[]?[] ToPlanes(int count)
    {
        Settle(_word + 1);
        var words = (count + 63) >> 6;
        var last = (count & 63) == 0 ? ulong.MaxValue : (1UL << (count & 63)) - 1;
        foreach (var code in _asked)
        {
            var planes = _codes[code];
            Array.Resize(ref planes, words * FlagsColumn.Planes);
            // A refused last row may have left bits beyond the end, and equal columns must have equal bits.
            for (var plane = 1; plane <= FlagsColumn.Planes && words > 0; plane++)
                planes[^plane] &= last;
            _codes[code] = planes;
        }

        return _codes;
    }

    // Turns what waits into planes, and moves to another word of rows.
    private void Settle(int word)
    {
        var at = _word * FlagsColumn.Planes;
        for (var asked = 0; asked < _asked.Length; asked++)
        {
            ref var planes = ref _codes[_asked[asked]];
            if (at >= planes!.Length)
                Array.Resize(ref planes, Math.Max(48, planes.Length * 2));
            var cells = Vector512.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(_waiting), (nuint)PlaceOf(asked)).AsUInt16();
            // The highest bit of each byte is what is extracted; bits that cross into the next byte stay below it.
            for (var plane = 0; plane < FlagsColumn.Planes; plane++)
                planes[at + plane] = Vector512.ShiftLeft(cells, 7 - plane).AsByte().ExtractMostSignificantBits();
        }

        _word = word;
    }
}
