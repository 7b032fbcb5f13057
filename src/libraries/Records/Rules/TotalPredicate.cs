namespace Amparo.Records;

/// <summary>Which way a total and the sum of its parts disagree.</summary>
internal enum TotalFault
{
    /// <summary>The parts are more than the total (<c>parts-exceed</c>).</summary>
    PartsExceed,

    /// <summary>All parts are there and are less than the total (<c>parts-fall-short</c>).</summary>
    PartsFallShort,
}

/// <summary>What a rule about totals compares.</summary>
/// <param name="Count">The field of counts.</param>
/// <param name="Dimension">The coded field that has parts and a total.</param>
/// <param name="Total">The code of the total.</param>
/// <param name="Parts">The codes of the parts; together they are the whole.</param>
internal sealed record TotalParts(string Count, string Dimension, string Total, IReadOnlyList<string> Parts);

/// <summary>A published total and its parts add up (<c>total</c>). Counts that are intervals disagree only if no numbers within them would add up.</summary>
/// <remarks>
/// Rows belong together that agree in all coded fields but the dimension. Where a code occurs twice among them, nobody knows which row is meant,
/// and nothing is said. The row of the total breaks the rule.
/// </remarks>
/// <param name="parts">What is compared.</param>
/// <param name="fault">Which disagreement is looked for.</param>
/// <param name="tolerance">How far they may lie apart.</param>
internal sealed class TotalPredicate(TotalParts parts, TotalFault fault, int tolerance) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records)
    {
        if (records.FindCounts(parts.Count) is not { } counts || records.FindCoded(parts.Dimension) is not { } dimension)
            return null;
        var others = records.Coded.Where(column => column.Field != parts.Dimension).ToArray();
        // The place of a code among total and parts: 0 for the total, from 1 for the parts, -1 for all others.
        var places = dimension.List.Codes
            .Select(code => code.Id == parts.Total ? 0 : parts.Parts.ToList().IndexOf(code.Id) is >= 0 and var part ? part + 1 : -1).ToArray();
        var groups = new Dictionary<UInt128, Group>();
        for (var record = 0; record < records.Count; record++)
        {
            if (dimension.Cells[record] is not (>= 0 and var cell) || places[cell] < 0)
                continue;
            var key = KeyOf(others, record);
            if (!groups.TryGetValue(key, out var group))
                groups[key] = group = new Group(parts.Parts.Count + 1);
            group.Add(places[cell], record);
        }

        var marks = new RuleMarks(records.Count);
        foreach (var group in groups.Values)
        {
            if (Disagrees(group, counts))
                marks.Set(group.Rows[0]);
        }

        return marks;
    }

    private bool Disagrees(Group group, CountColumn counts)
    {
        if (group.IsAmbiguous || group.Rows[0] < 0 || counts.Counts[group.Rows[0]] is not { Missing: null } total)
            return false;
        long low = 0, high = 0;
        var whole = true;
        foreach (var row in group.Rows.AsSpan(1))
        {
            if (row < 0 || counts.Counts[row].Missing is not null)
            {
                whole = false;
                continue;
            }

            low += counts.Counts[row].Low;
            high += counts.Counts[row].High;
        }

        return fault == TotalFault.PartsExceed ? low - tolerance > total.High : whole && high + tolerance < total.Low;
    }

    private static UInt128 KeyOf(CodedColumn[] columns, int record)
    {
        UInt128 key = 0;
        foreach (var column in columns)
            key = unchecked((key * (UInt128)(column.List.Codes.Count + (int)MissingKind.Suppressed + 1)) + (UInt128)(column.Cells[record] + (int)MissingKind.Suppressed));
        return key;
    }

    private sealed class Group
    {
        internal Group(int places)
        {
            Rows = new int[places];
            Rows.AsSpan().Fill(-1);
        }

        internal int[] Rows { get; }

        internal bool IsAmbiguous { get; private set; }

        internal void Add(int place, int record)
        {
            IsAmbiguous |= Rows[place] >= 0;
            Rows[place] = record;
        }
    }
}
