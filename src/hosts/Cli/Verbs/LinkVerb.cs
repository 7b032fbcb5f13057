using System.CommandLine;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>link</c>: the same person across lists. It has its place and says that it is not built yet.</summary>
internal static class LinkVerb
{
    internal static Verb Create(CliTexts texts)
    {
        var files = new Argument<string[]>("FILES") { Arity = ArgumentArity.ZeroOrMore };
        return new(
            new Command("link", texts.LineOf("link")) { files },
            (_, _, _) => VerbResult.WrongUse(new Problem(CliProblems.NotBuilt, "link")));
    }
}
