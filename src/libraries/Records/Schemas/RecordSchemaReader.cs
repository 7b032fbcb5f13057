using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads a record schema from its YAML document under <c>content/schemas/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>title</c>, <c>translation</c> and <c>fields</c>, each with <c>id</c>, <c>kind</c>
/// (<c>text</c>, <c>coded</c>, <c>flags</c>, <c>date</c>, <c>integer</c> or <c>count</c>), <c>list</c> (coded fields and flags),
/// <c>sensitivity</c> and <c>title</c>.
/// </remarks>
public static class RecordSchemaReader
{
    private static readonly Dictionary<string, FieldKind> Kinds = new(StringComparer.Ordinal)
    {
        ["text"] = FieldKind.Text,
        ["coded"] = FieldKind.Coded,
        ["flags"] = FieldKind.Flags,
        ["date"] = FieldKind.Date,
        ["integer"] = FieldKind.WholeNumber,
        ["count"] = FieldKind.Count,
    };

    /// <summary>Reads one schema.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="lists">The code lists that coded fields may name.</param>
    /// <returns>The schema, or every problem found with its line: VOC- codes of the document, REC-210, REC-211, REC-213.</returns>
    public static Outcome<RecordSchema> Read(TextReader reader, string fileName, CodeListCatalogue lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<RecordSchema>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var root = new YamlFields(document.Value, faults);
        var id = root.Id("id");
        var version = root.Version();
        var statuses = TranslationStatuses.Take(root, faults);
        var title = statuses.TakeText(root, "title", faults);
        var fields = new List<RecordField>();
        foreach (var node in root.List("fields"))
        {
            if (root.MapOf(node, "fields") is not { } entry || ReadField(entry, statuses, (lists, faults)) is not { } field)
                continue;
            if (fields.Exists(other => other.Id == field.Id))
                faults.Add(RecordsProblems.FieldTwice, node, field.Id);
            else
                fields.Add(field);
        }

        root.Finish();
        return faults.Conclude(() => new RecordSchema(id!, version!.Value, title!, fields));
    }

    private static RecordField? ReadField(YamlFields entry, TranslationStatuses statuses, (CodeListCatalogue Lists, YamlFaults Faults) with)
    {
        var id = entry.Id("id");
        var kind = FieldKind.Text;
        if (entry.Text("kind") is { } word && !Kinds.TryGetValue(word, out kind))
            with.Faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "kind");
        var list = kind is FieldKind.Coded or FieldKind.Flags ? ReadList(entry, with) : null;
        // A row's flags are collected in the bits of one number.
        if (kind == FieldKind.Flags && list is { Codes.Count: > 64 })
            with.Faults.Add(RecordsProblems.TooManyFlags, entry.Node, "list");
        var sensitivity = entry.Text("sensitivity") switch
        {
            "public-code" => Sensitivity.PublicCode,
            "quasi-identifier" => Sensitivity.QuasiIdentifier,
            "identifier" => Sensitivity.Identifier,
            "free-text" => Sensitivity.FreeText,
            _ => (Sensitivity?)null,
        };
        if (sensitivity is null)
            with.Faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "sensitivity");
        var title = statuses.TakeText(entry, "title", with.Faults);
        entry.Finish();
        return id is null || title is null || sensitivity is null ? null : new RecordField(id, kind, list, sensitivity.Value, title);
    }

    private static CodeList? ReadList(YamlFields entry, (CodeListCatalogue Lists, YamlFaults Faults) with)
    {
        var id = entry.Text("list");
        var list = with.Lists.Find(id);
        if (id is not null && list is null)
            with.Faults.Add(RecordsProblems.ListNotFound, entry.Node, "list");
        return list;
    }
}
