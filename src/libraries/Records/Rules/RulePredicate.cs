namespace Amparo.Records;

/// <summary>What a rule asks of records, judged over whole columns.</summary>
/// <remarks>Immutable and thread-safe. A record about which the columns say too little never breaks a rule.</remarks>
internal abstract class RulePredicate
{
    /// <summary>Marks the records that break the rule.</summary>
    /// <param name="records">The records.</param>
    /// <returns>The marks, or null if the records lack what the rule speaks of.</returns>
    internal abstract RuleMarks? Judge(RecordSet records);

    /// <summary>Works out once for each different text of a column what it means.</summary>
    /// <returns>The meanings by entry, and the entry of each record.</returns>
    private protected static (T[] Meanings, int[] Entries)? Read<T>(RecordSet records, string field, Func<string, T> read)
    {
        if (records.FindText(field) is not { Heap: { } heap, Entries: { } entries })
            return null;
        var meanings = new T[heap.Count];
        for (var entry = 0; entry < meanings.Length; entry++)
            meanings[entry] = read(heap.TextOf(entry));
        return (meanings, entries);
    }

    private protected static int NumberOf(string text) =>
        int.TryParse(text, System.Globalization.NumberStyles.AllowLeadingSign, System.Globalization.CultureInfo.InvariantCulture, out var number)
            ? number
            : Unstated;

    /// <summary>Stands for a number that is not stated.</summary>
    private protected const int Unstated = int.MinValue;
}
