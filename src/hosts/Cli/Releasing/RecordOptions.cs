using System.CommandLine;
using System.CommandLine.Parsing;
using Amparo.Vocabulary;

namespace Amparo.Cli.Releasing;

/// <summary>The options of <c>release</c> that speak of records: all of them need <c>--schema</c>.</summary>
internal sealed class RecordOptions(CliTexts texts)
{
    private readonly Option<string?> _schema = new("--schema") { Description = texts["release-schema"], HelpName = "S" };
    private readonly Option<string?> _table = new("--table") { Description = texts["release-table"], HelpName = "NAME" };
    private readonly Option<double?> _epsilon = new("--epsilon") { Description = texts["epsilon"], HelpName = "E" };
    private readonly Option<string?> _delta = new("--delta") { Description = texts["delta"], HelpName = "auto|D" };
    private readonly Option<string?> _mechanism = new("--mechanism") { Description = texts["mechanism"], HelpName = string.Join('|', RecordRelease.Words) };
    private readonly Option<string?> _ledger = new("--ledger") { Description = texts["ledger-file"], HelpName = "L" };
    private readonly Option<string?> _population = new("--population") { Description = texts["population"], HelpName = "NAME" };
    private readonly Option<double?> _budget = new("--budget") { Description = texts["budget"], HelpName = "E" };
    private readonly Option<int?> _k = new("--k") { Description = texts["k"], HelpName = "K" };
    private readonly Option<string?> _quasi = new("--quasi") { Description = texts["quasi"], HelpName = "A,B" };
    private readonly Option<string?> _sensitive = new("--sensitive") { Description = texts["sensitive"], HelpName = "A,B" };
    private readonly Option<int?> _l = new("--l") { Description = texts["l"], HelpName = "L" };
    private readonly Option<string?> _preview = new("--preview") { Description = texts["preview"], HelpName = "A,B;A,C" };
    private readonly Option<string?> _report = new("--report") { Description = texts["release-report"], HelpName = "R.json|R.html" };

    private Option[] All => [_schema, _table, _epsilon, _delta, _mechanism, _ledger, _population, _budget, _k, _quasi, _sensitive, _l, _preview, _report];

    internal void AddTo(Command command)
    {
        _mechanism.AcceptOnlyFromAmong(RecordRelease.Words);
        foreach (var option in All)
            command.Options.Add(option);
    }

    /// <summary>Lets <c>--out</c> be left out where nothing is written, and only there.</summary>
    internal void RequireOutput(Command command, Option<string?> output) => command.Validators.Add(result =>
    {
        if (result.GetResult(_preview) is null && result.GetResult(output) is null)
            result.AddError("--out");
    });

    /// <summary>What is asked of a preview; null if none was.</summary>
    internal Outcome<PreviewAsk>? PreviewOf(ParseResult parsed, Argument<string[]> files)
    {
        if (parsed.GetValue(_preview) is not { } tables)
            return null;
        if (parsed.GetValue(_schema) is not { } schema)
            return new Problem(CliProblems.WrongArgument, "--schema");
        if (parsed.GetRequiredValue(files) is not [var file])
            return new Problem(CliProblems.WrongArgument, "FILE");
        // Whoever names an output expects one: a preview has none.
        foreach (var option in parsed.CommandResult.Command.Options)
        {
            if (option.Name is not ("--schema" or "--table" or "--preview" or "--k" or "--json") && parsed.GetResult(option) is { Implicit: false })
                return new Problem(CliProblems.WrongArgument, option.Name);
        }

        return new PreviewAsk(
            file, schema, [.. tables.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(table => (IReadOnlyList<string>)table.Split(',', StringSplitOptions.TrimEntries))],
            parsed.GetValue(_table), parsed.GetValue(_k) ?? 11);
    }

    /// <summary>What is asked; null if no schema was named and the verb means tables of mapped records.</summary>
    internal Outcome<ReleaseAsk>? Of(ParseResult parsed, Argument<string[]> files, Option<string?> output)
    {
        if (parsed.GetValue(_schema) is not { } schema)
        {
            if (All.FirstOrDefault(option => parsed.GetResult(option) is { Implicit: false }) is { } lost)
                return new Problem(CliProblems.WrongArgument, $"{lost.Name}, --schema");
            return null;
        }

        if (parsed.GetRequiredValue(files) is not [var file])
            return new Problem(CliProblems.WrongArgument, "FILE");
        if (parsed.GetValue(_ledger) is not { } ledger)
            return new Problem(CliProblems.WrongArgument, "--ledger");
        if (parsed.GetValue(_population) is { } population && !ContentId.IsValid(population))
            return new Problem(CliProblems.WrongArgument, "--population");
        // Ignoring it would break a promise: only this mechanism has groups.
        if (parsed.GetValue(_sensitive) is not null && parsed.GetValue(_mechanism) != RecordRelease.Anonymous)
            return new Problem(CliProblems.WrongArgument, "--sensitive");
        if (parsed.GetValue(_l) is not null && parsed.GetValue(_sensitive) is null)
            return new Problem(CliProblems.WrongArgument, "--l");
        return new ReleaseAsk
        {
            File = file,
            Schema = schema,
            Table = parsed.GetValue(_table),
            Ledger = ledger,
            Out = parsed.GetRequiredValue(output)!,
            Report = parsed.GetValue(_report),
            Mechanism = parsed.GetValue(_mechanism) ?? "fit-rows",
            Epsilon = parsed.GetValue(_epsilon) ?? double.NaN,
            Delta = parsed.GetValue(_delta) ?? "auto",
            Population = parsed.GetValue(_population),
            Budget = parsed.GetValue(_budget),
            K = parsed.GetValue(_k) ?? 11,
            Quasi = parsed.GetValue(_quasi),
            Sensitive = parsed.GetValue(_sensitive),
            L = parsed.GetValue(_l) ?? 3,
        };
    }
}
