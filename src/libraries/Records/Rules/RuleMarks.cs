using System.Numerics;

namespace Amparo.Records;

/// <summary>One bit a record, 64 of them in a word.</summary>
internal sealed class RuleMarks
{
    internal RuleMarks(int count)
    {
        Count = count;
        Words = new ulong[(count + 63) >> 6];
    }

    /// <summary>Number of records.</summary>
    internal int Count { get; }

    /// <summary>Record n is bit <c>n % 64</c> of word <c>n / 64</c>; the bits beyond the last record are never set.</summary>
    internal ulong[] Words { get; }

    /// <summary>For each record that repeats another one, in their order, the first record that says the same; null if the rule is about single records.</summary>
    internal IReadOnlyList<int>? Firsts { get; init; }

    internal bool IsEmpty => !Words.AsSpan().ContainsAnyExcept(0UL);

    internal static RuleMarks All(int count)
    {
        var marks = new RuleMarks(count);
        marks.Words.AsSpan().Fill(ulong.MaxValue);
        marks.CutEnd();
        return marks;
    }

    /// <summary>Marks the records for which a condition holds.</summary>
    internal static RuleMarks Where(int count, Func<int, bool> holds)
    {
        var marks = new RuleMarks(count);
        for (var record = 0; record < count; record++)
        {
            if (holds(record))
                marks.Set(record);
        }

        return marks;
    }

    internal void Set(int record) => Words[record >> 6] |= 1UL << (record & 63);

    internal bool Has(int record) => ((Words[record >> 6] >> (record & 63)) & 1) != 0;

    internal int CountSet()
    {
        var set = 0;
        foreach (var word in Words)
            set += BitOperations.PopCount(word);
        return set;
    }

    internal void And(RuleMarks other)
    {
        for (var word = 0; word < Words.Length; word++)
            Words[word] &= other.Words[word];
    }

    /// <summary>These marks without those of another rule.</summary>
    internal RuleMarks Without(RuleMarks other)
    {
        var rest = new RuleMarks(Count) { Firsts = Firsts is null ? null : [.. Records().Zip(Firsts).Where(pair => !other.Has(pair.First)).Select(pair => pair.Second)] };
        for (var word = 0; word < Words.Length; word++)
            rest.Words[word] = Words[word] & ~other.Words[word];
        return rest;
    }

    internal void Or(RuleMarks other)
    {
        for (var word = 0; word < Words.Length; word++)
            Words[word] |= other.Words[word];
    }

    /// <summary>The records that are set, or those that are not, in ascending order.</summary>
    internal int[] Records(bool set = true)
    {
        var records = new int[set ? CountSet() : Count - CountSet()];
        var at = 0;
        for (var word = 0; word < Words.Length; word++)
        {
            var rest = set ? Words[word] : ~Words[word];
            if (!set && word == Words.Length - 1 && (Count & 63) != 0)
                rest &= (1UL << (Count & 63)) - 1;
            for (; rest != 0; rest &= rest - 1)
                records[at++] = (word << 6) + BitOperations.TrailingZeroCount(rest);
        }

        return records;
    }

    internal void CutEnd()
    {
        if ((Count & 63) != 0)
            Words[^1] &= (1UL << (Count & 63)) - 1;
    }
}
