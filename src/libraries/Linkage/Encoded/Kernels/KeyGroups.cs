using System.Numerics;
using System.Runtime.CompilerServices;

namespace Amparo.Linkage.Encoded.Kernels;

/// <summary>The keys of a list as the comparison reads them: ordered by the number of bits set, eight keys side by side, word by word.</summary>
/// <remarks>
/// Word k of the eight keys of a group fills one 512-bit register, so that eight pairs are counted at once and nothing is added up across a register. What is
/// missing in the last group are keys without any bit, which are alike to none. Beside it lie columns: for each tile of 512 keys and each of their bits the 512 bits of that place,
/// and one column of zeros. Immutable; thread-safe.
/// </remarks>
public sealed class KeyGroups
{
    /// <summary>The number of keys in a group.</summary>
    internal const int Lanes = 8;

    // As many words as a line of the processor's cache holds.
    private const int LineWords = 8;
    private readonly ulong[] _transposed;
    private readonly ulong[] _plain;
    private readonly int _start;
    private readonly ulong[] _columns;
    private readonly int _columnsStart;

    private KeyGroups(int words, int count)
    {
        (Words, Count) = (words, count);
        Groups = (count + Lanes - 1) / Lanes;
        _transposed = GC.AllocateArray<ulong>((Groups * Lanes * words) + LineWords, pinned: true);
        _plain = GC.AllocateArray<ulong>((count * words) + LineWords, pinned: true);
        _start = StartOfLine(_transposed);
        _columns = GC.AllocateArray<ulong>(((Groups + DiceKernel.TileGroups - 1) / DiceKernel.TileGroups * ColumnsOfTile * LineWords) + LineWords, pinned: true);
        _columnsStart = StartOfLine(_columns);
        BitCounts = GC.AllocateArray<ulong>(Groups * Lanes, pinned: true);
        Rows = new int[count];
    }

    /// <summary>The number of keys.</summary>
    public int Count { get; }

    /// <summary>The number of 64-bit words of a key: 8 or 16.</summary>
    public int Words { get; }

    internal int Groups { get; }

    /// <summary>The columns of a tile: one for each bit, and one of zeros.</summary>
    internal int ColumnsOfTile => (64 * Words) + 1;

    /// <summary>How many bits each key has set, in ascending order and filled up with zeros to whole groups.</summary>
    internal ulong[] BitCounts { get; }

    /// <summary>The row of the list that each key comes from.</summary>
    internal int[] Rows { get; }

    /// <summary>Orders the keys of a list.</summary>
    /// <param name="list">The list.</param>
    /// <returns>Its keys; they hold nothing of its tokens.</returns>
    public static KeyGroups Of(EncodedList list)
    {
        ArgumentNullException.ThrowIfNull(list);
        return Of(list.Rows, list.Header.Settings.Words, list.Key);
    }

    /// <summary>Orders keys that lie one after the other.</summary>
    /// <param name="keys">The keys' words.</param>
    /// <param name="words">The words of a key: 8 or 16.</param>
    /// <returns>The keys.</returns>
    /// <exception cref="ArgumentException">The words of a key are neither 8 nor 16, or there is half a key.</exception>
    public static KeyGroups Of(ReadOnlyMemory<ulong> keys, int words)
    {
        if (words is not (8 or 16) || keys.Length % words != 0)
            throw new ArgumentException("A key has 8 or 16 words.", nameof(words));
        return Of(keys.Length / words, words, row => keys.Span.Slice(row * words, words));
    }

    /// <summary>Counts the pairs of these keys and others that reach a Dice coefficient, every pair compared and none passed over.</summary>
    /// <param name="other">The keys of another list, of the same length.</param>
    /// <param name="bound">The coefficient in 4096ths, 1 to 4096.</param>
    /// <param name="kernel">How to count; all kernels give the same number.</param>
    /// <returns>The number of pairs. One thread.</returns>
    /// <exception cref="ArgumentException">The keys of the two lists differ in length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The bound is outside its range.</exception>
    public long CountAlike(KeyGroups other, int bound, DiceKernel kernel)
    {
        ArgumentNullException.ThrowIfNull(other);
        ArgumentNullException.ThrowIfNull(kernel);
        if (Words != other.Words)
            throw new ArgumentException("The keys have another length than these.", nameof(other));
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(bound, DiceKernel.BoundsOfOne);
        return kernel.CountPairs(this, other, bound);
    }

    internal unsafe ulong* Key(int place) => (ulong*)Unsafe.AsPointer(ref _plain[place * Words]);

    internal unsafe ulong* Group(int group) => (ulong*)Unsafe.AsPointer(ref _transposed[_start + (group * Lanes * Words)]);

    internal unsafe ulong* Columns(int tile) => (ulong*)Unsafe.AsPointer(ref _columns[_columnsStart + (tile * ColumnsOfTile * LineWords)]);

    internal unsafe ulong* CountsOf(int group) => (ulong*)Unsafe.AsPointer(ref BitCounts[group * Lanes]);

    private delegate ReadOnlySpan<ulong> KeyOfRow(int row);

    private static KeyGroups Of(int count, int words, KeyOfRow keyOf)
    {
        var made = new KeyGroups(words, count);
        var bits = new int[count];
        for (var row = 0; row < count; row++)
        {
            made.Rows[row] = row;
            foreach (var word in keyOf(row))
                bits[row] += BitOperations.PopCount(word);
        }

        Array.Sort(made.Rows, (one, other) => bits[one] != bits[other] ? bits[one].CompareTo(bits[other]) : one.CompareTo(other));
        for (var place = 0; place < count; place++)
        {
            var key = keyOf(made.Rows[place]);
            made.BitCounts[place] = (ulong)bits[made.Rows[place]];
            key.CopyTo(made._plain.AsSpan(place * words));
            var start = made._start + (place / Lanes * Lanes * words) + (place % Lanes);
            for (var word = 0; word < words; word++)
                made._transposed[start + (word * Lanes)] = key[word];
            made.SetColumns(place, key);
        }

        return made;
    }

    private void SetColumns(int place, ReadOnlySpan<ulong> key)
    {
        const int KeysOfTile = DiceKernel.TileGroups * Lanes;
        var (tile, lane) = Math.DivRem(place, KeysOfTile);
        var start = _columnsStart + (tile * ColumnsOfTile * LineWords) + (lane >> 6);
        for (var word = 0; word < key.Length; word++)
        {
            for (var bits = key[word]; bits != 0; bits &= bits - 1)
                _columns[start + (((word * 64) + BitOperations.TrailingZeroCount(bits)) * LineWords)] |= 1UL << (lane & 63);
        }
    }

    // The array does not move, so that its first whole cache line can be looked up once.
    private static unsafe int StartOfLine(ulong[] pinned)
    {
        if (pinned.Length == 0)
            return 0;
        var address = (nuint)Unsafe.AsPointer(ref pinned[0]);
        return (int)(((64 - (address & 63)) & 63) / sizeof(ulong));
    }
}
