using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Entropy;
using Amparo.Linkage.Encoded;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>share</c>: an agency's share of the key of a linkage, out of the operating system's randomness.</summary>
internal static class ShareVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var output = Options.Out(texts, "share-out", "S");
        return new(new Command("share", texts.LineOf("share")) { output }, (parsed, terminal, _) => Run(parsed.GetRequiredValue(output), terminal));
    }

    private static VerbResult Run(string output, Terminal terminal)
    {
        terminal.At = output;
        if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(output))))
            return VerbResult.WrongUse(new Problem(CliProblems.FolderMissing, output));
        // A share that was lost cannot be made again, so none is ever replaced.
        if (Path.Exists(output))
            return VerbResult.WrongUse(new Problem(CliProblems.NotOurFile, output));
        AtomicFile.Write(output, KeyShare.Draw(new OperatingSystemRandomness()).Write, new AtomicFileOptions { OwnerOnly = true });
        return new VerbResult(ExitCode.Done) { Lines = [terminal.Texts["share-done", output]], Facts = new JsonObject { ["share"] = output } };
    }
}
