using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads a mapping from its YAML document.</summary>
/// <remarks>The format is described for data officers in <c>docs/guide/mapping.md</c>.</remarks>
public static class MappingReader
{
    private static readonly Dictionary<string, SourceEncoding> Encodings = new(StringComparer.Ordinal)
    {
        ["detect"] = SourceEncoding.Detected,
        ["utf-8"] = SourceEncoding.Utf8,
        ["utf-16"] = SourceEncoding.Utf16,
        ["windows-1252"] = SourceEncoding.Windows1252,
    };

    /// <summary>Reads one mapping.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="schema">The schema of the records to make. A person report must be complete (<see cref="PersonReport.Check"/>).</param>
    /// <returns>The mapping, or every problem found with its line: VOC- codes of the document, REC-201 … REC-209, REC-212.</returns>
    public static Outcome<RecordMapping> Read(TextReader reader, string fileName, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        return Read(reader, fileName, [schema]);
    }

    /// <summary>Reads one mapping, whichever records it makes.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="schemas">The schemas that it may name; at least one. A person report must be complete (<see cref="PersonReport.Check"/>).</param>
    /// <returns>The mapping, or every problem found with its line: VOC- codes of the document, REC-201 … REC-209, REC-212, REC-214.</returns>
    /// <exception cref="ArgumentException">There is no schema.</exception>
    public static Outcome<RecordMapping> Read(TextReader reader, string fileName, IReadOnlyList<RecordSchema> schemas)
    {
        ArgumentNullException.ThrowIfNull(schemas);
        if (schemas.Count == 0)
            throw new ArgumentException("A mapping needs a schema.", nameof(schemas));
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<RecordMapping>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var root = new YamlFields(document.Value, faults);
        var schema = ChooseSchema(root, schemas, faults);
        var person = schema.Id == PersonReport.SchemaId;
        if (person && PersonReport.Check(schema) is { Count: > 0 } lacking)
            return Outcome<RecordMapping>.Refused(lacking);
        var id = root.Id("id");
        var version = root.Version();
        var statuses = TranslationStatuses.Take(root, faults);
        var title = statuses.TakeText(root, "title", faults);
        var country = person ? TakeCode(root, schema.Find(PersonReport.Country)!, faults) : null;
        var kind = person ? TakeCode(root, schema.Find(PersonReport.AgencyKind)!, faults) : null;
        var identified = person && TakeIdentified(root, faults);
        var format = ReadFormat(root, faults);
        var missing = FieldMappingReader.TakeMissing(root, faults);
        var map = root.Map("fields");
        var fields = map is null ? [] : ReadFields(map, new FieldMappingReader(schema, missing, faults));
        if (map is not null)
            RequireColumnsOfConditions(fields, (map.Node, faults));
        if (person && map is not null)
            RequireFields(fields, identified, (map.Node, faults));
        var unread = ReadUnread(root);
        root.Finish();
        return faults.Conclude(() => new RecordMapping(id!, version!.Value, title!, schema, fields)
        {
            Format = format,
            Country = country,
            AgencyKind = kind,
            IsIdentified = identified,
            Unread = unread,
        });
    }

    // Where no schema is the one named, the rest of the document is read against the first, so that its other mistakes are found too.
    private static RecordSchema ChooseSchema(YamlFields root, IReadOnlyList<RecordSchema> schemas, YamlFaults faults)
    {
        if (root.TakeRequired("schema") is not { } node || root.TextOf(node, "schema") is not { } name)
            return schemas[0];
        var chosen = schemas.FirstOrDefault(schema => schema.Id == name);
        if (chosen is null)
            faults.Add(RecordsProblems.SchemaDiffers, node, "schema");
        return chosen ?? schemas[0];
    }

    // A condition on a column that nothing else reads would be lost when records are written back.
    private static void RequireColumnsOfConditions(List<FieldMapping> fields, (YamlNode Node, YamlFaults Faults) at)
    {
        foreach (var field in fields.Where(field => field.When is { } when && !fields.Exists(other => other.Columns.Contains(when.Column, StringComparer.Ordinal))))
            at.Faults.Add(RecordsProblems.ConditionNotMapped, at.Node, field.Target);
    }

    // "identified" is the rule; "published" are records that others have already stripped of names, file numbers and dates.
    private static bool TakeIdentified(YamlFields root, YamlFaults faults)
    {
        if (root.Take("records") is not { } node)
            return true;
        if (node is not YamlText { Value: "identified" or "published" })
            faults.Add(VocabularyProblems.ValueNotAllowed, node, "records");
        return node is not YamlText { Value: "published" };
    }

    private static List<(string Column, string Reason)> ReadUnread(YamlFields root)
    {
        var unread = new List<(string, string)>();
        if (root.OptionalMap("unread") is not { } map)
            return unread;
        foreach (var (column, node) in map.TakeRest())
        {
            if (map.TextOf(node, "unread") is { } reason)
                unread.Add((column.Value, reason));
        }

        return unread;
    }

    private static string? TakeCode(YamlFields root, RecordField field, YamlFaults faults)
    {
        if (root.Take(field.Id) is not { } node || root.TextOf(node, field.Id) is not { } code)
            return null;
        if (field.List!.Find(code) is not null)
            return code;
        faults.Add(RecordsProblems.MappedCodeUnknown, node, field.Id);
        return null;
    }

    private static SourceFormat ReadFormat(YamlFields root, YamlFaults faults)
    {
        if (root.Map("file") is not { } file || file.Text("kind") is not { } kind)
            return new SourceFormat();
        var format = kind switch
        {
            "delimited" => new SourceFormat { Encoding = TakeEncoding(file, faults), Delimiter = TakeDelimiter(file, faults) },
            "xlsx" => new SourceFormat { Kind = SourceKind.Workbook, Sheet = file.OptionalText("sheet") },
            "jsonl" => new SourceFormat { Kind = SourceKind.JsonLines },
            "table" => new SourceFormat { Kind = SourceKind.Table, Table = file.Text("table") },
            _ => null,
        };
        if (format is null)
        {
            faults.Add(VocabularyProblems.ValueNotAllowed, file.Node, "file.kind");
            file.TakeRest();
            return new SourceFormat();
        }

        if (format.Kind is SourceKind.Delimited or SourceKind.Workbook)
        {
            format = format with
            {
                HeaderRow = file.OptionalNumber("header-row", (1, 1_000)) ?? 1,
                HeaderRows = file.OptionalNumber("header-rows", (1, 2)) ?? 1,
            };
        }

        file.Finish();
        return format;
    }

    private static SourceEncoding TakeEncoding(YamlFields file, YamlFaults faults)
    {
        var encoding = SourceEncoding.Detected;
        if (file.OptionalText("encoding") is { } spelling && !Encodings.TryGetValue(spelling, out encoding))
            faults.Add(VocabularyProblems.ValueNotAllowed, file.Node, "file.encoding");
        return encoding;
    }

    private static char? TakeDelimiter(YamlFields file, YamlFaults faults)
    {
        // Taken as it is: a tab is white space, and still a delimiter.
        if (file.Take("delimiter") is not { } node)
            return null;
        switch (node)
        {
            case YamlText { Value: "detect" }:
                return null;
            case YamlText { Value: "tab" }:
                return '\t';
            case YamlText { Value: "," or ";" or "\t" or "|" or ":" or "~" or "^" } text:
                return text.Value[0];
            default:
                faults.Add(VocabularyProblems.ValueNotAllowed, node, "file.delimiter");
                return null;
        }
    }

    private static List<FieldMapping> ReadFields(YamlFields map, FieldMappingReader reader)
    {
        var fields = new List<FieldMapping>();
        foreach (var (target, node) in map.TakeRest())
        {
            if (map.MapOf(node, target.Value) is { } entry && reader.Read(target, entry) is { } field)
                fields.Add(field);
        }

        return fields;
    }

    // Without these no row of an agency could ever be accepted.
    private static void RequireFields(List<FieldMapping> fields, bool identified, (YamlNode Node, YamlFaults Faults) at)
    {
        bool Fills(string target) => fields.Exists(field => field.Target == target);
        // A field whose entry is wrong is not lacking as well.
        if (at.Faults.Problems.Count > 0)
            return;
        if (identified && !Fills(PersonReport.FileNumber))
            at.Faults.Add(RecordsProblems.RequiredFieldNotMapped, at.Node, PersonReport.FileNumber);
        if (identified && !Fills(PersonReport.Registered) && !Fills(PersonReport.Year))
            at.Faults.Add(RecordsProblems.RequiredFieldNotMapped, at.Node, PersonReport.Registered);
        if (Fills(PersonReport.Registered) && Fills(PersonReport.Year))
            at.Faults.Add(RecordsProblems.TargetNotAllowed, at.Node, PersonReport.Year);
    }
}
