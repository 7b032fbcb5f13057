using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads the entries under <c>fields</c> of a mapping.</summary>
internal sealed class FieldMappingReader(RecordSchema schema, MissingSpellings fileMissing, YamlFaults faults)
{
    // Which transformations can fill which field. Fields that are not here are derived from others.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        [PersonReport.FileNumber] = ["text", "join"],
        [PersonReport.Registered] = ["date"],
        [PersonReport.GivenNames] = ["text", "join", "split-name"],
        [PersonReport.FirstSurname] = ["text", "join", "split-name"],
        [PersonReport.SecondSurname] = ["text", "join", "split-name"],
        [PersonReport.Document] = ["text", "join"],
        [PersonReport.Municipality] = ["text", "join"],
        [PersonReport.BirthDate] = ["date", "partial-date"],
        [PersonReport.Age] = ["integer", "approximate-age"],
        [PersonReport.AgeGroup] = ["band", "code", "constant"],
        [PersonReport.Sex] = ["code", "constant"],
        [PersonReport.Citizenship] = ["code", "constant"],
        [PersonReport.Forms] = ["code", "codes", "flags", "constant"],
    };

    /// <summary>Takes a table of spellings that mean a kind of missing value.</summary>
    internal static MissingSpellings TakeMissing(YamlFields fields, YamlFaults faults)
    {
        if (fields.OptionalMap("missing") is not { } map)
            return MissingSpellings.None;
        var kinds = new Dictionary<string, MissingKind>(StringComparer.Ordinal);
        foreach (var (spelling, node) in map.TakeRest())
        {
            if (map.TextOf(node, "missing") is not { } name)
                continue;
            if (MissingKinds.Find(name) is not { } kind)
                faults.Add(RecordsProblems.MissingKindUnknown, node, "missing");
            else if (!kinds.TryAdd(Spelling.Fold(spelling.Value), kind) && kinds[Spelling.Fold(spelling.Value)] != kind)
                faults.Add(RecordsProblems.SpellingTwice, spelling, "missing");
        }

        return new(kinds);
    }

    /// <summary>Reads one entry; null if something in it is wrong.</summary>
    internal FieldMapping? Read(YamlText target, YamlFields entry)
    {
        var id = target.Value;
        if (!Allowed.TryGetValue(id, out var allowed))
        {
            faults.Add(RecordsProblems.TargetNotAllowed, target, id);
            return null;
        }

        if (entry.Text("as") is not { } transformation)
            return null;
        if (!allowed.Contains(transformation, StringComparer.Ordinal))
        {
            var exists = Allowed.Values.Any(names => names.Contains(transformation, StringComparer.Ordinal));
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
            "integer" => new AgeMapping(id, One(entry), missing, []),
            "approximate-age" => new AgeMapping(id, One(entry), missing, [.. entry.Texts("after").Select(Spelling.Fold)]),
            "band" => new BandMapping(id, One(entry), missing),
            "code" => new CodeMapping(id, One(entry), missing, Values(id, entry)),
            "codes" => new CodesMapping(id, One(entry), missing, Values(id, entry), Separator(entry, null)),
            "flags" => Flags(id, entry, missing),
            _ => (FieldMapping)new ConstantMapping(id, Constant(id, entry)),
        };
        entry.Finish();
        return faults.Problems.Count == before ? field : null;
    }

    private CodeList ListOf(string target) =>
        schema.Find(target == PersonReport.Forms ? PersonReport.Form : target)!.List!;

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

    // "standard" takes the spellings of the code list itself; "values" adds to them or stands alone.
    private SpellingTable Values(string target, YamlFields entry)
    {
        var list = ListOf(target);
        var table = new Dictionary<string, short>(StringComparer.Ordinal);
        if (entry.OptionalText("standard") is { } standard)
        {
            for (short position = 0; position < list.Codes.Count; position++)
            {
                var code = list.Codes[position];
                if ((standard == "id" ? code.Id : code.Equivalents.GetValueOrDefault(standard)) is { } spelling)
                    Add(table, (spelling, position), entry.Node);
            }

            if (table.Count == 0)
                faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "standard");
            if (!entry.Has("values"))
                return new(table);
        }

        if (entry.Map("values") is { } values)
        {
            foreach (var (spelling, node) in values.TakeRest())
            {
                if (values.TextOf(node, "values") is { } id && Position(list, id, node) is { } position)
                    Add(table, (spelling.Value, position), spelling);
            }
        }

        return new(table);
    }

    private void Add(Dictionary<string, short> table, (string Spelling, short Position) value, YamlNode node)
    {
        var folded = Spelling.Fold(value.Spelling);
        if (!table.TryAdd(folded, value.Position) && table[folded] != value.Position)
            faults.Add(RecordsProblems.SpellingTwice, node, "values");
    }

    private short? Position(CodeList list, string id, YamlNode node)
    {
        if (list.PositionOf(id) is >= 0 and var position)
            return (short)position;
        faults.Add(RecordsProblems.MappedCodeUnknown, node, list.Id);
        return null;
    }

    private FlagsMapping Flags(string target, YamlFields entry, MissingSpellings missing)
    {
        var list = ListOf(target);
        var columns = new List<string>();
        var codes = new List<short>();
        if (entry.Map("from") is { } map)
        {
            foreach (var (column, node) in map.TakeRest())
            {
                if (map.TextOf(node, "from") is not { } id || Position(list, id, node) is not { } position)
                    continue;
                columns.Add(column.Value);
                codes.Add(position);
            }
        }

        var none = MissingKinds.Find(entry.Text("none-set"));
        if (none is null)
            faults.Add(RecordsProblems.MissingKindUnknown, entry.Node, "none-set");
        var set = Spellings(entry, "set");
        var unset = Spellings(entry, "unset");
        if (set.Overlaps(unset))
            faults.Add(RecordsProblems.SpellingTwice, entry.Node, "set");
        return new(target, columns, missing, new(codes, set, unset, none ?? MissingKind.Unknown));
    }

    // Here an empty text is a spelling: the empty cell.
    private HashSet<string> Spellings(YamlFields entry, string key)
    {
        var spellings = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in entry.List(key))
        {
            if (node is YamlText text)
                spellings.Add(Spelling.Fold(text.Value));
            else
                faults.Add(VocabularyProblems.WrongShape, node, key);
        }

        return spellings;
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
            ? Position(ListOf(target), id, node) ?? 0
            : (short)0;
    }
}
