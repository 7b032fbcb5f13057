using Amparo.Vocabulary;
using Amparo.Vocabulary.Yaml;

namespace Amparo.Records;

/// <summary>Reads the rules for the records of a schema from their YAML document under <c>content/rules/</c>.</summary>
/// <remarks>
/// The format: <c>id</c>, <c>version</c>, <c>schema</c>, <c>title</c>, <c>translation</c> and <c>rules</c>, each with <c>code</c>
/// (<c>RUL-001</c>), <c>severity</c> (<c>error</c>, <c>warning</c> or <c>note</c>), <c>published</c> (the severity for published records; the
/// same if left out), <c>field</c>, <c>kind</c>, what the kind asks for, <c>unless</c> (codes of earlier rules) and <c>text</c>. The kinds are
/// described in <c>docs/methods/checking-rules.md</c>.
/// </remarks>
public static class RecordRulesReader
{
    private static readonly Dictionary<string, RuleSeverity> Severities = new(StringComparer.Ordinal)
    {
        ["error"] = RuleSeverity.Error,
        ["warning"] = RuleSeverity.Warning,
        ["note"] = RuleSeverity.Note,
    };

    /// <summary>Reads one set of rules.</summary>
    /// <param name="reader">The document's text.</param>
    /// <param name="fileName">How problems name the document.</param>
    /// <param name="schema">The schema of the records.</param>
    /// <returns>The rules, or every problem found with its line: VOC- codes of the document, REC-204, REC-206, REC-209, REC-220 … REC-223.</returns>
    public static Outcome<RecordRules> Read(TextReader reader, string fileName, RecordSchema schema)
    {
        ArgumentNullException.ThrowIfNull(schema);
        var document = YamlReader.Read(reader, fileName);
        if (!document.Succeeded)
            return Outcome<RecordRules>.Refused(document.Problems);

        var faults = new YamlFaults(fileName);
        var root = new YamlFields(document.Value, faults);
        var id = root.Id("id");
        var version = root.Version();
        var statuses = TranslationStatuses.Take(root, faults);
        statuses.TakeText(root, "title", faults);
        if (root.TakeRequired("schema") is { } schemaNode && root.TextOf(schemaNode, "schema") is { } name && name != schema.Id)
            faults.Add(RecordsProblems.SchemaDiffers, schemaNode, "schema");
        var predicates = new RulePredicateReader(schema, faults);
        var rules = new List<RecordRule>();
        var codes = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in root.List("rules"))
        {
            if (root.MapOf(node, "rules") is not { } entry)
                continue;
            if (ReadRule(entry, statuses, predicates, codes) is { } rule)
                rules.Add(rule);
            entry.Finish();
        }

        root.Finish();
        return faults.Conclude(() => new RecordRules(id!, version!.Value, schema, rules));
    }

    private static RecordRule? ReadRule(YamlFields entry, TranslationStatuses statuses, RulePredicateReader predicates, HashSet<string> codes)
    {
        var faults = predicates.Faults;
        var code = entry.Text("code");
        if (code is not null && !(code.Length == 7 && code.StartsWith("RUL-", StringComparison.Ordinal) && code[4..].All(char.IsAsciiDigit)))
            faults.Add(RecordsProblems.RuleCodeRefused, entry.Node, "code");
        var unless = entry.Has("unless") ? entry.Texts("unless") : [];
        foreach (var _ in unless.Where(other => !codes.Contains(other)))
            faults.Add(RecordsProblems.RuleNotFound, entry.Node, "unless");
        if (code is not null && !codes.Add(code))
            faults.Add(RecordsProblems.RuleTwice, entry.Node, code);
        var severity = TakeSeverity(entry, "severity", faults);
        var published = entry.Has("published") ? TakeSeverity(entry, "published", faults) : severity;
        if (published > severity)
            faults.Add(VocabularyProblems.ValueNotAllowed, entry.Node, "published");
        var field = entry.Text("field");
        if (field is not null && predicates.Schema.Find(field) is null)
        {
            faults.Add(RecordsProblems.RuleFieldUnfit, entry.Node, field);
            field = null;
        }

        var text = statuses.TakeText(entry, "text", faults);
        var kind = entry.Text("kind");
        var predicate = field is null || kind is null ? null : predicates.Read(kind, field, entry);
        if (code is null || severity is null || published is null || field is null || text is null || predicate is null)
            return null;
        return new RecordRule(code, new(severity.Value, published.Value), field, text, predicate) { Unless = unless };
    }

    private static RuleSeverity? TakeSeverity(YamlFields entry, string key, YamlFaults faults)
    {
        if (entry.TakeRequired(key) is not { } node || entry.TextOf(node, key) is not { } word)
            return null;
        if (Severities.TryGetValue(word, out var severity))
            return severity;
        faults.Add(VocabularyProblems.ValueNotAllowed, node, key);
        return null;
    }
}
