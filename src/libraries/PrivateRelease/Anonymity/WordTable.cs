using System.Numerics;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Packed rows word by word, so that a few of them at once are compared with one row.</summary>
/// <remarks>Rows keep the order in which they were added; what is found does not depend on how many are compared at once.</remarks>
internal sealed class WordTable(int words)
{
    private readonly ulong[][] _words = [.. Enumerable.Range(0, words).Select(_ => new ulong[16])];

    public int Count { get; private set; }

    public void Add(ReadOnlySpan<ulong> row)
    {
        for (var word = 0; word < _words.Length; word++)
        {
            if (Count == _words[word].Length)
                Array.Resize(ref _words[word], 2 * Count);
            _words[word][Count] = row[word];
        }

        Count++;
    }

    public void RemoveAt(int at)
    {
        foreach (var word in _words)
            Array.Copy(word, at + 1, word, at, Count - at - 1);
        Count--;
    }

    /// <summary>The first row from a place on that is equal to another in the bits kept; -1 if there is none.</summary>
    public int Next(int from, ReadOnlySpan<ulong> like, ReadOnlySpan<ulong> kept)
    {
        var at = from;
        for (; at <= Count - Vector<ulong>.Count; at += Vector<ulong>.Count)
        {
            var differing = Vector<ulong>.Zero;
            for (var word = 0; word < _words.Length; word++)
                differing |= (new Vector<ulong>(_words[word], at) ^ new Vector<ulong>(like[word])) & new Vector<ulong>(kept[word]);
            if (Vector.EqualsAny(differing, Vector<ulong>.Zero))
                break;
        }

        for (; at < Count; at++)
        {
            var differing = 0UL;
            for (var word = 0; word < _words.Length; word++)
                differing |= (_words[word][at] ^ like[word]) & kept[word];
            if (differing == 0)
                return at;
        }

        return -1;
    }

    /// <summary>The same where each row has bits of its own that are kept.</summary>
    public int Next(int from, ReadOnlySpan<ulong> like, WordTable kept)
    {
        var at = from;
        for (; at <= Count - Vector<ulong>.Count; at += Vector<ulong>.Count)
        {
            var differing = Vector<ulong>.Zero;
            for (var word = 0; word < _words.Length; word++)
                differing |= (new Vector<ulong>(_words[word], at) ^ new Vector<ulong>(like[word])) & new Vector<ulong>(kept._words[word], at);
            if (Vector.EqualsAny(differing, Vector<ulong>.Zero))
                break;
        }

        for (; at < Count; at++)
        {
            var differing = 0UL;
            for (var word = 0; word < _words.Length; word++)
                differing |= (_words[word][at] ^ like[word]) & kept._words[word][at];
            if (differing == 0)
                return at;
        }

        return -1;
    }
}
