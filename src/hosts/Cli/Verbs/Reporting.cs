using System.CommandLine;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary>What became of a file's rows, for a person and for a program.</summary>
internal static class Reporting
{
    /// <summary>Name and version of this program.</summary>
    internal static string Software { get; } = $"Amparo {Version}";

    // The version, and after a plus sign the commit it was built from, of which some digits are enough.
    private static string Version
    {
        get
        {
            var version = typeof(Reporting).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
            return version.IndexOf('+', StringComparison.Ordinal) is > 0 and var plus ? $"{version[..plus]} ({version.Substring(plus + 1, Math.Min(10, version.Length - plus - 1))})" : version;
        }
    }

    /// <summary>The file's name, its totals, then a line for each reason of quarantine and each remark.</summary>
    internal static IEnumerable<string> Lines(AgencyFile file, CheckedFile found, CliTexts texts) =>
        CheckReportFile.ToText(found.Report, file.Mapping.Schema, Words([found], texts))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => $"  {line}").Prepend(file.Label);

    /// <summary>The same as numbers.</summary>
    internal static JsonObject Facts(CheckRun run)
    {
        using var bytes = new MemoryStream();
        CheckReportFile.Write(bytes, run);
        var facts = JsonNode.Parse(Encoding.UTF8.GetString(bytes.ToArray()))!.AsObject();
        facts.Remove(CheckReportFile.Mark);
        return facts;
    }

    /// <summary>The words of a report, with the sentences of the rules that the files were judged by.</summary>
    internal static CheckReportWords Words(IReadOnlyList<CheckedFile> files, CliTexts texts)
    {
        var sentences = new Dictionary<string, string>(texts.Sentences, StringComparer.Ordinal);
        foreach (var (code, sentence) in files.Select(file => file.Rules).OfType<RecordRules>().SelectMany(rules => rules.SentencesIn(texts.Language)))
            sentences[code] = sentence;
        return CheckReportWords.In(texts.Language, sentences);
    }
}

/// <summary>The options that say where reports are written to.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string?> _page;
    private readonly Option<string?> _document;
    private readonly Option<string?> _language = new("--language") { HelpName = "es|en" };

    internal ReportOptions(CliTexts texts)
    {
        _page = new("--report") { Description = texts["report-page"], HelpName = "R.html" };
        _document = new(FileOption) { Description = texts["report-json"], HelpName = "R.json" };
        _language.Description = texts["report-language"];
        _language.AcceptOnlyFromAmong("es", "en");
    }

    /// <summary>The option that names the JSON file, beside <c>--json</c>, which prints.</summary>
    internal const string FileOption = "--json-file";

    internal void AddTo(Command command)
    {
        command.Add(_page);
        command.Add(_document);
        command.Add(_language);
    }

    internal ReportOutputs Of(ParseResult parsed, CliTexts texts) =>
        new(parsed.GetValue(_page), parsed.GetValue(_document)) { Language = Language.Find(parsed.GetValue(_language)) ?? texts.Language };

    /// <summary>
    /// <c>--json R.json</c> names a file, <c>--json</c> alone prints: the one is written as <see cref="FileOption"/> for the parser, which cannot
    /// tell them apart.
    /// </summary>
    internal static string[] Rewrite(string[] arguments)
    {
        if (arguments is not ["check" or "map", ..])
            return arguments;
        var rewritten = arguments.ToArray();
        for (var at = 0; at + 1 < rewritten.Length && rewritten[at] != "--"; at++)
        {
            if (rewritten[at] == "--json" && rewritten[at + 1].EndsWith(".json", StringComparison.OrdinalIgnoreCase))
                rewritten[at] = FileOption;
        }

        return rewritten;
    }
}
