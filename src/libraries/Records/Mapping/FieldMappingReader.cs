using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads the entries under <c>fields</c> of a mapping.</summary>
internal sealed class FieldMappingReader(RecordSchema schema, MissingSpellings fileMissing, YamlFaults faults)
{
    private readonly SpellingTableReader _spellings = new(faults);

    // Which transformations can fill which kind of field.
    private static readonly Dictionary<FieldKind, string[]> ByKind = new()
    {
        [FieldKind.Text] = ["text", "join"],
        [FieldKind.Date] = ["date", "partial-date"],
        [FieldKind.WholeNumber] = ["integer", "approximate-age"],
        [FieldKind.Coded] = ["code", "one-hot", "constant"],
        [FieldKind.Flags] = ["code", "codes", "flags", "constant"],
        [FieldKind.Count] = ["count"],
    };

    // Fields of a person report with transformations of their own. None at all: derived from others.
    private static readonly Dictionary<string, string[]> OfPersonReport = new(StringComparer.Ordinal)
    {
        [PersonReport.Record] = [],
        [PersonReport.Subject] = [],
        [PersonReport.Country] = [],
        [PersonReport.AgencyKind] = [],
        [PersonReport.Form] = [],
        [PersonReport.Year] = ["code", "constant"],
        [PersonReport.Registered] = ["date"],
        [PersonReport.GivenNames] = ["text", "join", "split-name"],
        [PersonReport.FirstSurname] = ["text", "join", "split-name"],
        [PersonReport.SecondSurname] = ["text", "join", "split-name"],
        [PersonReport.AgeGroup] = ["band", "code", "constant"],
    };

    /// <summary>Takes a table of spellings that mean a kind of missing value.</summary>
    internal static MissingSpellings TakeMissing(YamlFields fields, YamlFaults faults)
    {
        if (fields.OptionalMap("missing") is not { } map)
            return MissingSpellings.None;
        var spellings = new List<(string Spelling, MissingKind Kind)>();
        foreach (var (spelling, node) in map.TakeRest())
        {
            if (map.TextOf(node, "missing") is not { } name)
                continue;
            var folded = Spelling.Fold(spelling.Value);
            if (MissingKinds.Find(name) is not { } kind)
                faults.Add(RecordsProblems.MissingKindUnknown, node, "missing");
            else if (spellings.Exists(other => Spelling.Fold(other.Spelling) == folded && other.Kind != kind))
                faults.Add(RecordsProblems.SpellingTwice, spelling, "missing");
            else
                spellings.Add((spelling.Value, kind));
        }

        return new(spellings);
    }

    /// <summary>Reads one entry; null if something in it is wrong.</summary>
    internal FieldMapping? Read(YamlText target, YamlFields entry)
    {
        var id = target.Value;
        var allowed = AllowedFor(id);
        if (allowed.Length == 0)
        {
            faults.Add(RecordsProblems.TargetNotAllowed, target, id);
            return null;
        }

        if (entry.Text("as") is not { } transformation)
            return null;
        if (!allowed.Contains(transformation, StringComparer.Ordinal))
        {
            var exists = ByKind.Values.Concat(OfPersonReport.Values).Any(names => names.Contains(transformation, StringComparer.Ordinal));
            faults.Add(exists ? RecordsProblems.TransformationNotAllowed : RecordsProblems.TransformationUnknown, target, id);
            return null;
        }

        var before = faults.Problems.Count;
        var missing = TakeMissing(entry, faults).Over(fileMissing);
        var field = transformation switch
        {
            "text" => new TextMapping(id, One(entry), missing, string.Empty),
            "join" => new TextMapping(id, entry.Texts("from"), missing, Separator(entry, " ")),
            "split-name" => new NameMapping(id, One(entry), missing, NameToTake(id, entry)),
            "date" or "partial-date" => new DateMapping(id, One(entry), missing, Layouts(entry, transformation == "date")),
            "integer" => new IntegerMapping(id, One(entry), missing, []),
            "approximate-age" => new IntegerMapping(id, One(entry), missing, [.. entry.Texts("after").Select(Spelling.Fold)]),
            "band" => new BandMapping(id, One(entry), missing),
            "code" when IsFlags(id) => new CodesMapping(id, One(entry), missing, _spellings.Read(ListOf(id), entry), new(null, Unlisted(entry))),
            "code" => new CodeMapping(id, One(entry), missing, _spellings.Read(ListOf(id), entry)),
            "codes" => new CodesMapping(id, One(entry), missing, _spellings.Read(ListOf(id), entry), new(Separator(entry, null), Unlisted(entry))),
            "flags" => Flags(id, entry, missing),
            "one-hot" => OneHot(id, entry, missing),
            "count" => new CountMapping(id, One(entry), missing, new(Thousands(entry), entry.OptionalNumber("scale", (1, 1_000_000)) ?? 1)),
            _ => (FieldMapping)new ConstantMapping(id, Constant(id, entry)),
        };
        if (schema.Find(id)!.Kind == FieldKind.Coded && entry.OptionalMap("when") is { } when)
            field = field with { When = ReadCondition(when) };
        if (schema.Find(id)!.Kind == FieldKind.Coded && entry.OptionalText("required") is { } required)
        {
            if (required is not ("true" or "false"))
                faults.Add(VocabularyProblems.ValueNotAllowed, target, "required");
            field = field with { IsRequired = required == "true" };
        }

        entry.Finish();
        return faults.Problems.Count == before ? field : null;
    }

    private Condition? ReadCondition(YamlFields when)
    {
        var column = when.Text("column");
        var words = Spellings(when, "is", required: true);
        when.Finish();
        return column is null ? null : new(column, words);
    }

    private CodeList ListOf(string target) => schema.Find(target)!.List!;

    private bool IsFlags(string target) => schema.Find(target)!.Kind == FieldKind.Flags;

    private string[] AllowedFor(string target) =>
        schema.Id == PersonReport.SchemaId && OfPersonReport.TryGetValue(target, out var own) ? own
        : schema.Find(target) is { } field && target != PersonReport.Record ? ByKind[field.Kind]
        : [];

    // What a list of codes says about a code that is not in it. Nothing, unless the mapping says more: a blank is never "no".
    private short Unlisted(YamlFields entry)
    {
        if (entry.Take("unlisted") is not { } node)
            return CodedColumn.Missing(MissingKind.Blank);
        if (node is YamlText { Value: "no" })
            return FlagsColumn.No;
        if (node is YamlText text && MissingKinds.Find(text.Value) is { } kind)
            return CodedColumn.Missing(kind);
        faults.Add(RecordsProblems.MissingKindUnknown, node, "unlisted");
        return 0;
    }

    private char? Thousands(YamlFields entry)
    {
        if (entry.Take("thousands") is not { } node)
            return null;
        if (node is YamlText { Value: "," or "." or " " or "'" } text)
            return text.Value[0];
        faults.Add(VocabularyProblems.ValueNotAllowed, node, "thousands");
        return null;
    }

    private static IReadOnlyList<string> One(YamlFields entry) => entry.Text("from") is { } column ? [column] : [];

    // White space is a separator like any other, so the text is taken as it is.
    private string Separator(YamlFields entry, string? otherwise)
    {
        var node = otherwise is null ? entry.TakeRequired("separator") : entry.Take("separator");
        if (node is YamlText { Value.Length: > 0 } text)
            return text.Value;
        if (node is not null)
            faults.Add(VocabularyProblems.ValueNotAllowed, node, "separator");
        return otherwise ?? string.Empty;
    }

    private (NamePart Part, bool WithGivenNames) NameToTake(string target, YamlFields entry)
    {
        var layout = entry.Text("layout");
        if (layout is not null and not ("surnames, given" or "surnames") || (layout == "surnames" && target == PersonReport.GivenNames))
            faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "layout");
        var part = target switch
        {
            PersonReport.GivenNames => NamePart.GivenNames,
            PersonReport.FirstSurname => NamePart.FirstSurname,
            _ => NamePart.SecondSurname,
        };
        return (part, layout == "surnames, given");
    }

    private List<DateLayout> Layouts(YamlFields entry, bool complete)
    {
        var layouts = new List<DateLayout>();
        foreach (var format in entry.Texts("formats"))
        {
            if (DateLayout.TryParse(format) is { } layout && (layout.IsComplete || !complete))
                layouts.Add(layout);
            else
                faults.Add(RecordsProblems.DateFormatNotAllowed, entry.Node, "formats");
        }

        return layouts;
    }

    private FlagsMapping Flags(string target, YamlFields entry, MissingSpellings missing)
    {
        var (columns, flags) = FlagColumns(target, entry);
        if (entry.OptionalMap("word") is not { } word)
            return new(target, columns, missing, flags);
        var named = new CodesMapping(target, One(word), TakeMissing(word, faults).Over(missing), _spellings.Read(ListOf(target), word), new(null, CodedColumn.Missing(MissingKind.Blank)));
        word.Finish();
        return new(target, [.. columns, .. named.Columns], missing, flags) { Word = named };
    }

    private OneHotMapping OneHot(string target, YamlFields entry, MissingSpellings missing)
    {
        var (columns, flags) = FlagColumns(target, entry);
        return new(target, columns, missing, flags);
    }

    private (List<string> Columns, FlagSpellings Flags) FlagColumns(string target, YamlFields entry)
    {
        var list = ListOf(target);
        var columns = new List<string>();
        var codes = new List<short>();
        if (entry.Map("from") is { } map)
        {
            foreach (var (column, node) in map.TakeRest())
            {
                if (map.TextOf(node, "from") is not { } id || _spellings.Position(list, id, node) is not { } position)
                    continue;
                // Two columns of one code could contradict each other, and only their maker could say which is right.
                if (codes.Contains(position))
                    faults.Add(RecordsProblems.FlagTwice, node, "from");
                columns.Add(column.Value);
                codes.Add(position);
            }
        }

        if (columns.Count == 0)
            faults.Add(VocabularyProblems.KeyMissing, entry.Node, "from");
        var set = Spellings(entry, "set", required: true);
        var unset = Spellings(entry, "unset", required: false);
        if (set.Overlaps(unset))
            faults.Add(RecordsProblems.SpellingTwice, entry.Node, "set");
        return (columns, new(codes, set, unset, NoneSet(list, entry)));
    }

    // Where every flag is stated and none is set: a reason, or for a column for each code but one, that one.
    private short NoneSet(CodeList list, YamlFields entry)
    {
        if (entry.Take("none-set") is not { } node)
            return CodedColumn.Missing(MissingKind.Unknown);
        if (entry.TextOf(node, "none-set") is not { } word)
            return 0;
        if (MissingKinds.Find(word) is { } kind)
            return CodedColumn.Missing(kind);
        if (list.PositionOf(word) is >= 0 and var position)
            return (short)position;
        faults.Add(RecordsProblems.MissingKindUnknown, node, "none-set");
        return 0;
    }

    // Here an empty text is a spelling: the empty cell.
    private WordSet Spellings(YamlFields entry, string key, bool required)
    {
        if (!required && !entry.Has(key))
            return new([]);
        var spellings = new List<string>();
        foreach (var node in entry.List(key))
        {
            if (node is YamlText text)
                spellings.Add(text.Value);
            else
                faults.Add(VocabularyProblems.WrongShape, node, key);
        }

        return new(spellings);
    }

    private short Constant(string target, YamlFields entry)
    {
        if (entry.OptionalText("missing-kind") is { } name)
        {
            if (MissingKinds.Find(name) is { } kind)
                return CodedColumn.Missing(kind);
            faults.Add(RecordsProblems.MissingKindUnknown, entry.Node, "missing-kind");
            return 0;
        }

        return entry.TakeRequired("value") is { } node && entry.TextOf(node, "value") is { } id
            ? _spellings.Position(ListOf(target), id, node) ?? 0
            : (short)0;
    }
}
