using System.CommandLine;
using System.Text;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Stores;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Standards;

namespace Amparo.Cli.Verbs;

/// <summary><c>crosswalk</c>: the terms of one standard in the terms of another, as a table.</summary>
internal static class CrosswalkVerb
{
    private const string Header = "kind,list,from,relation,to_list,to,via,reason";

    internal static Verb Create(CliTexts texts)
    {
        var from = new Argument<string>("FROM") { Description = texts["standard-from"] };
        var to = new Argument<string>("TO") { Description = texts["standard-to"] };
        var csv = new Option<string?>("--csv") { Description = texts["crosswalk-csv"], HelpName = "FILE" };
        return new(
            new Command("crosswalk", texts.LineOf("crosswalk")) { from, to, csv },
            (parsed, terminal, _) => Run((parsed.GetRequiredValue(from), parsed.GetRequiredValue(to)), parsed.GetValue(csv), terminal));
    }

    private static VerbResult Run((string From, string To) pair, string? csv, Terminal terminal)
    {
        if (csv is not null && Directory.Exists(csv))
            return VerbResult.WrongUse(new Problem(CliProblems.NotOurFile, csv));
        if (csv is not null && !MappingOutputs.IsFreeOrStarts($"{Header}\n", csv))
            return VerbResult.WrongUse(new Problem(CliProblems.NotOurFile, csv));
        return CliContent.Open()
            .Then(content => content.Crosswalks())
            .Then(all => StandardsVerb.Find(all, pair.From)
                .Then(from => StandardsVerb.Find(all, pair.To).Then(to => all.Compose((from.Id, to.Id)))))
            .End(crosswalk => Show(crosswalk, csv, terminal));
    }

    private static VerbResult Show(ComposedCrosswalk crosswalk, string? csv, Terminal terminal)
    {
        var lines = csv is null
            ? TextColumns.Align([.. crosswalk.Entries.Select(entry => (string[])
                [entry.From.ToString(), entry.Relation.Name, entry.To?.ToString() ?? "-", ReasonOf(entry, crosswalk, terminal.Texts)])])
            : [];
        if (csv is not null)
        {
            terminal.At = csv;
            AtomicFile.Write(csv, stream => Write(stream, crosswalk, terminal.Texts));
        }

        return new VerbResult(ExitCode.Done)
        {
            Lines = [.. lines, .. Summary(crosswalk, terminal.Texts), .. csv is null ? [] : new[] { terminal.Texts["mapped-done", csv] }],
            Facts = new JsonObject
            {
                ["from"] = crosswalk.From.Id,
                ["to"] = crosswalk.To.Id,
                ["entries"] = new JsonArray([.. crosswalk.Entries.Select(entry => new JsonObject
                {
                    ["from"] = entry.From.ToString(),
                    ["relation"] = entry.Relation.Name,
                    ["to"] = entry.To?.ToString(),
                    ["reason"] = ReasonOf(entry, crosswalk, terminal.Texts),
                })]),
            },
        };
    }

    private static IEnumerable<string> Summary(ComposedCrosswalk crosswalk, CliTexts texts)
    {
        yield return "";
        yield return texts["crosswalk-done", crosswalk.From.Id, crosswalk.To.Id, string.Join(", ", crosswalk.Entries
            .GroupBy(entry => entry.Relation.Name, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => FormattableString.Invariant($"{group.Key} {group.Count()}")))];
    }

    // A line without counterpart and without a declared reason: the hub has the term, the other standard has not.
    private static string ReasonOf(ComposedEntry entry, ComposedCrosswalk crosswalk, CliTexts texts) =>
        entry.Reason?[texts.Language]
        ?? (entry.To is null ? texts["no-counterpart", crosswalk.To.Id, string.Join(", ", entry.Via)] : "");

    private static void Write(Stream stream, ComposedCrosswalk crosswalk, CliTexts texts)
    {
        using var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true) { NewLine = "\n" };
        writer.WriteLine(Header);
        foreach (var entry in crosswalk.Entries)
        {
            writer.WriteLine(string.Join(',', new[]
            {
                entry.From.IsCode ? "code" : "field",
                entry.From.IsCode ? entry.From.Owner : "",
                entry.From.Id,
                entry.Relation.Name,
                entry.To is { IsCode: true } code ? code.Owner : "",
                entry.To?.Id ?? "",
                string.Join(' ', entry.Via),
                ReasonOf(entry, crosswalk, texts),
            }.Select(Quoted)));
        }
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(',', '"', '\n') ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
