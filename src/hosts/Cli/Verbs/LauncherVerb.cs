using System.CommandLine;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>serve</c> and <c>test</c>: verbs that the launcher runs itself; here they only have their help.</summary>
internal static class LauncherVerb
{
    internal static Verb Create(CliTexts texts, string verb)
    {
        var rest = new Argument<string[]>("OPTIONS") { Arity = ArgumentArity.ZeroOrMore, Hidden = true };
        return new(
            new Command(verb, texts.LineOf(verb)) { rest },
            (_, _, _) => VerbResult.WrongUse(new Problem(CliProblems.LauncherOnly, $"./amparo {verb}")));
    }
}
