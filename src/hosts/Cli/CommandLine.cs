using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using Amparo.Cli.Verbs;
using Amparo.Vocabulary;

namespace Amparo.Cli;

/// <summary>From arguments to a verb, and from whatever happens to one exit code and one line an error.</summary>
internal static class CommandLine
{
    private const string JsonOption = "--json";

    /// <summary>Runs a verb.</summary>
    /// <param name="arguments">The arguments, the verb first.</param>
    /// <returns>One of <see cref="ExitCode"/>.</returns>
    internal static async Task<int> RunAsync(string[] arguments)
    {
        arguments = ReportOptions.Rewrite(arguments);
        var texts = CliTexts.FromEnvironment();
        // The parser's own words in help ("Usage", "Options"); nothing of ours depends on an ambient culture.
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(texts.Language.Code);
        var terminal = new Terminal(texts, arguments.Contains(JsonOption, StringComparer.Ordinal));
        var command = Build(texts, terminal);
        // A file name may begin with "@"; it is not a list of arguments.
        var parsed = command.Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed.Action is not (HelpAction or null) || parsed.CommandResult.Command == command)
        {
            if (parsed.Errors.Count > 0)
                return terminal.End(VerbOf(parsed, command), VerbResult.WrongUse(WrongUse(parsed, command)));
        }

        return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
    }

    private static Command Build(CliTexts texts, Terminal terminal)
    {
        var command = new Command("./amparo", texts["title"]) { new HelpOption(), new VersionOption() };
        foreach (var verb in AllVerbs(texts))
            Add(command, verb, terminal);
        return command;
    }

    private static void Add(Command above, Verb verb, Terminal terminal)
    {
        foreach (var argument in verb.Command.Arguments)
            argument.Validators.Add(RefuseUnknownOption);
        verb.Command.Options.Add(new Option<bool>(JsonOption) { Description = terminal.Texts["json"] });
        verb.Command.SetAction((parsed, cancel) => Task.FromResult(Run(verb, parsed, terminal, cancel)));
        above.Add(verb.Command);
        foreach (var part in verb.Parts)
            Add(verb.Command, part, terminal);
    }

    // In the order of verbs.tsv, which help and the launcher share.
    private static IEnumerable<Verb> AllVerbs(CliTexts texts) =>
    [
        DemoVerb.Create(texts),
        LauncherVerb.Serve(texts),
        LauncherVerb.Test(texts),
        DemoDataVerb.Create(texts),
        CheckVerb.Create(texts),
        SuggestVerb.Onto(MapVerb.Create(texts), texts),
        ExportVerb.Create(texts),
        ClassifyVerb.Create(texts),
        ShareVerb.Create(texts),
        EncodeVerb.Create(texts),
        LinkVerb.Create(texts),
        EstimateVerb.Create(texts),
        ReleaseVerb.Create(texts),
        PublishVerb.Create(texts),
        CountriesVerb.Create(texts),
        StandardsVerb.Create(texts),
        CrosswalkVerb.Create(texts),
        OfficialVerb.Create(texts),
        BackupVerb.Create(texts),
        RestoreVerb.Create(texts),
        AuditVerb.Create(texts),
        DatabaseVerb.Create(texts),
        KeysVerb.Create(texts),
    ];

    // An argument of several values swallows whatever follows it, a mistyped option too. A file of such a name can be written ./--name.
    private static void RefuseUnknownOption(ArgumentResult result)
    {
        foreach (var token in result.Tokens.Where(token => token.Value is ['-', _, ..] && !File.Exists(token.Value)))
            result.AddError(token.Value);
    }

    private static int Run(Verb verb, ParseResult parsed, Terminal terminal, CancellationToken cancel)
    {
        VerbResult result;
        try
        {
            result = verb.Run(parsed, terminal, cancel);
        }
        catch (Exception exception)
        {
            // Only for those who ask: an exception's text may quote what was read.
            if (Environment.GetEnvironmentVariable("AMPARO_DEBUG") == "1")
                Console.Error.WriteLine(exception);
            result = VerbResult.Failed(Failure.Explain(exception, terminal.At));
        }

        return terminal.End(verb.Command.Name, result);
    }

    private static string VerbOf(ParseResult parsed, Command root) =>
        parsed.CommandResult.Command == root ? "" : parsed.CommandResult.Command.Name;

    private static Problem WrongUse(ParseResult parsed, Command root) =>
        parsed.CommandResult.Command == root
            ? new(CliProblems.UnknownVerb, parsed.UnmatchedTokens.Count > 0 ? parsed.UnmatchedTokens[0] : "")
            : new(CliProblems.WrongArgument, parsed.Errors[0].Message);
}
