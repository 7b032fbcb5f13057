namespace Amparo.Records;

/// <summary>A field is stated (<c>present</c>).</summary>
/// <param name="field">The field, of any kind.</param>
/// <param name="allowed">Kinds of missing values that are answers too.</param>
internal sealed class PresentPredicate(string field, IReadOnlyList<MissingKind> allowed) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records) => records.Find(field) switch
    {
        CodedColumn coded => RuleMarks.Where(records.Count, record => Breaks(coded.Cells[record])),
        TextColumn { Entries: { } entries } => RuleMarks.Where(records.Count, record => entries[record] == 0),
        CountColumn counts => RuleMarks.Where(records.Count, record => counts.Counts[record].Missing is { } kind && !allowed.Contains(kind)),
        _ => null,
    };

    private bool Breaks(short cell) => cell < 0 && !allowed.Contains((MissingKind)(-cell));
}

/// <summary>Two coded fields fit together (<c>agree</c>). A code that the table does not name fits everything.</summary>
/// <param name="fields">The two fields.</param>
/// <param name="fits">By code of the first field, the codes of the second one that fit.</param>
internal sealed class AgreePredicate((string One, string Other) fields, IReadOnlyDictionary<string, IReadOnlyList<string>> fits) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records)
    {
        if (records.FindCoded(fields.One) is not { } one || records.FindCoded(fields.Other) is not { } other)
            return null;
        var width = other.List.Codes.Count;
        var broken = new bool[one.List.Codes.Count * width];
        for (var code = 0; code < one.List.Codes.Count; code++)
        {
            if (!fits.TryGetValue(one.List.Codes[code].Id, out var fitting))
                continue;
            for (var partner = 0; partner < width; partner++)
                broken[(code * width) + partner] = !fitting.Contains(other.List.Codes[partner].Id, StringComparer.Ordinal);
        }

        var marks = new RuleMarks(records.Count);
        var ones = one.Cells;
        var others = other.Cells;
        for (var record = 0; record < ones.Length; record++)
        {
            if ((ones[record] | others[record]) >= 0 && broken[(ones[record] * width) + others[record]])
                marks.Set(record);
        }

        return marks;
    }
}

/// <summary>Some statements never hold together (<c>never</c>).</summary>
internal sealed class NeverPredicate(IReadOnlyList<RuleStatement> statements) : RulePredicate
{
    internal override RuleMarks? Judge(RecordSet records)
    {
        var marks = RuleMarks.All(records.Count);
        foreach (var statement in statements)
        {
            if (statement.Where(records) is not { } holds)
                return null;
            marks.And(holds);
        }

        return marks;
    }
}

/// <summary>How a statement about flags is meant.</summary>
internal enum FlagQuantity
{
    /// <summary>At least one of the codes is yes (<c>any-yes</c>).</summary>
    AnyYes,

    /// <summary>All of the codes are yes (<c>all-yes</c>).</summary>
    AllYes,

    /// <summary>None of the codes is yes: no, or missing for whatever reason (<c>none-yes</c>).</summary>
    NoneYes,

    /// <summary>At least one of the codes is not yes (<c>any-not-yes</c>).</summary>
    AnyNotYes,

    /// <summary>At least one of the codes is stated not to hold (<c>any-no</c>).</summary>
    AnyNo,
}

/// <summary>One statement about a coded field or a field of flags.</summary>
internal abstract record RuleStatement(string Field)
{
    /// <summary>Marks the records for which the statement holds; null if the records lack the field, or nobody was asked about the codes.</summary>
    internal abstract RuleMarks? Where(RecordSet records);
}

/// <summary>A coded field holds one of some codes (<c>is</c>).</summary>
internal sealed record CodedStatement(string Field, IReadOnlyList<string> Codes) : RuleStatement(Field)
{
    internal override RuleMarks? Where(RecordSet records)
    {
        if (records.FindCoded(Field) is not { } coded)
            return null;
        // Below zero lie the kinds of missing values, which are none of the codes.
        var missing = (int)MissingKind.Suppressed;
        var holds = new bool[missing + coded.List.Codes.Count];
        foreach (var code in Codes)
            holds[missing + coded.List.PositionOf(code)] = true;
        var marks = new RuleMarks(records.Count);
        var cells = coded.Cells;
        for (var word = 0; word < marks.Words.Length; word++)
        {
            var some = cells.Slice(word << 6, Math.Min(64, cells.Length - (word << 6)));
            ulong bits = 0;
            for (var i = 0; i < some.Length; i++)
                bits |= (holds[missing + some[i]] ? 1UL : 0) << i;
            marks.Words[word] = bits;
        }

        return marks;
    }
}

/// <summary>A statement about some codes of a field of flags. Codes that nobody was asked about say nothing.</summary>
internal sealed record FlagsStatement(string Field, FlagQuantity Quantity, IReadOnlyList<string> Codes) : RuleStatement(Field)
{
    internal override RuleMarks? Where(RecordSet records)
    {
        if (records.FindFlags(Field) is not { } flags)
            return null;
        var asked = Codes.Select(code => flags.List.PositionOf(code)).Where(flags.IsAsked).Select(code => flags.PlanesOf(code)!).ToArray();
        if (asked.Length == 0 || (Quantity is FlagQuantity.AllYes or FlagQuantity.AnyNotYes && asked.Length < Codes.Count))
            return null;
        var marks = new RuleMarks(records.Count);
        for (var word = 0; word < marks.Words.Length; word++)
        {
            ulong any = 0, no = 0;
            var all = ulong.MaxValue;
            foreach (var planes in asked)
            {
                var at = word * FlagsColumn.Planes;
                var stated = ~planes[at + 1] & ~planes[at + 2];
                any |= planes[at] & stated;
                all &= planes[at] & stated;
                no |= ~planes[at] & stated;
            }

            marks.Words[word] = Quantity switch
            {
                FlagQuantity.AnyYes => any,
                FlagQuantity.AllYes => all,
                FlagQuantity.NoneYes => ~any,
                FlagQuantity.AnyNotYes => ~all,
                _ => no,
            };
        }

        if (marks.Words.Length > 0)
            marks.CutEnd();
        return marks;
    }
}
