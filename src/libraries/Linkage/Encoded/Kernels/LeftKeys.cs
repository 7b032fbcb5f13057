using System.Numerics;
using System.Runtime.CompilerServices;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>Some keys that are compared with tile after tile: where their bits are set is looked up once for all tiles.</summary>
/// <remarks>One a thread.</remarks>
internal sealed class LeftKeys(KeyGroups keys)
{
    /// <summary>As many columns are added at once; the places of a key are filled up to a multiple of it with the column of zeros.</summary>
    internal const int AtOnce = 16;

    private readonly int[] _places = GC.AllocateArray<int>(DiceKernel.LeftAtOnce * ((64 * keys.Words) + AtOnce), pinned: true);
    private readonly int[] _counts = new int[DiceKernel.LeftAtOnce];

    internal KeyGroups Keys { get; } = keys;

    internal int First { get; private set; }

    internal int End { get; private set; }

    /// <summary>Takes keys that follow one another.</summary>
    internal void Take(int first, int end)
    {
        (First, End) = (first, end);
        for (var key = first; key < end; key++)
            _counts[key - first] = SetPlaces(key);
    }

    /// <summary>The places of a key's bits as a column's first word in the tile, and how many they are.</summary>
    internal unsafe int* Places(int key, out int count)
    {
        count = _counts[key - First];
        return (int*)Unsafe.AsPointer(ref _places[(key - First) * ((64 * Keys.Words) + AtOnce)]);
    }

    private unsafe int SetPlaces(int key)
    {
        var words = Keys.Key(key);
        var count = 0;
        var places = _places.AsSpan((key - First) * ((64 * Keys.Words) + AtOnce));
        for (var word = 0; word < Keys.Words; word++)
        {
            for (var bits = words[word]; bits != 0; bits &= bits - 1)
                places[count++] = ((word * 64) + BitOperations.TrailingZeroCount(bits)) * KeyGroups.Lanes;
        }

        while (count % AtOnce != 0)
            places[count++] = 64 * Keys.Words * KeyGroups.Lanes;
        return count;
    }
}
