using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads which spellings mean which code from an entry of a mapping.</summary>
internal sealed class SpellingTableReader(YamlFaults faults)
{
    // The "standard" of free text: names in every language, and other words by which a code is known.
    private const string AllNames = "names";

    /// <summary>The table of one entry: "standard" takes the spellings of the code list itself; "values" adds to them or stands alone.</summary>
    internal SpellingTable Read(CodeList list, YamlFields entry)
    {
        var table = new SpellingTable();
        // What the mapping itself says comes first: it is how the agency writes, and may differ from the standard.
        var values = entry.OptionalMap("values");
        foreach (var (spelling, node) in values?.TakeRest() ?? [])
        {
            if (values!.TextOf(node, "values") is { } id && Position(list, id, node) is { } position && !table.TryAdd(spelling.Value, position))
                faults.Add(RecordsProblems.SpellingTwice, spelling, "values");
        }

        if (entry.Has("standard"))
            AddStandards(table, list, entry);
        else if (values is null)
            faults.Add(VocabularyProblems.KeyMissing, entry.Node, "values");
        return table;
    }

    private void AddStandards(SpellingTable table, CodeList list, YamlFields entry)
    {
        foreach (var standard in entry.Texts("standard"))
        {
            if (standard == AllNames)
            {
                table.Names = NameFinder.Of(list);
                if (entry.Take("language") is { } node)
                    table.NamesIn = LanguageOf(entry, node) ?? table.NamesIn;
                continue;
            }

            var found = false;
            for (short position = 0; position < list.Codes.Count; position++)
            {
                var code = list.Codes[position];
                if ((standard == "id" ? code.Id : code.Equivalents.GetValueOrDefault(standard)) is not { } spelling)
                    continue;
                found = true;
                if (!table.TryAdd(spelling, position))
                    faults.Add(RecordsProblems.SpellingTwice, entry.Node, "standard");
            }

            if (!found)
                faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "standard");
        }
    }

    private Language? LanguageOf(YamlFields entry, YamlNode node)
    {
        var language = entry.TextOf(node, "language") is { } code ? Language.All.FirstOrDefault(known => known.Code == code) : null;
        if (language is null)
            faults.Add(VocabularyProblems.ValueNotAllowed, node, "language");
        return language;
    }

    /// <summary>The position of a code; null, with a fault, if the list does not have it.</summary>
    internal short? Position(CodeList list, string id, YamlNode node)
    {
        if (list.PositionOf(id) is >= 0 and var position)
            return (short)position;
        faults.Add(RecordsProblems.MappedCodeUnknown, node, list.Id);
        return null;
    }
}
