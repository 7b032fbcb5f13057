using System.CommandLine;
using Amparo.Cli.Folders;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>map</c>: one agency's file as standard records.</summary>
internal static class MapVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var file = new Argument<string>("FILE") { Description = texts["file"] };
        var mapping = Options.Mapping(texts);
        var country = Options.Country(texts);
        var kind = Options.AgencyKind(texts);
        var office = Options.Office(texts);
        var output = Options.Out(texts, "out-file", "OUT.csv");
        var quarantine = new Option<string?>("--quarantine") { Description = texts["quarantine"], HelpName = "Q.csv" };
        var toMend = new Option<string?>("--to-mend") { Description = texts["to-mend"], HelpName = "MEND.csv" };
        var mended = new Option<string?>("--mended") { Description = texts["mended"], HelpName = "MEND.csv" };
        var reports = new ReportOptions(texts);
        var command = new Command("map", texts.LineOf("map")) { file, mapping, country, kind, office, output, quarantine, toMend, mended };
        reports.AddTo(command);
        return new(command, (parsed, terminal, cancel) => Run(
            (parsed.GetRequiredValue(file), parsed.GetValue(mended)),
            new() { Mapping = parsed.GetValue(mapping), Country = parsed.GetValue(country), AgencyKind = parsed.GetValue(kind), Office = parsed.GetValue(office) },
            new(parsed.GetRequiredValue(output), parsed.GetValue(quarantine)) { ToMend = parsed.GetValue(toMend), Reports = reports.Of(parsed, texts) },
            terminal, cancel));
    }

    private static VerbResult Run(
        (string Path, string? Mended) read, AgencyFile.Said said, MappingOutputs outputs, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = read.Path;
        if (read.Mended is { } mended && !File.Exists(mended))
            return VerbResult.Failed(new Problem(CliProblems.FileMissing, mended));
        string[] inputs = [.. new[] { read.Path, read.Mended }.OfType<string>()];
        return CliContent.Open()
            .Then(content => AgencyFile.Recognise(read.Path, content, said))
            .End(file => outputs.Refuse(inputs, file.Mapping.Schema) is { } problem
                ? VerbResult.WrongUse(problem)
                : Write(file with { Mended = read.Mended }, outputs, terminal, cancel));
    }

    private static VerbResult Write(AgencyFile file, MappingOutputs outputs, Terminal terminal, CancellationToken cancel)
    {
        Outcome<MappedFile>? outcome = null;
        terminal.Work(progress => outcome = file.Map(progress.Stage(terminal.Texts["stage-map"]), cancel));
        if (!outcome!.Succeeded)
        {
            // Nothing was written: to whoever called, that is a file that cannot be used.
            return new VerbResult(ExitCode.WrongUse)
            {
                Problems = outcome.Problems,
                Facts = Reporting.Facts(new CheckRun(Reporting.Software, [], [new RefusedFile(file.Path, outcome.Problems)])),
            };
        }

        var mapped = outcome.Value;
        // The reasons and the rows themselves first: records without the rows that are missing from them would look complete.
        if (outputs.Quarantine is { } quarantine)
        {
            terminal.At = quarantine;
            MappedRecords.WriteQuarantine(quarantine, mapped.Report);
        }

        if (outputs.ToMend is { } toMend)
        {
            terminal.At = toMend;
            if (MappedRecords.WriteToMend(toMend, file, mapped.Report) is { } problem)
                return VerbResult.Failed(problem);
        }

        terminal.At = outputs.Records;
        MappedRecords.Write(outputs.Records, mapped.Records, file.Mapping.Schema);
        var found = file.Checked(mapped.Report);
        var run = new CheckRun(Reporting.Software, [found], []);
        var written = outputs.Reports.Write(run, path => terminal.At = path);
        return new VerbResult(mapped.Report.Quarantined > 0 ? ExitCode.Findings : ExitCode.Done)
        {
            Lines =
            [
                .. Reporting.Lines(file, found, terminal.Texts),
                terminal.Texts["mapped-done", outputs.Records],
                .. written.Select(path => terminal.Texts["mapped-done", path]),
                .. outputs.ToMend is null ? Array.Empty<string>() : [terminal.Texts["to-mend-done", outputs.ToMend, mapped.Report.Quarantined]],
            ],
            Facts = Reporting.Facts(run),
        };
    }
}
