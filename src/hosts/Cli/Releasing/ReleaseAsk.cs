namespace Amparo.Cli.Releasing;

/// <summary>What the command line asks of a release of records.</summary>
internal sealed record ReleaseAsk
{
    internal required string File { get; init; }

    internal required string Schema { get; init; }

    /// <summary>The table, if the file is a database.</summary>
    internal string? Table { get; init; }

    internal required string Ledger { get; init; }

    internal required string Out { get; init; }

    internal string? Report { get; init; }

    internal string Mechanism { get; init; } = "fit-rows";

    internal double Epsilon { get; init; }

    /// <summary>A number, or <c>auto</c>.</summary>
    internal string Delta { get; init; } = "auto";

    internal string? Population { get; init; }

    internal double? Budget { get; init; }

    internal int K { get; init; } = 11;

    /// <summary>The quasi-identifiers, joined by commas; null for all columns.</summary>
    internal string? Quasi { get; init; }

    /// <summary>The sensitive columns, joined by commas; null for none.</summary>
    internal string? Sensitive { get; init; }

    /// <summary>How many different values of a sensitive column each group must have.</summary>
    internal int L { get; init; } = 3;
}
