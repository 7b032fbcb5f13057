using System.CommandLine;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>estimate</c>: the victims nobody counted. It has its place and says that it is not built yet.</summary>
internal static class EstimateVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.ZeroOrMore };
        return new(
            new Command("estimate", texts.LineOf("estimate")) { files },
            (_, _, _) => VerbResult.WrongUse(new Problem(CliProblems.NotBuilt, "estimate")));
    }
}
