using System.CommandLine;

namespace Amparo.Cli.Verbs;

/// <summary>One verb: how it is called, and what it does.</summary>
/// <param name="Command">Its name, arguments and options.</param>
/// <param name="Run">Does it. It may throw what the system throws; data problems are in the result.</param>
internal sealed record Verb(Command Command, Func<ParseResult, Terminal, CancellationToken, VerbResult> Run)
{
    /// <summary>Verbs within this one: <c>publish infographic</c>.</summary>
    internal IReadOnlyList<Verb> Parts { get; init; } = [];
}
