using System.CommandLine;
using Amparo.Cli.Estimating;
using Amparo.Estimation;
using Amparo.Estimation.Selection;
using Amparo.Vocabulary;

namespace Amparo.Cli.Verbs;

/// <summary><c>estimate</c>: how many victims nobody counted, from who is on which lists.</summary>
internal static class EstimateVerb
{
    private const string AllMethods = "all";

    internal static Verb Create(CliTexts texts)
    {
        var file = new Argument<string>("FILE") { Description = texts["estimate-file"] };
        var method = new Option<string>("--method") { Description = texts["estimate-method"], HelpName = "M", DefaultValueFactory = _ => "stepwise" };
        method.AcceptOnlyFromAmong([.. EstimationWords.Methods.Keys, AllMethods]);
        var threshold = new Option<double>("--p") { Description = texts["estimate-p"], HelpName = "P", DefaultValueFactory = _ => StepwiseSelection.DefaultThreshold };
        var replicates = new Option<int>("--bootstrap") { Description = texts["estimate-bootstrap"], HelpName = "B", DefaultValueFactory = _ => new EstimationRequest().Replicates };
        var interval = new Option<string>("--interval") { Description = texts["estimate-interval"], HelpName = "I", DefaultValueFactory = _ => "bca" };
        interval.AcceptOnlyFromAmong([.. EstimationWords.Intervals.Keys]);
        var seed = new Option<ulong>("--seed") { Description = texts["estimate-seed"], HelpName = "N", DefaultValueFactory = _ => new EstimationRequest().Seed };
        var threads = new Option<int>("--threads") { Description = texts["estimate-threads"], HelpName = "N", DefaultValueFactory = _ => Environment.ProcessorCount };
        var merge = new Option<string[]>("--merge") { Description = texts["estimate-merge"], HelpName = "A,B" };
        var by = new Option<string?>("--by") { Description = texts["estimate-by"], HelpName = "SEX,YEAR" };
        var report = new Option<string?>("--report") { Description = texts["estimate-report"], HelpName = "R.html" };
        var language = new Option<string?>("--language") { Description = texts["language"], HelpName = "es|en" };
        language.AcceptOnlyFromAmong("es", "en");
        var invented = new Option<bool>("--invented") { Description = texts["estimate-invented"] };
        var command = new Command("estimate", texts.LineOf("estimate")) { file, method, threshold, replicates, interval, seed, threads, merge, by, report, language, invented };
        return new(command, (parsed, terminal, _) =>
        {
            var name = parsed.GetRequiredValue(method);
            var request = new EstimationRequest
            {
                Method = name == AllMethods ? EstimationMethod.Stepwise : EstimationWords.Methods[name],
                AllMethods = name == AllMethods,
                Threshold = parsed.GetValue(threshold),
                Replicates = parsed.GetValue(replicates),
                Interval = EstimationWords.Intervals[parsed.GetRequiredValue(interval)],
                Seed = parsed.GetValue(seed),
                Threads = parsed.GetValue(threads),
            };
            if (OutOfRange(request) is { } option)
                return VerbResult.WrongUse(new Problem(CliProblems.WrongArgument, option));
            return CountryEstimate.Run(
                new(parsed.GetRequiredValue(file), request)
                {
                    Merges = parsed.GetValue(merge) ?? [],
                    By = parsed.GetValue(by)?.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [],
                    Report = parsed.GetValue(report),
                    Language = Language.Find(parsed.GetValue(language)) ?? terminal.Texts.Language,
                    Invented = parsed.GetValue(invented),
                },
                terminal);
        });
    }

    private static string? OutOfRange(EstimationRequest request) => request switch
    {
        { Threshold: not (>= 0 and <= 1) } => "--p",
        { Replicates: < 100 or > 1_000_000 } => "--bootstrap",
        { Threads: < 1 or > 1024 } => "--threads",
        _ => null,
    };
}
