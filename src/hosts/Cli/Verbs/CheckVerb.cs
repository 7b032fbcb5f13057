using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>check</c>: what would become of agency files, without writing anything.</summary>
internal static class CheckVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("FILES") { Description = texts["files"], Arity = ArgumentArity.OneOrMore };
        var mapping = Options.Mapping(texts);
        var country = Options.Country(texts);
        var office = Options.Office(texts);
        return new(
            new Command("check", texts.LineOf("check")) { files, mapping, country, office },
            (parsed, terminal, cancel) => Run(
                parsed.GetRequiredValue(files),
                new() { Mapping = parsed.GetValue(mapping), Country = parsed.GetValue(country), Office = parsed.GetValue(office) },
                terminal, cancel));
    }

    private static VerbResult Run(string[] files, AgencyFile.Said said, Terminal terminal, CancellationToken cancel) =>
        ContentSource.Open().End(content =>
        {
            var checkedFiles = new List<(AgencyFile File, CheckReport Report)>();
            var problems = new List<Problem>();
            terminal.Work(progress =>
            {
                var show = progress.Stage(terminal.Texts["stage-check"]);
                for (var at = 0; at < files.Length; at++)
                {
                    terminal.At = files[at];
                    var mapped = AgencyFile.Recognise(files[at], content, said)
                        .Then(file => file.Map(progress: null, cancel).Then<MappedFile, Checked>(map => new Checked(file, map.Report)));
                    if (mapped.Succeeded)
                        checkedFiles.Add((mapped.Value.File, mapped.Value.Report));
                    problems.AddRange(mapped.Problems);
                    show((at + 1.0) / files.Length);
                }
            });
            var quarantined = checkedFiles.Any(file => file.Report.Quarantined > 0);
            return new VerbResult(problems.Count > 0 ? ExitCode.Failed : quarantined ? ExitCode.Findings : ExitCode.Done)
            {
                Lines = [.. checkedFiles.SelectMany(file => Reporting.Lines(file.File.Label, file.Report, terminal.Texts))],
                Facts = new JsonObject
                {
                    ["files"] = new JsonArray([.. checkedFiles.Select(file => Reporting.Facts(file.File.Path, file.Report))]),
                },
                Problems = problems,
            };
        });

    private sealed record Checked(AgencyFile File, CheckReport Report);
}
