using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Amparo.Cli.Folders;
using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>export</c>: standard records as a file in the layout of a mapping, the way back of <c>map</c>.</summary>
internal static class ExportVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("MAPPED") { Description = texts["mapped"], Arity = ArgumentArity.OneOrMore };
        var mapping = new Option<string>("--mapping") { Description = texts["export-mapping"], HelpName = "M", Required = true };
        var output = Options.Out(texts, "export-out", "FILE.csv");
        return new(
            new Command("export", texts.LineOf("export")) { files, mapping, output },
            (parsed, terminal, _) => Run(parsed.GetRequiredValue(files), parsed.GetRequiredValue(mapping), parsed.GetRequiredValue(output), terminal));
    }

    private static VerbResult Run(string[] files, string mapping, string output, Terminal terminal)
    {
        // No name of a column says that a file is ours, so none is ever replaced: it may be the agency's only copy.
        if (File.Exists(output))
            return VerbResult.WrongUse(new Problem(CliProblems.NotOurFile, output));
        return CliContent.Open().Then(content => content.NamedMapping(mapping)).End(layout =>
            MappedRecords.ReadAll(files, layout.Schema, (file, _) => terminal.At = file).End(records => Write(records, layout, output, terminal)));
    }

    private static VerbResult Write(RecordSet records, RecordMapping layout, string output, Terminal terminal)
    {
        // Once for nobody: a letter that the layout's encoding lacks would be found in the middle of the file.
        var tried = SourceFile.Write(Stream.Null, records, layout);
        if (!tried.Succeeded)
            return VerbResult.Failed(tried.Problems);
        terminal.At = output;
        MappedRecords.Ready(output);
        AtomicFile.Write(output, stream => SourceFile.Write(stream, records, layout), new AtomicFileOptions { OwnerOnly = true });
        var lost = tried.Value.Lost;
        return new VerbResult(lost.Count > 0 ? ExitCode.Findings : ExitCode.Done)
        {
            Lines =
            [
                terminal.Texts["exported", tried.Value.Rows, output],
                .. lost.Count > 0 ? [terminal.Texts["export-lost"]] : Array.Empty<string>(),
                .. lost.Select(field => string.Create(CultureInfo.InvariantCulture, $"  {field.Field}: {field.Records}")),
            ],
            Facts = new JsonObject
            {
                ["file"] = output,
                ["rows"] = tried.Value.Rows,
                ["lost"] = new JsonArray([.. lost.Select(field => new JsonObject { ["field"] = field.Field, ["records"] = field.Records })]),
            },
        };
    }
}
