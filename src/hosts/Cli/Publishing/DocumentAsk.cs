using Amparo.Vocabulary;

namespace Amparo.Cli.Publishing;

/// <summary>Which publication of one page is asked for.</summary>
/// <param name="Template">The template's id, or the path of a template's file.</param>
/// <param name="Year">The year.</param>
internal sealed record DocumentAsk(string Template, int Year)
{
    internal required Language Language { get; init; }

    /// <summary>The folder to write into.</summary>
    internal required string Output { get; init; }

    /// <summary>The folder of releases.</summary>
    internal required string Data { get; init; }

    /// <summary>The country's code; null for the region.</summary>
    internal string? Country { get; init; }

    /// <summary>Where the short addresses of figures lead; null for the portal of this computer.</summary>
    internal string? Base { get; init; }

    /// <summary>The earlier edition: its record, or the folder that it lies in.</summary>
    internal string? Since { get; init; }
}
