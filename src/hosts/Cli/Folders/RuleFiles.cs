using System.Text;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>The rules of the content: <c>rules/SCHEMA.yaml</c>.</summary>
internal static class RuleFiles
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The rules for the records of a schema.</summary>
    /// <param name="content">The content.</param>
    /// <param name="schema">The schema.</param>
    /// <returns>One set of rules; none if the content has no rules for the schema; or what is wrong with them.</returns>
    internal static Outcome<IReadOnlyList<RecordRules>> For(ContentSource content, RecordSchema schema)
    {
        var file = Path.Combine(content.Folder.Root, "rules", $"{schema.Id}.yaml");
        if (!File.Exists(file))
            return Array.Empty<RecordRules>();
        using var reader = new StreamReader(file, Strict);
        return RecordRulesReader.Read(reader, Path.GetFileName(file), schema).Then<RecordRules, IReadOnlyList<RecordRules>>(rules => new[] { rules });
    }
}
