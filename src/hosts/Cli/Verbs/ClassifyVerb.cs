using System.CommandLine;
using System.Text.Json.Nodes;
using Amparo.Cli.Classifying;
using Amparo.Cli.Folders;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Rules;

namespace Amparo.Cli.Verbs;

/// <summary><c>classify</c>: what the rules of the two Palermo protocols give on the statements of a file of cases.</summary>
internal static class ClassifyVerb
{
    // Enough to see what is wrong; the result files have all of it.
    private const int MostProblems = 20;

    internal static Verb Create(CliTexts texts)
    {
        var file = new Argument<string>("FILE") { Description = texts["case-file"] };
        var output = Options.Out(texts, "classify-out", "OUT.csv");
        var language = new Option<string?>("--language") { Description = texts["sentence-language"], HelpName = "es|en|fr|ht" };
        language.AcceptOnlyFromAmong([.. Language.All.Select(known => known.Code)]);
        return new(
            new Command("classify", texts.LineOf("classify")) { file, output, language },
            (parsed, terminal, cancel) => Run(
                parsed.GetRequiredValue(file), new ClassifyOutputs(parsed.GetRequiredValue(output)),
                (Language.Find(parsed.GetValue(language)) ?? terminal.Texts.Language, terminal), cancel));
    }

    private static VerbResult Run(
        string path, ClassifyOutputs outputs, (Language Language, Terminal Terminal) reader, CancellationToken cancel)
    {
        var (language, terminal) = reader;
        terminal.At = path;
        if (outputs.Refuse(path) is { } problem)
            return VerbResult.WrongUse(problem);
        return CliContent.Open().Then(content => content.Rules().Then(vocabulary => content.RuleTexts().Then(texts =>
                CaseFile.Read(path, vocabulary, cancel)
                    .Then<CaseSheet, Classification>(sheet => Classification.Of(sheet, vocabulary, texts.In(language))))))
            .End(classification =>
            {
                outputs.Write(classification, at => terminal.At = at);
                return Tell(classification, outputs, terminal.Texts);
            });
    }

    private static VerbResult Tell(Classification made, ClassifyOutputs outputs, CliTexts texts)
    {
        var both = made.Cases.Count(one => one.Both);
        var turned = made.Cases.Count(one => one.History.TurnedIntoTrafficking is not null);
        var findings = made.Refused.Count + made.Sheet.StrayProblems.Count;
        string Counts(string key, Func<Truth, int> count) => texts[key, count(Truth.Met), count(Truth.NotMet), count(Truth.Unknown)];
        return new VerbResult(findings > 0 ? ExitCode.Findings : ExitCode.Done)
        {
            Lines =
            [
                texts["classified-read", made.Sheet.Rows, made.Cases.Count, made.Refused.Count],
                Counts("classified-trafficking", made.Trafficking), Counts("classified-smuggling", made.Smuggling),
                texts["classified-both", both, turned], texts["classified-caution"], texts["classified-done", outputs.Table, outputs.Document],
            ],
            Facts = new JsonObject
            {
                ["rows"] = made.Sheet.Rows,
                ["cases"] = made.Cases.Count + made.Refused.Count,
                ["assessed"] = made.Cases.Count,
                ["refused"] = made.Refused.Count,
                ["trafficking"] = Facts(made.Trafficking),
                ["smuggling"] = Facts(made.Smuggling),
                ["both"] = both,
                ["turned"] = turned,
                ["table"] = outputs.Table,
                ["document"] = outputs.Document,
            },
            Problems = [.. made.Sheet.StrayProblems.Concat(made.Refused.SelectMany(refused => refused.Problems)).Take(MostProblems)],
        };
    }

    private static JsonObject Facts(Func<Truth, int> count) => new()
    {
        ["met"] = count(Truth.Met),
        ["not-met"] = count(Truth.NotMet),
        ["unknown"] = count(Truth.Unknown),
    };
}
