using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads the words for proposals from <c>content/suggestions/</c>.</summary>
/// <remarks>
/// Two documents: one of words (<c>ignored</c>, <c>about</c>, <c>columns</c>, <c>asides</c>, <c>missing</c>, <c>marks</c>,
/// <c>separators</c>, <c>codes</c>), and one of <c>texts</c> in several languages for the comments of a proposal.
/// </remarks>
public static class SuggestionWordsReader
{
    // Not fields themselves: parts of a name, from which the fields of names are filled.
    private static readonly string[] NameParts = [NameGuess.FirstGiven, NameGuess.SecondGiven, NameGuess.Surnames, NameGuess.FullName];

    /// <summary>Reads the words and the texts.</summary>
    /// <param name="documents">The document of words, and the one of texts.</param>
    /// <param name="fileName">How problems name the documents.</param>
    /// <param name="schema">The schema whose fields and codes they name.</param>
    /// <returns>The words; or every problem with its line: VOC- codes of the documents, REC-206, REC-209, REC-512.</returns>
    public static Outcome<SuggestionWords> Read((TextReader Words, TextReader Texts) documents, string fileName, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var document = YamlReader.Read(documents.Words, fileName);
        var sentences = YamlReader.Read(documents.Texts, fileName);
        if (!document.Succeeded || !sentences.Succeeded)
            return Outcome<SuggestionWords>.Refused([.. document.Problems, .. sentences.Problems]);

        var faults = new YamlFaults(fileName);
        var root = new YamlFields(document.Value, faults);
        root.Id("id");
        root.Version();
        if (root.TakeRequired("schema") is YamlText named && named.Value != schema.Id)
            faults.Add(RecordsProblems.SchemaDiffers, named, "schema");
        var ignored = root.Texts("ignored").Select(Spelling.Fold).ToHashSet(StringComparer.Ordinal);
        var read = new SuggestionWords
        {
            SchemaId = schema.Id,
            Ignored = ignored,
            About = ReadAbout(root),
            Columns = ReadColumns(root, schema, (ignored, faults)),
            Asides = ReadAsides(root, ignored),
            Missing = ReadMissing(root, faults),
            Marks = ReadMarks(root),
            Separators = Raw(root, "separators"),
            Codes = ReadCodes(root, schema, (ignored, faults)),
            Texts = ReadTexts(new YamlFields(sentences.Value, faults), faults),
        };
        root.Finish();
        return faults.Conclude(() => read);
    }

    private static Dictionary<string, ColumnSubject> ReadAbout(YamlFields root)
    {
        var about = new Dictionary<string, ColumnSubject>(StringComparer.Ordinal);
        if (root.Map("about") is not { } map)
            return about;
        foreach (var (key, subject) in new[] { ("victim", ColumnSubject.Victim), ("perpetrator", ColumnSubject.Perpetrator), ("other", ColumnSubject.Other) })
        {
            foreach (var word in map.Texts(key))
                about.TryAdd(Spelling.Fold(word), subject);
        }

        map.Finish();
        return about;
    }

    private static List<HeadingEntry> ReadColumns(YamlFields root, RecordSchema schema, (HashSet<string> Ignored, YamlFaults Faults) with)
    {
        var entries = new List<HeadingEntry>();
        if (root.Map("columns") is not { } map)
            return entries;
        foreach (var (key, node) in map.TakeRest())
        {
            if (schema.Find(key.Value) is null && !NameParts.Contains(key.Value, StringComparer.Ordinal))
                with.Faults.Add(SuggestionProblems.WordsUnknown, key, key.Value);
            if (map.MapOf(node, key.Value) is not { } entry)
                continue;
            var ofPerpetrator = entry.OptionalText("of") == "perpetrator";
            var full = entry.Has("full") ? entry.Texts("full") : [];
            var hint = entry.Has("hint") ? entry.Texts("hint") : [];
            entry.Finish();
            // A field's own title names it in every language.
            var titles = schema.Find(key.Value) is { } field && !ofPerpetrator ? Language.All.Select(language => field.Title[language]) : [];
            entries.Add(new(key.Value, Phrases(full.Concat(titles), with.Ignored), Phrases(hint, with.Ignored), ofPerpetrator));
        }

        return entries;
    }

    private static List<HeadingEntry> ReadAsides(YamlFields root, HashSet<string> ignored)
    {
        var entries = new List<HeadingEntry>();
        if (root.Map("asides") is not { } map)
            return entries;
        foreach (var key in map.Node.Entries.Select(entry => entry.Key.Value))
            entries.Add(new(key, Phrases(map.Texts(key), ignored), [], OfPerpetrator: false));
        return entries;
    }

    private static Dictionary<string, MissingWord> ReadMissing(YamlFields root, YamlFaults faults)
    {
        var words = new Dictionary<string, MissingWord>(StringComparer.Ordinal);
        if (root.Map("missing") is not { } map)
            return words;
        foreach (var key in new[] { "sure", "doubtful" })
        {
            if (map.Map(key) is not { } kinds)
                continue;
            foreach (var name in kinds.Node.Entries.Select(entry => entry.Key).ToList())
            {
                if (MissingKinds.Find(name.Value) is not { } kind)
                    faults.Add(RecordsProblems.MissingKindUnknown, name, name.Value);
                else
                    kinds.Texts(name.Value).ToList().ForEach(word => words.TryAdd(Spelling.Fold(word), new(kind, key == "sure")));
            }

            kinds.Finish();
        }

        map.Finish();
        return words;
    }

    private static Dictionary<string, bool> ReadMarks(YamlFields root)
    {
        var marks = new Dictionary<string, bool>(StringComparer.Ordinal);
        if (root.Map("marks") is not { } map)
            return marks;
        foreach (var key in new[] { "yes", "no" })
            map.Texts(key).ToList().ForEach(word => marks.TryAdd(Spelling.Fold(word), key == "yes"));
        map.Finish();
        return marks;
    }

    // Blanks around a separator belong to it.
    private static List<string> Raw(YamlFields root, string key) => [.. root.List(key).OfType<YamlText>().Select(text => text.Value)];

    private static Dictionary<string, CodePhrases> ReadCodes(YamlFields root, RecordSchema schema, (HashSet<string> Ignored, YamlFaults Faults) with)
    {
        var lists = new Dictionary<string, CodePhrases>(StringComparer.Ordinal);
        if (root.Map("codes") is not { } map)
            return lists;
        foreach (var (key, node) in map.TakeRest())
        {
            var list = schema.Fields.FirstOrDefault(field => field.List?.Id == key.Value)?.List;
            if (list is null || map.MapOf(node, key.Value) is not { } entry)
            {
                with.Faults.Add(SuggestionProblems.WordsUnknown, key, key.Value);
                continue;
            }

            var codes = new Dictionary<string, IReadOnlyList<HeadingPhrase>>(StringComparer.Ordinal);
            IReadOnlyList<HeadingPhrase> unknown = [];
            foreach (var code in entry.Node.Entries.Select(item => item.Key))
            {
                var phrases = Phrases(entry.Texts(code.Value), with.Ignored);
                if (list.Find(code.Value) is not null)
                    codes[code.Value] = phrases;
                else if (code.Value == "unknown")
                    unknown = phrases;
                else
                    with.Faults.Add(SuggestionProblems.WordsUnknown, code, code.Value);
            }

            lists[key.Value] = new(codes, unknown);
        }

        return lists;
    }

    private static Dictionary<string, LocalizedText> ReadTexts(YamlFields root, YamlFaults faults)
    {
        var texts = new Dictionary<string, LocalizedText>(StringComparer.Ordinal);
        root.Id("id");
        var statuses = TranslationStatuses.Take(root, faults);
        if (root.Map("texts") is { } map)
        {
            foreach (var key in map.Node.Entries.Select(entry => entry.Key.Value))
            {
                if (statuses.TakeText(map, key, faults) is { } text)
                    texts[key] = text;
            }
        }

        root.Finish();
        return texts;
    }

    private static List<HeadingPhrase> Phrases(IEnumerable<string> texts, HashSet<string> ignored) =>
        [.. texts.Select(text => HeadingPhrase.TryParse(text, ignored)).OfType<HeadingPhrase>()];
}
