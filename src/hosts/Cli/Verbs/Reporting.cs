using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Amparo.Records;

namespace Amparo.Cli.Verbs;

/// <summary>What became of a file's rows, for a person and for a program.</summary>
internal static class Reporting
{
    /// <summary>The file's name, its totals, then a line for each reason of quarantine.</summary>
    internal static IEnumerable<string> Lines(string label, CheckReport report, CliTexts texts) =>
        CheckReportFile.ToText(report, CheckReportWords.In(texts.Language, texts.Sentences))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}").Prepend(label);

    /// <summary>The same as numbers.</summary>
    internal static JsonObject Facts(string path, CheckReport report)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
            CheckReportFile.WriteJson(json, report);
        var facts = JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()))!.AsObject();
        facts.Insert(0, "file", path);
        return facts;
    }
}
