using Amparo.Vocabulary.Yaml;

namespace Amparo.Vocabulary.Standards;

/// <summary>Reads a crosswalk from its YAML document under <c>content/crosswalks/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>from</c>, <c>to</c>, <c>source</c>, <c>translation</c>, if need be <c>reasons</c> (texts by a key, for reasons
/// that many entries share), <c>fields</c> and <c>lists</c>. A field entry has <c>from</c>, <c>relation</c> and, unless that is <c>none</c>,
/// <c>to</c>. A list has <c>from</c>, <c>to</c> (the list where its counterparts lie) and <c>codes</c>, whose entries are written like those of
/// fields; <c>in</c> names another list for one counterpart. <c>why</c> is a text by language, or the key of a shared reason.
/// </remarks>
public static class CrosswalkReader
{
    /// <summary>Reads one crosswalk.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>
    /// The crosswalk, or every problem found, each with its line: VOC-001 … VOC-012, VOC-016, VOC-054 for a reason key that <c>reasons</c>
    /// does not have, VOC-056 for a counterpart beside <c>none</c> or no counterpart beside another relation, VOC-057 for a <c>none</c>
    /// without a reason in Spanish and English.
    /// </returns>
    public static Outcome<Crosswalk> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        return document.Succeeded ? new Reading(fileName, document.Value).Read() : Outcome<Crosswalk>.Refused(document.Problems);
    }

    private sealed class Reading
    {
        private readonly YamlFaults _faults;
        private readonly YamlFields _root;
        private readonly TranslationStatuses _statuses;
        private readonly Dictionary<string, LocalizedText> _reasons = new(StringComparer.Ordinal);
        private readonly List<CrosswalkEntry> _entries = [];

        internal Reading(string fileName, YamlMap root)
        {
            _faults = new YamlFaults(fileName);
            _root = new YamlFields(root, _faults);
            _statuses = TranslationStatuses.Take(_root, _faults);
        }

        internal Outcome<Crosswalk> Read()
        {
            var id = _root.Id("id");
            var version = _root.Version();
            var from = _root.Id("from");
            var to = _root.Id("to");
            var source = _root.Text("source");
            ReadReasons();
            if (_root.Has("fields") && from is not null && to is not null)
                ReadEntries(_root, "fields", (name => new Term(from, name, IsCode: false), (_, name) => new Term(to, name, IsCode: false)));
            ReadLists();
            _root.Finish();
            return _faults.Conclude(() => new Crosswalk
            {
                Id = id!,
                Version = version!.Value,
                From = from!,
                To = to!,
                Source = source!,
                Entries = _entries,
            });
        }

        private void ReadReasons()
        {
            if (_root.OptionalMap("reasons") is not { } map)
                return;
            foreach (var (key, _) in map.Node.Entries)
            {
                if (_statuses.TakeText(map, key.Value, _faults) is { } text)
                    _reasons[key.Value] = text;
            }
        }

        private void ReadLists()
        {
            if (!_root.Has("lists"))
                return;
            foreach (var node in _root.List("lists"))
            {
                if (_root.MapOf(node, "lists") is not { } list)
                    continue;
                var from = list.Id("from");
                var to = list.OptionalText("to");
                if (from is not null)
                    ReadEntries(list, "codes", (code => new Term(from, code, IsCode: true), (other, code) => new Term(other ?? to ?? "", code, IsCode: true)));
                list.Finish();
            }
        }

        private void ReadEntries(YamlFields parent, string key, (Func<string, Term> From, Func<string?, string, Term> To) term)
        {
            foreach (var node in parent.List(key))
            {
                if (parent.MapOf(node, key) is not { } entry)
                    continue;
                var from = entry.Text("from");
                var relation = ReadRelation(entry);
                var list = entry.OptionalText("in");
                var to = entry.OptionalText("to");
                var reason = ReadReason(entry);
                entry.Finish();
                if (from is null || relation is null)
                    continue;
                if ((to is null) != (relation == Relation.None))
                    _faults.Add(VocabularyProblems.EntryContradicts, node, from);
                else if (relation == Relation.None && !IsReviewed(reason))
                    _faults.Add(VocabularyProblems.ReasonMissing, node, from);
                else
                    _entries.Add(new(term.From(from), to is null ? null : term.To(list, to), relation.Value, reason));
            }
        }

        private Relation? ReadRelation(YamlFields entry)
        {
            if (entry.TakeRequired("relation") is not { } node || entry.TextOf(node, "relation") is not { } name)
                return null;
            if (Relation.Find(name) is { } relation)
                return relation;
            _faults.Add(VocabularyProblems.ValueNotAllowed, node, "relation");
            return null;
        }

        private LocalizedText? ReadReason(YamlFields entry)
        {
            if (!entry.Has("why"))
                return null;
            if (entry.Node.Entries.First(pair => pair.Key.Value == "why").Value is not YamlText shared)
                return _statuses.TakeText(entry, "why", _faults);
            entry.Take("why");
            if (_reasons.TryGetValue(shared.Value, out var reason))
                return reason;
            _faults.Add(VocabularyProblems.TermUnknown, shared, "why");
            return null;
        }

        private static bool IsReviewed(LocalizedText? reason) =>
            reason is not null
            && reason.StatusOf(Language.Spanish) == TranslationStatus.Reviewed
            && reason.StatusOf(Language.English) == TranslationStatus.Reviewed;
    }
}
