using System.Text.Json.Nodes;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary>What became of a file's rows, for a person and for a program.</summary>
internal static class Reporting
{
    /// <summary>A line of totals, then a line for each reason of quarantine.</summary>
    internal static IEnumerable<string> Lines(string label, CheckReport report, CliTexts texts) =>
        report.Counts()
            .Select(count => $"  {texts["reason", count.Count]} {texts.LineOf(new Problem(count.Code, count.Field))}")
            .Prepend(texts["checked", label, report.Read, report.Accepted, report.Quarantined]);

    /// <summary>The same as numbers.</summary>
    internal static JsonObject Facts(string path, CheckReport report) => new()
    {
        ["file"] = path,
        ["read"] = report.Read,
        ["accepted"] = report.Accepted,
        ["quarantined"] = report.Quarantined,
        ["reasons"] = new JsonArray([.. report.Counts().Select(count => new JsonObject
        {
            ["code"] = count.Code,
            ["field"] = count.Field,
            ["count"] = count.Count,
        })]),
    };
}
