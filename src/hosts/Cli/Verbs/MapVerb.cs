using System.CommandLine;
using Amparo.Cli.Folders;

namespace Amparo.Cli.Verbs;

/// <summary><c>map</c>: one agency's file as standard records.</summary>
internal static class MapVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var file = new Argument<string>("FILE") { Description = texts["file"] };
        var mapping = Options.Mapping(texts);
        var country = Options.Country(texts);
        var office = Options.Office(texts);
        var output = Options.Out(texts, "out-file", "OUT.csv");
        var quarantine = new Option<string?>("--quarantine") { Description = texts["quarantine"], HelpName = "Q.csv" };
        return new(
            new Command("map", texts.LineOf("map")) { file, mapping, country, office, output, quarantine },
            (parsed, terminal, cancel) => Run(
                parsed.GetRequiredValue(file),
                new() { Mapping = parsed.GetValue(mapping), Country = parsed.GetValue(country), Office = parsed.GetValue(office) },
                new MappingOutputs(parsed.GetRequiredValue(output), parsed.GetValue(quarantine)), terminal, cancel));
    }

    private static VerbResult Run(
        string path, AgencyFile.Said said, MappingOutputs outputs, Terminal terminal, CancellationToken cancel)
    {
        terminal.At = path;
        return ContentSource.Open()
            .Then(content => AgencyFile.Recognise(path, content, said))
            .End(file => outputs.Refuse(path, file.Mapping.Schema) is { } problem
                ? VerbResult.WrongUse(problem)
                : Write(file, outputs, terminal, cancel));
    }

    private static VerbResult Write(AgencyFile file, MappingOutputs outputs, Terminal terminal, CancellationToken cancel) =>
        file.Map(progress: null, cancel).End(mapped =>
        {
            // The reasons first: records without the rows that are missing from them would look complete.
            if (outputs.Quarantine is { } quarantine)
            {
                terminal.At = quarantine;
                MappedRecords.WriteQuarantine(quarantine, mapped.Report);
            }

            terminal.At = outputs.Records;
            MappedRecords.Write(outputs.Records, mapped.Records, file.Mapping.Schema);
            return new VerbResult(mapped.Report.Quarantined > 0 ? ExitCode.Findings : ExitCode.Done)
            {
                Lines = [.. Reporting.Lines(file.Label, mapped.Report, terminal.Texts), terminal.Texts["mapped-done", outputs.Records]],
                Facts = Reporting.Facts(file.Path, mapped.Report),
            };
        });
}
