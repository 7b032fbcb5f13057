using System.Text.Json.Nodes;
using Amparo.Vocabulary;

namespace Amparo.Cli;

/// <summary>What a verb has to say when it ends.</summary>
/// <param name="Exit">One of <see cref="ExitCode"/>.</param>
internal sealed record VerbResult(int Exit)
{
    /// <summary>Lines for a person, in the reader's language.</summary>
    internal IReadOnlyList<string> Lines { get; init; } = [];

    /// <summary>The same for a program: numbers, paths and ids.</summary>
    internal JsonObject Facts { get; init; } = [];

    /// <summary>The whole answer for a program where its form is a promise of the verb; printed with --json instead of the envelope about <see cref="Facts"/>.</summary>
    internal JsonObject? Document { get; init; }

    /// <summary>What went wrong, or what a person must look at.</summary>
    internal IReadOnlyList<Problem> Problems { get; init; } = [];

    /// <summary>The verb was used wrongly.</summary>
    internal static VerbResult WrongUse(Problem problem) => new(ExitCode.WrongUse) { Problems = [problem] };

    /// <summary>The verb failed.</summary>
    internal static VerbResult Failed(params IReadOnlyList<Problem> problems) => new(ExitCode.Failed) { Problems = problems };
}
