using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads what a rule asks of records.</summary>
internal sealed class RulePredicateReader(RecordSchema schema, YamlFaults faults)
{
    private static readonly Dictionary<string, FlagQuantity> Quantities = new(StringComparer.Ordinal)
    {
        ["any-yes"] = FlagQuantity.AnyYes,
        ["all-yes"] = FlagQuantity.AllYes,
        ["none-yes"] = FlagQuantity.NoneYes,
        ["any-not-yes"] = FlagQuantity.AnyNotYes,
        ["any-no"] = FlagQuantity.AnyNo,
    };

    internal RecordSchema Schema { get; } = schema;

    internal YamlFaults Faults { get; } = faults;

    /// <summary>Takes the keys that a kind of rule asks for; null with a problem.</summary>
    internal RulePredicate? Read(string kind, string field, YamlFields entry)
    {
        var before = Faults.Problems.Count;
        RulePredicate? read = kind switch
        {
            "range" => Range(field, entry),
            "order" => Order(field, entry),
            "age-at" => AgeAt(field, entry),
            "band" => FieldOf(field, entry, FieldKind.Coded) is not null && Named(entry, "age", FieldKind.WholeNumber) is { } age ? new BandPredicate(field, age.Id) : null,
            "year-of" => FieldOf(field, entry, FieldKind.Date) is not null && Named(entry, "year", FieldKind.Coded) is { } year ? new YearPredicate(field, year.Id) : null,
            "present" => Present(field, entry),
            "agree" => Agree(field, entry),
            "never" => Never(entry),
            "unique" => Unique(entry),
            "total" => Total(field, entry),
            _ => null,
        };
        if (read is null && Faults.Problems.Count == before)
            Faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "kind");
        return Faults.Problems.Count == before ? read : null;
    }

    private RangePredicate Range(string field, YamlFields entry)
    {
        FieldOf(field, entry, FieldKind.WholeNumber);
        var lowest = Number(entry, "lowest");
        var highest = Number(entry, "highest");
        if (lowest > highest)
            Faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "highest");
        return new(field, (lowest, highest));
    }

    private OrderPredicate? Order(string field, YamlFields entry)
    {
        if (FieldOf(field, entry, FieldKind.Date, FieldKind.WholeNumber) is not { } first || Named(entry, "not-after", first.Kind) is not { } second)
            return null;
        return new(field, second.Id, first.Kind == FieldKind.Date);
    }

    private AgePredicate? AgeAt(string field, YamlFields entry)
    {
        FieldOf(field, entry, FieldKind.WholeNumber);
        var birth = Named(entry, "birth", FieldKind.Date);
        var day = Named(entry, "on", FieldKind.Date);
        var tolerance = Number(entry, "tolerance");
        return birth is null || day is null ? null : new(field, birth.Id, day.Id, tolerance);
    }

    private PresentPredicate Present(string field, YamlFields entry)
    {
        FieldOf(field, entry, FieldKind.Coded, FieldKind.Text, FieldKind.Date, FieldKind.WholeNumber, FieldKind.Count);
        var allowed = new List<MissingKind>();
        foreach (var name in entry.Has("allowed") ? entry.Texts("allowed") : [])
        {
            if (MissingKinds.Find(name) is { } kind)
                allowed.Add(kind);
            else
                Faults.Add(RecordsProblems.MissingKindUnknown, entry.Node, "allowed");
        }

        return new(field, allowed);
    }

    private AgreePredicate? Agree(string field, YamlFields entry)
    {
        var one = FieldOf(field, entry, FieldKind.Coded);
        var other = Named(entry, "with", FieldKind.Coded);
        if (entry.Map("fits") is not { } table || one is null || other is null)
            return null;
        var fits = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (code, _) in table.Node.Entries)
        {
            RequireCodes(one, [code.Value], code);
            fits[code.Value] = RequireCodes(other, table.Texts(code.Value), code);
        }

        return new((field, other.Id), fits);
    }

    private NeverPredicate Never(YamlFields entry)
    {
        var statements = new List<RuleStatement>();
        foreach (var node in entry.List("together"))
        {
            if (entry.MapOf(node, "together") is not { } statement)
                continue;
            if (Statement(statement) is { } read)
                statements.Add(read);
            statement.Finish();
        }

        return new(statements);
    }

    private RuleStatement? Statement(YamlFields statement)
    {
        if (Named(statement, "field", FieldKind.Coded, FieldKind.Flags) is not { } field)
            return null;
        if (field.Kind == FieldKind.Coded)
            return new CodedStatement(field.Id, RequireCodes(field, statement.Texts("is"), statement.Node));
        if (Quantities.Keys.FirstOrDefault(statement.Has) is { } quantity)
            return new FlagsStatement(field.Id, Quantities[quantity], RequireCodes(field, statement.Texts(quantity), statement.Node));
        Faults.Add(VocabularyProblems.KeyMissing, statement.Node, "any-yes");
        return null;
    }

    private UniquePredicate? Unique(YamlFields entry)
    {
        if (entry.Has("by"))
            return UniquePredicate.By(RequireFields(entry, "by"));
        var except = RequireFields(entry, "except");
        return UniquePredicate.Except(except, entry.Has("needs") ? RequireFields(entry, "needs") : []);
    }

    private TotalPredicate? Total(string field, YamlFields entry)
    {
        FieldOf(field, entry, FieldKind.Count);
        var dimension = Named(entry, "dimension", FieldKind.Coded);
        var total = entry.Text("total");
        var parts = entry.Texts("parts");
        TotalFault? fault = entry.Text("fault") switch { "parts-exceed" => TotalFault.PartsExceed, "parts-fall-short" => TotalFault.PartsFallShort, _ => null };
        if (fault is null)
            Faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "fault");
        var tolerance = entry.OptionalNumber("tolerance", (0, 1_000_000)) ?? 0;
        if (dimension is null || total is null || fault is null)
            return null;
        RequireCodes(dimension, [total, .. parts], entry.Node);
        return new(new(field, dimension.Id, total, parts), fault.Value, tolerance);
    }

    private int Number(YamlFields entry, string key)
    {
        if (entry.Has(key))
            return entry.OptionalNumber(key, (0, 1_000_000)) ?? 0;
        Faults.Add(VocabularyProblems.KeyMissing, entry.Node, key);
        return 0;
    }

    // The rule's own field, if it is of a kind that the rule can speak of.
    private RecordField? FieldOf(string id, YamlFields entry, params ReadOnlySpan<FieldKind> kinds)
    {
        if (Schema.Find(id) is { } field && kinds.Contains(field.Kind))
            return field;
        Faults.Add(RecordsProblems.RuleFieldUnfit, entry.Node, id);
        return null;
    }

    private RecordField? Named(YamlFields entry, string key, params ReadOnlySpan<FieldKind> kinds) =>
        entry.Text(key) is { } id ? FieldOf(id, entry, kinds) : null;

    private IReadOnlyList<string> RequireFields(YamlFields entry, string key)
    {
        var fields = entry.Texts(key);
        foreach (var field in fields.Where(field => Schema.Find(field) is null))
            Faults.Add(RecordsProblems.RuleFieldUnfit, entry.Node, field);
        return fields;
    }

    private IReadOnlyList<string> RequireCodes(RecordField field, IReadOnlyList<string> codes, YamlNode at)
    {
        foreach (var code in codes.Where(code => field.List!.Find(code) is null))
            Faults.Add(RecordsProblems.MappedCodeUnknown, at, $"{field.Id}: {code}");
        return codes;
    }
}
