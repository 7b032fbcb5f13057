using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Amparo.Linkage.Comparing;
using Amparo.Linkage.Tables;

namespace Amparo.Linkage.Blocking;

/// <summary>What one key does on these records.</summary>
/// <param name="Key">The key.</param>
/// <param name="Pairs">Pairs of records that it puts together, those of other keys included.</param>
/// <param name="Blocks">Blocks with at least two records.</param>
/// <param name="Dropped">Records whose block was too large, even after it was split.</param>
internal sealed record KeyEffect(BlockingKey Key, long Pairs, int Blocks, int Dropped);

/// <summary>Records that agree on a key: at least two, in ascending order.</summary>
/// <param name="Of">Records of all blocks of the key.</param>
/// <param name="Start">Where this one begins.</param>
/// <param name="Size">How many it has.</param>
/// <param name="Value">What they agree on, as a hash.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Block(int[] Of, int Start, int Size, uint Value)
{
    /// <summary>Its records.</summary>
    public ReadOnlySpan<int> Members => Of.AsSpan(Start, Size);
}

/// <summary>The keys of all records, sixteen numbers each: one lane for a key, two for one of whichever name.</summary>
/// <remarks>
/// Two records of a block are compared once, however many keys they share: by the first lane in which they agree. All lanes are compared at once.
/// </remarks>
internal sealed class KeyLanes
{
    public const int Width = 16;

    private readonly uint[] _lanes;
    private readonly bool[] _twofold = new bool[Width];
    private readonly int[] _partner = new int[Width];
    private readonly List<Block> _blocks = [];
    private readonly List<int> _keyOfLane = [];

    private KeyLanes(int records)
    {
        _lanes = new uint[checked(records * Width)];
        for (var lane = 0; lane < Width; lane++)
            _partner[lane] = lane;
    }

    /// <summary>What each key does.</summary>
    public List<KeyEffect> Effects { get; } = [];

    /// <summary>Blocks of all keys.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>Puts records into blocks by keys, as long as there are lanes.</summary>
    /// <param name="table">The records.</param>
    /// <param name="keys">The keys in their order.</param>
    /// <param name="mostPairs">A key that would make more pairs splits its blocks, then drops the largest ones.</param>
    public static KeyLanes Of(PersonTable table, IReadOnlyList<BlockingKey> keys, long mostPairs)
    {
        var parts = new KeyParts(table);
        var lanes = new KeyLanes(table.Count);
        var at = 0;
        foreach (var key in keys)
        {
            if (at + (key.IsTwofold ? 2 : 1) > Width)
                break;
            lanes.Fill(parts, key, at, mostPairs);
            at += key.IsTwofold ? 2 : 1;
        }

        return lanes;
    }

    /// <summary>A record's keys.</summary>
    public ReadOnlySpan<uint> Row(int record) => _lanes.AsSpan(record * Width, Width);

    /// <summary>Pairs the records of a block that count in it: what the block agrees on stands in the lowest lane in which both agree.</summary>
    /// <param name="value">What the block agrees on.</param>
    /// <param name="keys">The keys of its records in ascending order, one after the other.</param>
    /// <param name="from">The first record to be paired with those after it; and the first record's place among all that pairs are made of.</param>
    /// <param name="pairs">Takes the pairs.</param>
    /// <param name="count">How many it has already.</param>
    /// <returns>How many it has now, and the record to go on with where there is no room for all of its pairs.</returns>
    public (int Count, int Next) Pair(uint value, ReadOnlySpan<uint> keys, (int Record, int Place) from, Span<(int Left, int Right)> pairs, int count)
    {
        ref var first = ref MemoryMarshal.GetReference(keys);
        ref var pair = ref MemoryMarshal.GetReference(pairs);
        var (size, shuffle, one) = (keys.Length / Width, _shuffle, from.Record);
        unchecked
        {
            for (; one < size - 1 && count + size - 1 - one <= pairs.Length; one++)
            {
                ref var own = ref Unsafe.Add(ref first, one * Width);
                var left = Vector512.LoadUnsafe(ref own);
                var filled = ~Vector512.Equals(left, Vector512<uint>.Zero);
                for (var other = one + 1; other < size; other++)
                {
                    var right = Vector512.LoadUnsafe(ref first, (nuint)(other * Width));
                    var agreeing = ((Vector512.Equals(left, right) | Vector512.Equals(left, Vector512.Shuffle(right, shuffle))) & filled).ExtractMostSignificantBits();
                    Unsafe.Add(ref pair, count) = (from.Place + one, from.Place + other);
                    // They agree on one lane at least, that of the block.
                    count += Unsafe.Add(ref own, BitOperations.TrailingZeroCount(agreeing)) == value ? 1 : 0;
                }
            }
        }

        return (count, one);
    }

    /// <summary>The keys that a pair shares: a bit for each of <see cref="Effects"/>.</summary>
    public uint KeysOf(int a, int b)
    {
        var keys = 0u;
        for (var bits = Agreeing(Row(Math.Min(a, b)), Row(Math.Max(a, b))); bits != 0; bits &= bits - 1)
            keys |= 1u << _keyOfLane[BitOperations.TrailingZeroCount(bits)];
        return keys;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ulong Agreeing(ReadOnlySpan<uint> a, ReadOnlySpan<uint> b)
    {
        var left = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(a));
        var right = Vector512.LoadUnsafe(ref MemoryMarshal.GetReference(b));
        var equal = (Vector512.Equals(left, right) | Vector512.Equals(left, Vector512.Shuffle(right, _shuffle)))
            & ~Vector512.Equals(left, Vector512<uint>.Zero);
        return equal.ExtractMostSignificantBits();
    }

    private Vector512<uint> _shuffle = Vector512<uint>.Indices;

    private void Fill(KeyParts parts, BlockingKey key, int at, long mostPairs)
    {
        var records = _lanes.Length / Width;
        var number = Effects.Count;
        var lanes = key.IsTwofold ? 2 : 1;
        if (lanes == 2)
        {
            (_partner[at], _partner[at + 1]) = (at + 1, at);
            _shuffle = Vector512.Create<uint>([.. _partner.Select(lane => (uint)lane)]);
        }

        var hashes = new ulong[lanes][];
        for (var lane = 0; lane < lanes; lane++)
        {
            _keyOfLane.Add(number);
            var arrays = key.Parts.Select(part => lane == 0 ? parts.Of(part) : parts.SecondOf(part)).ToArray();
            hashes[lane] = Joined(arrays, number);
        }

        var (values, members) = (new uint[records * lanes], new int[records * lanes]);
        var count = 0;
        for (var record = 0; record < records; record++)
        {
            uint before = 0;
            for (var lane = 0; lane < lanes; lane++)
            {
                var value = (uint)(hashes[lane][record] >> 32);
                if (value == 0 || value == before)
                    continue;
                before = value;
                (values[count], members[count]) = (value, record);
                count++;
                _lanes[(record * Width) + at + lane] = value;
            }
        }

        (values, members) = Sorted(values, members, count);
        Cut(values.AsSpan(0, count), members, (key, at, lanes), mostPairs);
    }

    private void Cut(ReadOnlySpan<uint> values, int[] members, (BlockingKey Key, int At, int Lanes) place, long mostPairs)
    {
        var sizes = new List<(int Start, int Size)>();
        for (var start = 0; start < values.Length;)
        {
            var end = start + 1;
            while (end < values.Length && values[end] == values[start])
                end++;
            if (end - start > 1)
                sizes.Add((start, end - start));
            start = end;
        }

        var largest = LargestWithin(sizes, mostPairs);
        var (pairs, dropped) = (0L, 0);
        var blocks = new List<Block>();
        foreach (var (start, size) in sizes)
        {
            if (size > largest)
            {
                dropped += size;
                for (var i = start; i < start + size; i++)
                    Clear(members[i], values[start], place.At, place.Lanes);
                continue;
            }

            pairs += (long)size * (size - 1) / 2;
            blocks.Add(new(members, start, size, values[start]));
        }

        // Blocks whose records lie near to each other come one after the other, so that what is read once is read again soon.
        var firsts = blocks.Select((block, number) => ((ulong)(uint)block.Members[0] << 32) | (uint)number).ToArray();
        Array.Sort(firsts);
        foreach (var first in firsts)
            _blocks.Add(blocks[(int)(first & int.MaxValue)]);
        Effects.Add(new(place.Key, pairs, blocks.Count, dropped));
    }

    private void Clear(int record, uint value, int at, int lanes)
    {
        for (var lane = at; lane < at + lanes; lane++)
        {
            if (_lanes[(record * Width) + lane] == value)
                _lanes[(record * Width) + lane] = 0;
        }
    }

    // The largest block size with which the key stays within its pairs.
    private static int LargestWithin(List<(int Start, int Size)> sizes, long mostPairs)
    {
        var pairs = 0L;
        foreach (var group in sizes.GroupBy(block => block.Size).OrderBy(group => group.Key))
        {
            pairs += group.Count() * ((long)group.Key * (group.Key - 1) / 2);
            if (pairs > mostPairs)
                return group.Key - 1;
        }

        return int.MaxValue;
    }

    private static ulong[] Joined(ulong[][] arrays, int number)
    {
        var joined = new ulong[arrays[0].Length];
        var seed = TextDictionary.Mix((ulong)number + 1);
        for (var record = 0; record < joined.Length; record++)
        {
            var hash = seed;
            foreach (var array in arrays)
            {
                if (array[record] == 0)
                {
                    hash = 0;
                    break;
                }

                hash = TextDictionary.Mix(hash ^ array[record]);
            }

            joined[record] = hash;
        }

        return joined;
    }

    // By value, then by record: entries come in the order of records, and the sort by value keeps it.
    private static (uint[] Values, int[] Records) Sorted(uint[] values, int[] records, int count)
    {
        const int bits = 11;
        var (toValues, toRecords) = (new uint[count], new int[count]);
        var starts = new int[1 << bits];
        for (var shift = 0; shift < 32; shift += bits)
        {
            Array.Clear(starts);
            for (var i = 0; i < count; i++)
                starts[(values[i] >> shift) & ((1 << bits) - 1)]++;
            var sum = 0;
            for (var i = 0; i < starts.Length; i++)
                (starts[i], sum) = (sum, sum + starts[i]);
            for (var i = 0; i < count; i++)
            {
                var to = starts[(values[i] >> shift) & ((1 << bits) - 1)]++;
                (toValues[to], toRecords[to]) = (values[i], records[i]);
            }

            (values, toValues) = (toValues, values);
            (records, toRecords) = (toRecords, records);
        }

        return (values, records);
    }
}
