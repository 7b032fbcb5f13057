using System.CommandLine;
using System.CommandLine.Parsing;
using Amparo.Vocabulary;

namespace Amparo.Cli.Linking;

/// <summary>What <c>link</c> was asked for, of lists in clear text.</summary>
internal sealed record LinkAsk
{
    internal required IReadOnlyList<string> Files { get; init; }

    internal string? Config { get; init; }

    internal string? Out { get; init; }

    internal string? Clusters { get; init; }

    internal string? Truth { get; init; }

    internal string? Decisions { get; init; }

    internal string? Previous { get; init; }

    internal string? History { get; init; }

    internal string? Explain { get; init; }

    internal string? Review { get; init; }

    internal string? Captures { get; init; }

    internal int Replicates { get; init; }

    internal string? Deduplicated { get; init; }

    internal bool Invented { get; init; }

    /// <summary>The files that are written.</summary>
    internal IEnumerable<string> Outputs => new[] { Out, Clusters, History, Explain, Review, Captures }.OfType<string>();

    /// <summary>The files that are read.</summary>
    internal IEnumerable<string> Inputs => Files.Concat(new[] { Config, Decisions, Previous }.OfType<string>());
}

/// <summary>The options of <c>link</c> for lists in clear text.</summary>
internal sealed class LinkOptionSet(CliTexts texts)
{
    private readonly Option<string?> _config = new("--config") { Description = texts["link-config"], HelpName = "link.yaml" };
    private readonly Option<string?> _clusters = new("--clusters") { Description = texts["link-clusters"], HelpName = "C.csv" };
    private readonly Option<bool> _dedupe = new("--dedupe") { Description = texts["link-dedupe"] };
    private readonly Option<string?> _deduplicated = new("--deduplicated") { Description = texts["link-deduplicated"], HelpName = "all|A,B" };
    private readonly Option<string?> _truth = new("--truth") { Description = texts["link-truth"], HelpName = "COLUMN" };
    private readonly Option<string?> _decisions = new("--decisions") { Description = texts["link-decisions"], HelpName = "D.jsonl" };
    private readonly Option<string?> _previous = new("--previous") { Description = texts["link-previous"], HelpName = "C.csv" };
    private readonly Option<string?> _history = new("--history") { Description = texts["link-history"], HelpName = "H.csv" };
    private readonly Option<string?> _explain = new("--explain") { Description = texts["link-explain"], HelpName = "W.jsonl" };
    private readonly Option<string?> _review = new("--review") { Description = texts["link-review"], HelpName = "Q.jsonl" };
    private readonly Option<int> _replicates = new("--replicates") { Description = texts["link-replicates"], HelpName = "M" };
    private readonly Option<string?> _captures = new("--captures") { Description = texts["link-captures"], HelpName = "T.csv" };
    private readonly Option<bool> _invented = new("--invented") { Description = texts["link-invented"] };

    internal void AddTo(Command command)
    {
        foreach (Option option in new Option[]
        {
            _config, _clusters, _dedupe, _deduplicated, _truth, _decisions, _previous, _history, _explain, _review, _replicates, _captures, _invented,
        })
        {
            command.Options.Add(option);
        }
    }

    internal Outcome<LinkAsk> Of(ParseResult parsed, IReadOnlyList<string> files, string? output)
    {
        if (files.Count == 0 || (parsed.GetValue(_dedupe) && files.Count != 1))
            return new Problem(CliProblems.WrongArgument, "FILES");
        if (parsed.GetValue(_replicates) is < 0 or > 10_000)
            return new Problem(CliProblems.WrongArgument, "--replicates");
        // One says how many tables are drawn, the other where they are written.
        if (parsed.GetValue(_replicates) > 0 && parsed.GetValue(_captures) is null)
            return new Problem(CliProblems.WrongArgument, "--captures");
        return new LinkAsk
        {
            Files = files,
            Config = parsed.GetValue(_config),
            Out = output,
            Clusters = parsed.GetValue(_clusters),
            Truth = parsed.GetValue(_truth),
            Decisions = parsed.GetValue(_decisions),
            Previous = parsed.GetValue(_previous),
            History = parsed.GetValue(_history),
            Explain = parsed.GetValue(_explain),
            Review = parsed.GetValue(_review),
            Captures = parsed.GetValue(_captures),
            Replicates = parsed.GetValue(_replicates),
            Deduplicated = parsed.GetValue(_deduplicated),
            Invented = parsed.GetValue(_invented),
        };
    }
}
