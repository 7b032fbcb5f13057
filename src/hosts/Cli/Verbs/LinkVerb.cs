using System.CommandLine;
using Amparo.Cli.Linking;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>link</c>: the same person across lists; with <c>--encoded</c> across lists that nobody can read.</summary>
internal static class LinkVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("FILES") { Description = texts["link-lists"], Arity = ArgumentArity.ZeroOrMore };
        var encoded = new Option<string[]>("--encoded") { Description = texts["link-encoded"], HelpName = "A.clk B.clk", AllowMultipleArgumentsPerToken = true };
        var output = new Option<string?>("--out") { Description = texts["link-out"], HelpName = "L.csv|DIR" };
        var overlapOnly = new Option<bool>("--overlap-only") { Description = texts["link-overlap-only"] };
        var pairs = new Option<bool>("--pairs") { Description = texts["link-pairs"] };
        var clear = new LinkOptionSet(texts);
        var command = new Command("link", texts.LineOf("link")) { files, encoded, output, overlapOnly, pairs };
        clear.AddTo(command);
        return new(command, (parsed, terminal, _) =>
        {
            if (parsed.GetValue(encoded) is not { Length: > 0 } lists)
            {
                var asked = clear.Of(parsed, parsed.GetValue(files) ?? [], parsed.GetValue(output));
                return asked.Succeeded ? ClearLinking.Run(asked.Value, terminal) : new VerbResult(ExitCode.WrongUse) { Problems = asked.Problems };
            }

            if (parsed.GetValue(files) is { Length: > 0 })
                return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "FILES --encoded"));
            if (parsed.GetValue(pairs) && parsed.GetValue(overlapOnly))
                return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "--overlap-only --pairs"));
            return parsed.GetValue(output) is { } folder
                ? EncodedLinking.Run(lists, folder, parsed.GetValue(pairs), terminal)
                : VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, "--out"));
        });
    }
}
