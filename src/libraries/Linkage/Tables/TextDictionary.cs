using System.Numerics;
using System.Runtime.InteropServices;

namespace Amparo.Linkage.Tables;

/// <summary>Distinct texts as UTF-8, numbered from zero in the order in which they first came.</summary>
/// <remarks>
/// The number of a text depends on the order of the rows; its <see cref="HashOf"/> does not, so whatever must not depend on that order
/// goes by the hash. The hash is not for secrets: it is fast, and the same in every process.
/// </remarks>
internal sealed class TextDictionary
{
    private byte[] _bytes = new byte[1 << 12];
    private int _end;
    private readonly List<int> _starts = [0];
    private readonly List<ulong> _hashes = [];
    private int[] _slots = new int[1 << 8];

    /// <summary>Number of distinct texts.</summary>
    public int Count => _hashes.Count;

    /// <summary>The bytes of a text.</summary>
    /// <param name="number">Its number.</param>
    public ReadOnlySpan<byte> this[int number]
    {
        get
        {
            var start = _starts[number];
            return _bytes.AsSpan(start, _starts[number + 1] - start);
        }
    }

    /// <summary>The hash of a text, by its bytes alone.</summary>
    /// <param name="number">Its number.</param>
    public ulong HashOf(int number) => _hashes[number];

    /// <summary>Finds a text, and takes it in where it is new.</summary>
    /// <param name="text">UTF-8.</param>
    /// <returns>Its number.</returns>
    public int Add(ReadOnlySpan<byte> text)
    {
        var hash = Hash(text);
        var slot = Slot(text, hash);
        if (_slots[slot] != 0)
            return _slots[slot] - 1;
        if (_bytes.Length - _end < text.Length)
            Array.Resize(ref _bytes, checked((int)BitOperations.RoundUpToPowerOf2((uint)(_end + text.Length))));
        text.CopyTo(_bytes.AsSpan(_end));
        _end += text.Length;
        _starts.Add(_end);
        _hashes.Add(hash);
        _slots[slot] = Count;
        if (Count * 2 > _slots.Length)
            Grow();
        return Count - 1;
    }

    /// <summary>Finds a text.</summary>
    /// <param name="text">UTF-8.</param>
    /// <returns>Its number, or -1.</returns>
    public int Find(ReadOnlySpan<byte> text) => _slots[Slot(text, Hash(text))] - 1;

    /// <summary>The hash of some bytes: eight at a time, multiplied and folded.</summary>
    /// <param name="text">The bytes.</param>
    public static ulong Hash(ReadOnlySpan<byte> text)
    {
        unchecked
        {
            var hash = 0x9E3779B97F4A7C15UL ^ ((ulong)text.Length * 0xA0761D6478BD642FUL);
            while (text.Length >= sizeof(ulong))
            {
                hash = Mix(hash ^ MemoryMarshal.Read<ulong>(text));
                text = text[sizeof(ulong)..];
            }

            ulong tail = 0;
            for (var i = 0; i < text.Length; i++)
                tail |= (ulong)text[i] << (8 * i);
            return Mix(hash ^ tail);
        }
    }

    /// <summary>Spreads the bits of a number over the whole of it: neighbours become strangers.</summary>
    /// <param name="number">Any number.</param>
    /// <remarks>The finaliser of SplitMix64: [Steele2014] doi:10.1145/2660193.2660195, variant 13 of Stafford.</remarks>
    public static ulong Mix(ulong number)
    {
        unchecked
        {
            number += 0x9E3779B97F4A7C15UL;
            number = (number ^ (number >> 30)) * 0xBF58476D1CE4E5B9UL;
            number = (number ^ (number >> 27)) * 0x94D049BB133111EBUL;
            return number ^ (number >> 31);
        }
    }

    private int Slot(ReadOnlySpan<byte> text, ulong hash)
    {
        var mask = _slots.Length - 1;
        var slot = (int)(hash & (uint)mask);
        while (_slots[slot] is var number && number != 0 && !(_hashes[number - 1] == hash && this[number - 1].SequenceEqual(text)))
            slot = (slot + 1) & mask;
        return slot;
    }

    private void Grow()
    {
        var slots = new int[_slots.Length * 2];
        var mask = slots.Length - 1;
        for (var number = 0; number < Count; number++)
        {
            var slot = (int)(_hashes[number] & (uint)mask);
            while (slots[slot] != 0)
                slot = (slot + 1) & mask;
            slots[slot] = number + 1;
        }

        _slots = slots;
    }
}
