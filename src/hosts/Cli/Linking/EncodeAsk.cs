using Amparo.Linkage.Encoded;

namespace Amparo.Cli.Linking;

/// <summary>What is asked of <c>encode</c>.</summary>
internal sealed record EncodeAsk(string File, EncodingSchema Schema, EncodingSettings Settings)
{
    /// <summary>The files of the key's shares.</summary>
    internal IReadOnlyList<string> Shares { get; init; } = [];

    /// <summary>Where the encoded list goes; empty if nothing is to be written.</summary>
    internal string Out { get; init; } = "";

    /// <summary>Where the tokens and record ids go, which stay at the agency.</summary>
    internal string Tokens { get; init; } = "";

    /// <summary>The attacker's list; null if nothing is to be attacked.</summary>
    internal string? Attack { get; init; }

    /// <summary>Dummies and declaration.</summary>
    internal ListEncodingOptions List { get; init; }
}
