using System.CommandLine;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>serve</c> and <c>test</c>: verbs that the launcher runs itself; here they only have their help.</summary>
internal static class LauncherVerb
{
    internal static Verb Serve(CliTexts texts) => Create(
        "serve", texts, Options.Data(texts), Options.Urls(texts),
        new Option<string?>("--postgres") { Description = texts["serve-postgres"], HelpName = "CONNECTION" },
        new Option<string?>("--keys") { Description = texts["serve-keys"], HelpName = "FILE" },
        new Option<string?>("--proxy") { Description = texts["serve-proxy"], HelpName = "ADDRESSES" },
        new Option<string?>("--attestation") { Description = texts["serve-attestation"], HelpName = "none|direct" },
        new Option<string?>("--authenticators") { Description = texts["serve-authenticators"], HelpName = "AAGUIDS" },
        new Option<string?>("--passkeys") { Description = texts["serve-passkeys"], HelpName = "any|only" },
        new Option<string?>("--leaked-passwords") { Description = texts["serve-leaked-passwords"], HelpName = "FILE" },
        new Option<string?>("--administration-from") { Description = texts["serve-administration-from"], HelpName = "NETWORKS" },
        new Option<string?>("--scanner") { Description = texts["serve-scanner"], HelpName = "ADDRESS" },
        new Option<string?>("--content") { Description = texts["serve-content"], HelpName = "DIR" },
        new Option<string?>("--review") { Description = texts["serve-review"], HelpName = "QUEUE.jsonl" },
        new Option<string?>("--decisions") { Description = texts["serve-decisions"], HelpName = "DEC.jsonl" });

    internal static Verb Test(CliTexts texts) =>
        Create("test", texts, new Argument<string[]>("PROJECT") { Description = texts["project"], Arity = ArgumentArity.ZeroOrMore });

    private static Verb Create(string verb, CliTexts texts, params Symbol[] symbols)
    {
        var command = new Command(verb, texts.LineOf(verb));
        foreach (var symbol in symbols)
        {
            if (symbol is Argument argument)
                command.Add(argument);
            else if (symbol is Option option)
                command.Add(option);
        }

        return new(command, (_, _, _) => VerbResult.WrongUse(new Problem(CliProblems.LauncherOnly, $"./amparo {verb}")));
    }
}
