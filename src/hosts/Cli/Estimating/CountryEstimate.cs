using Amparo.Cli.Folders;
using Amparo.Estimation;
using Amparo.Estimation.Histories;
using Amparo.Estimation.Reporting;
using Amparo.Estimation.Strata;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Estimating;

/// <summary>What to estimate from, how, and where the report goes.</summary>
/// <param name="File">Capture histories.</param>
/// <param name="Request">What was agreed beforehand.</param>
internal sealed record EstimateAsk(string File, EstimationRequest Request)
{
    /// <summary>Pairs of lists to be taken as one, each as <c>A,B</c>.</summary>
    internal IReadOnlyList<string> Merges { get; init; } = [];

    /// <summary>Columns of the file that tell strata apart.</summary>
    internal IReadOnlyList<string> By { get; init; } = [];

    /// <summary>The page to write.</summary>
    internal string? Report { get; init; }

    /// <summary>The page's language.</summary>
    internal Language Language { get; init; } = Language.Spanish;

    /// <summary>Whether the data are invented, which the page then says.</summary>
    internal bool Invented { get; init; }
}

/// <summary><c>estimate FILE</c>: reads, estimates, reports.</summary>
internal static class CountryEstimate
{
    internal static VerbResult Run(EstimateAsk ask, Terminal terminal)
    {
        if (!File.Exists(ask.File))
            return VerbResult.WrongUse(new Problem(CliProblems.FileMissing, ask.File));
        if (ReportOutputs.Refuse([ask.File], [(ask.Report, path => MappingOutputs.IsFreeOrStarts(EstimationReport.Mark, path))]) is { } refused)
            return VerbResult.WrongUse(refused);
        var read = Read(ask, terminal);
        if (!read.Succeeded)
            return new VerbResult(ExitCode.WrongUse) { Problems = read.Problems, Document = EstimationJson.Refused(read.Problems, ask.Request.Method) };

        EstimationAnswer? answer = null;
        Terminal.WorkAside(terminal.Texts["stage-estimate"], tell => answer = Estimator.Run(read.Value, ask.Request, tell));
        if (ask.Report is { } report)
        {
            terminal.At = report;
            var sentences = new CliTexts(ask.Language);
            // Small overlaps of lists stand in it: it is for its owner.
            AtomicFile.Write(
                report, stream => EstimationReport.Write(stream, answer!, new(ask.Language, ask.Invented) { Sentence = sentences.LineOf }), new AtomicFileOptions { OwnerOnly = true });
        }

        return Tell(answer!, terminal.Texts);
    }

    private static Outcome<EstimationInput> Read(EstimateAsk ask, Terminal terminal)
    {
        terminal.At = ask.File;
        using var stream = File.OpenRead(ask.File);
        return CaptureFile.Read(Path.GetFileName(ask.File), stream, ask.By).Then(file => Merged(file.Tables[0], ask.Merges).Then(table =>
            Strata(file, ask).Then<StratifiedParts, EstimationInput>(parts => new EstimationInput(table)
            {
                // The first table is the chosen linkage, the others are drawn ones.
                Linkages = [.. file.Tables.Skip(1).Select(drawn => Merged(drawn, ask.Merges).Value)],
                Strata = parts.Strata,
            })));
    }

    private static Outcome<StratifiedParts> Strata(CaptureFile file, EstimateAsk ask) => ask.By.Count == 0
        ? new StratifiedParts(null)
        : StratifiedHistories.Of([.. file.Strata.Select(stratum => new Stratum(string.Join(" · ", stratum.Values), Merged(stratum.Table, ask.Merges).Value))])
            .Then<StratifiedHistories, StratifiedParts>(strata => new StratifiedParts(strata));

    private static Outcome<CaptureHistories> Merged(CaptureHistories table, IReadOnlyList<string> merges)
    {
        foreach (var merge in merges)
        {
            var places = merge.Split(',', StringSplitOptions.TrimEntries).Select(name => table.Lists.ToList().IndexOf(name)).ToArray();
            if (places.Length != 2 || places.Contains(-1) || places[0] == places[1] || table.Lists.Count == 2)
                return new Problem(CliProblems.WrongArgument, "--merge");
            table = table.Merged((1 << places[0]) | (1 << places[1]));
        }

        return table;
    }

    private static VerbResult Tell(EstimationAnswer answer, CliTexts texts)
    {
        var words = new EstimationWording(texts.Language);
        var none = answer.Verdict == Verdict.NotEstimable;
        var problems = answer.Findings.Select(finding => finding.Problem).ToList();
        if (none && answer.Headline.Problem is { } problem && !problems.Contains(problem))
            problems.Add(problem);
        return new VerbResult(none ? ExitCode.Findings : ExitCode.Done)
        {
            Lines = words.Lines(answer),
            Document = EstimationJson.Of(answer),
            Problems = problems,
        };
    }

    private sealed record StratifiedParts(StratifiedHistories? Strata);
}
