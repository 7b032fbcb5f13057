using System.Numerics;

namespace Amparo.Records;

/// <summary>No two records say the same in some fields (<c>unique</c>): each record that repeats an earlier one breaks the rule.</summary>
/// <remarks>Linear in the records. Records are compared cell by cell wherever their numbers meet, so no collision can accuse a record.</remarks>
internal sealed class UniquePredicate : RulePredicate
{
    private readonly IReadOnlyList<string>? _by;
    private readonly IReadOnlyList<string> _except;
    private readonly IReadOnlyList<string> _needs;

    private UniquePredicate(IReadOnlyList<string>? by, IReadOnlyList<string> except, IReadOnlyList<string> needs) =>
        (_by, _except, _needs) = (by, except, needs);

    /// <summary>Compares some fields; a record that lacks a text among them is left out.</summary>
    internal static UniquePredicate By(IReadOnlyList<string> fields) => new(fields, [], fields);

    /// <summary>Compares all fields but some.</summary>
    /// <param name="fields">The fields left out of the comparison.</param>
    /// <param name="needs">Texts without which a record is not compared: without any of them, equal records may be about different persons.</param>
    internal static UniquePredicate Except(IReadOnlyList<string> fields, IReadOnlyList<string> needs) => new(null, fields, needs);

    internal override RuleMarks? Judge(RecordSet records)
    {
        var columns = _by is null
            ? records.Columns.Where(column => !_except.Contains(column.Field, StringComparer.Ordinal)).ToArray()
            : _by.Select(records.Find).OfType<RecordColumn>().ToArray();
        if (columns.Length == 0 || columns.Length < _by?.Count)
            return null;
        var needed = new RuleMarks(records.Count);
        foreach (var field in _needs)
        {
            if (records.Find(field) is null)
                return null;
            if (records.FindText(field) is { Entries: { } entries })
                needed.Or(RuleMarks.Where(records.Count, record => entries[record] == 0));
        }

        return needed.CountSet() == records.Count ? new RuleMarks(records.Count) : Find(new RowHashes(columns, records.Count), needed);
    }

    private static RuleMarks Find(RowHashes rows, RuleMarks leftOut)
    {
        var hashes = rows.Hashes;
        var bits = BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Max(hashes.Length, 8))) + 1;
        // One more than the record, so that zero is a free place.
        var slots = new int[1 << bits];
        var marks = new List<(int Record, int First)>();
        for (var record = 0; record < hashes.Length; record++)
        {
            if (leftOut.Has(record))
                continue;
            for (var at = (int)(hashes[record] >> (64 - bits)); ; at = (at + 1) & (slots.Length - 1))
            {
                if (slots[at] == 0)
                {
                    slots[at] = record + 1;
                    break;
                }

                var first = slots[at] - 1;
                if (hashes[first] == hashes[record] && rows.Same(first, record))
                {
                    marks.Add((record, first));
                    break;
                }
            }
        }

        var repeated = new RuleMarks(hashes.Length) { Firsts = [.. marks.Select(mark => mark.First)] };
        foreach (var (record, _) in marks)
            repeated.Set(record);
        return repeated;
    }
}
