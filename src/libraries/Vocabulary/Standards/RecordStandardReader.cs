using Amparo.Vocabulary.Yaml;

namespace Amparo.Vocabulary.Standards;

/// <summary>Reads a standard from its YAML document under <c>content/standards/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>title</c>, <c>edition</c>, <c>publisher</c>, <c>licence</c>, <c>source</c>, <c>status</c> (<c>final</c>,
/// <c>provisional</c>), <c>translation</c>, if need be <c>key</c>, <c>note</c>, <c>lists</c>, <c>missing</c>, <c>differences</c>; then <c>sections</c>
/// and in each of them <c>fields</c> with <c>name</c>, <c>type</c> and, where they apply, <c>label</c>, <c>core</c>, <c>status</c>,
/// <c>list</c>, <c>code</c>, <c>spelling</c>, <c>several</c>, <c>unit</c>, <c>note</c>.
/// </remarks>
public static class RecordStandardReader
{
    private static readonly Dictionary<string, StandardFieldType> Types = new(StringComparer.Ordinal)
    {
        ["text"] = StandardFieldType.Text,
        ["long-text"] = StandardFieldType.LongText,
        ["number"] = StandardFieldType.Number,
        ["date"] = StandardFieldType.Date,
        ["yes-no"] = StandardFieldType.YesNo,
        ["code"] = StandardFieldType.Code,
        ["codes"] = StandardFieldType.Codes,
        ["flag"] = StandardFieldType.Flag,
        ["count"] = StandardFieldType.Count,
        ["geolocation"] = StandardFieldType.Geolocation,
        ["lookup"] = StandardFieldType.Lookup,
        ["question"] = StandardFieldType.Question,
    };

    private static readonly Dictionary<string, StandardFieldStatus> FieldStatuses = new(StringComparer.Ordinal)
    {
        ["published"] = StandardFieldStatus.Published,
        ["draft"] = StandardFieldStatus.Draft,
        ["deprecated"] = StandardFieldStatus.Deprecated,
        ["example"] = StandardFieldStatus.Example,
        ["recalled"] = StandardFieldStatus.Recalled,
    };

    private static readonly Dictionary<string, StandardStatus> Statuses = new(StringComparer.Ordinal)
    {
        ["final"] = StandardStatus.Final,
        ["provisional"] = StandardStatus.Provisional,
    };

    private static readonly Dictionary<string, bool> Answers = new(StringComparer.Ordinal) { ["yes"] = true, ["no"] = false };

    /// <summary>The name of a type in content files and tables: <c>text</c>, <c>long-text</c>, <c>codes</c> …</summary>
    /// <param name="type">The type.</param>
    /// <returns>Its name.</returns>
    public static string NameOf(StandardFieldType type) => Types.First(entry => entry.Value == type).Key;

    /// <summary>The name of a standing in content files and tables: <c>draft</c>, <c>deprecated</c> …</summary>
    /// <param name="status">The standing.</param>
    /// <returns>Its name.</returns>
    public static string NameOf(StandardFieldStatus status) => FieldStatuses.First(entry => entry.Value == status).Key;

    /// <summary>Reads one standard.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>
    /// The standard, or every problem found, each with its line: VOC-001 … VOC-012, VOC-016, VOC-050 for a field name that occurs twice and
    /// VOC-053 for a flag without its code or list, or a code at a field that is no flag.
    /// </returns>
    public static Outcome<RecordStandard> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        return document.Succeeded ? new Reading(fileName, document.Value).Read() : Outcome<RecordStandard>.Refused(document.Problems);
    }

    private sealed class Reading
    {
        private readonly YamlFaults _faults;
        private readonly YamlFields _root;
        private readonly TranslationStatuses _statuses;
        private readonly List<StandardSection> _sections = [];
        private readonly List<StandardField> _fields = [];
        private readonly HashSet<string> _names = new(StringComparer.Ordinal);

        internal Reading(string fileName, YamlMap root)
        {
            _faults = new YamlFaults(fileName);
            _root = new YamlFields(root, _faults);
            _statuses = TranslationStatuses.Take(_root, _faults);
        }

        internal Outcome<RecordStandard> Read()
        {
            var id = _root.Id("id");
            var title = _statuses.TakeText(_root, "title", _faults);
            var edition = _root.Text("edition");
            var publisher = _root.Text("publisher");
            var licence = _root.Text("licence");
            var source = _root.Text("source");
            var status = Word(_root, "status", Statuses, StandardStatus.Final, required: true);
            var key = _root.OptionalText("key");
            var note = OptionalNote(_root);
            IReadOnlyList<string> lists = _root.Has("lists") ? _root.Texts("lists") : [];
            var missing = ReadMissing();
            var differences = ReadDifferences();
            ReadSections();
            _root.Finish();
            return _faults.Conclude(() => new RecordStandard
            {
                Id = id!,
                Title = title!,
                Edition = edition!,
                Publisher = publisher!,
                Licence = licence!,
                Source = source!,
                Status = status,
                Key = key,
                Note = note,
                Lists = [.. lists],
                Missing = missing,
                Differences = differences,
                Sections = _sections,
                Fields = _fields,
            });
        }

        private List<MissingMark> ReadMissing()
        {
            var marks = new List<MissingMark>();
            foreach (var entry in Entries("missing"))
            {
                // The one text that may be empty: an empty cell.
                var spelling = entry.TakeRequired("spelling") as YamlText;
                if (spelling is null)
                    _faults.Add(VocabularyProblems.WrongShape, entry.Node, "spelling");
                var kind = entry.Id("kind");
                var field = entry.OptionalText("field");
                var note = OptionalNote(entry);
                entry.Finish();
                if (spelling is not null && kind is not null)
                    marks.Add(new(spelling.Value, kind, field, note));
            }

            return marks;
        }

        private List<EditionDifference> ReadDifferences()
        {
            var differences = new List<EditionDifference>();
            foreach (var entry in Entries("differences"))
            {
                var edition = entry.Text("edition");
                var field = entry.OptionalText("field");
                var note = _statuses.TakeText(entry, "note", _faults);
                entry.Finish();
                if (edition is not null && note is not null)
                    differences.Add(new(edition, field, note));
            }

            return differences;
        }

        private void ReadSections()
        {
            foreach (var node in _root.List("sections"))
            {
                if (_root.MapOf(node, "sections") is not { } section)
                    continue;
                var id = section.Id("id");
                var title = _statuses.TakeText(section, "title", _faults);
                var fields = section.List("fields");
                section.Finish();
                if (id is null || title is null)
                    continue;
                _sections.Add(new(id, title));
                foreach (var field in fields)
                    ReadField(field, id);
            }
        }

        private void ReadField(YamlNode node, string section)
        {
            if (_root.MapOf(node, "fields") is not { } entry)
                return;
            var name = entry.Text("name");
            var field = new StandardField
            {
                Name = name ?? "",
                Section = section,
                Label = entry.OptionalText("label"),
                Type = Word(entry, "type", Types, StandardFieldType.Text, required: true),
                Core = Word(entry, "core", Answers, otherwise: false, required: false),
                Status = Word(entry, "status", FieldStatuses, StandardFieldStatus.Published, required: false),
                List = entry.OptionalText("list"),
                Code = entry.OptionalText("code"),
                Spelling = entry.OptionalText("spelling"),
                Several = Word(entry, "several", Answers, otherwise: false, required: false),
                Unit = entry.OptionalText("unit"),
                Note = OptionalNote(entry),
            };
            entry.Finish();
            if (name is null)
                return;
            if (!_names.Add(name))
                _faults.Add(VocabularyProblems.TermTwice, node, name);
            if (field.Type == StandardFieldType.Flag ? field.Code is null || field.List is null : field.Code is not null)
                _faults.Add(VocabularyProblems.FlagWithoutCode, node, name);
            _fields.Add(field);
        }

        private IEnumerable<YamlFields> Entries(string key) =>
            _root.Has(key) ? _root.List(key).Select(node => _root.MapOf(node, key)).OfType<YamlFields>() : [];

        private LocalizedText? OptionalNote(YamlFields fields) =>
            fields.Has("note") ? _statuses.TakeText(fields, "note", _faults) : null;

        private T Word<T>(YamlFields fields, string key, Dictionary<string, T> words, T otherwise, bool required)
        {
            if (!required && !fields.Has(key))
                return otherwise;
            if (fields.TakeRequired(key) is not { } node || fields.TextOf(node, key) is not { } word)
                return otherwise;
            if (words.TryGetValue(word, out var value))
                return value;
            _faults.Add(VocabularyProblems.ValueNotAllowed, node, key);
            return otherwise;
        }
    }
}
