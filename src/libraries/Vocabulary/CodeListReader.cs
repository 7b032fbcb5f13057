using Amparo.Vocabulary.Yaml;

namespace Amparo.Vocabulary;

/// <summary>Reads a code list from its YAML document under <c>content/vocabulary/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>title</c>, <c>source</c>, <c>translation</c> (status by language) and <c>codes</c>,
/// each with <c>id</c>, <c>name</c> and, if other standards have the code, <c>equivalents</c> (spelling by standard). A name that
/// is a plain text instead of a text by language is the same in all languages. A code may have <c>spellings</c>: further words for it, as
/// one list or as a list by language (which serves whoever reviews them; the code keeps them together). A list with <c>extends</c> has
/// the codes of that list first; <see cref="CodeListCatalogue.Of"/> puts them there. A <c>note</c> says what one must know to use a code.
/// </remarks>
public static class CodeListReader
{
    // The standards whose spellings a list may give. A closed set, so that a misspelt standard is found when the file is read.
    private static readonly string[] Standards =
        ["htcds", "ctdc", "ctdc63", "ctdc27", "ctdc27-2025", "ctdc-vp", "glotip", "sdg", "iccs", "ic-tip", "iso2", "iso3", "m49", "form"];

    /// <summary>Reads one list.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <returns>The list, or every problem found (VOC-001 … VOC-013, VOC-016), each with its line.</returns>
    public static Outcome<CodeList> Read(TextReader reader, string fileName)
    {
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<CodeList>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var fields = new YamlFields(document.Value, faults);
        var id = fields.Id("id");
        var version = fields.Version();
        var statuses = TranslationStatuses.Take(fields, faults);
        var title = statuses.TakeText(fields, "title", faults);
        var source = fields.Text("source");
        var extended = fields.Has("extends") ? fields.Id("extends") : null;
        var codes = ReadCodes(fields, statuses, faults);
        fields.Finish();
        return faults.Conclude(() => new CodeList(id!, version!.Value, title!, source!, codes) { Extends = extended });
    }

    private static List<Code> ReadCodes(YamlFields fields, TranslationStatuses statuses, YamlFaults faults)
    {
        var codes = new List<Code>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in fields.List("codes"))
        {
            if (fields.MapOf(node, "codes") is not { } entry)
                continue;
            var id = entry.Id("id");
            var name = statuses.TakeText(entry, "name", faults);
            var equivalents = ReadEquivalents(entry, faults);
            var spellings = ReadSpellings(entry, faults);
            var note = entry.Has("note") ? statuses.TakeText(entry, "note", faults) : null;
            entry.Finish();
            if (id is not null && !seen.Add(id))
                faults.Add(VocabularyProblems.CodeTwice, node, "codes");
            else if (id is not null && name is not null)
                codes.Add(new Code(id, name, equivalents) { Spellings = spellings, Note = note });
        }

        return codes;
    }

    private static Dictionary<string, string> ReadEquivalents(YamlFields entry, YamlFaults faults)
    {
        var equivalents = new Dictionary<string, string>(StringComparer.Ordinal);
        if (entry.OptionalMap("equivalents") is not { } map)
            return equivalents;
        foreach (var standard in Standards)
        {
            if (map.OptionalText(standard) is { } spelling)
                equivalents[standard] = spelling;
        }

        map.Finish();
        return equivalents;
    }

    private static List<string> ReadSpellings(YamlFields entry, YamlFaults faults)
    {
        var spellings = new List<string>();
        switch (entry.Take("spellings"))
        {
            case null:
                break;
            case YamlList list:
                spellings.AddRange(list.Items.Select(item => entry.TextOf(item, "spellings")).OfType<string>());
                break;
            case YamlMap map:
                var byLanguage = new YamlFields(map, faults);
                foreach (var language in Language.All.Where(language => byLanguage.Has(language.Code)))
                    spellings.AddRange(byLanguage.Texts(language.Code));
                byLanguage.Finish();
                break;
            case var other:
                faults.Add(VocabularyProblems.WrongShape, other, "spellings");
                break;
        }

        return spellings;
    }
}
