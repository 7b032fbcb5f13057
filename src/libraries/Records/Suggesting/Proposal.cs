namespace Amparo.Records;

/// <summary>One proposed line of a mapping, before it is written.</summary>
/// <param name="Field">The field it fills.</param>
/// <param name="As">The transformation.</param>
/// <param name="Columns">The columns it reads, by their place.</param>
internal sealed record Proposal(string Field, string As, IReadOnlyList<int> Columns)
{
    internal SuggestionConfidence Confidence { get; init; }

    internal HeadingMatch Heading { get; init; }

    /// <summary>What the values say: -1 no, 0 nothing, 1 yes, 2 yes and nothing else.</summary>
    internal int Values { get; init; }

    /// <summary>The share of stated cells that the line can read.</summary>
    internal double Share { get; init; }

    /// <summary>Further keys of the line.</summary>
    internal IReadOnlyList<ProposalKey> Keys { get; init; } = [];

    /// <summary>Keys of the texts that say why, and what the officer has to decide.</summary>
    internal IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>How the values were placed, for coded fields.</summary>
    internal CodeGuess? Codes { get; init; }

    /// <summary>Decides between proposals that are equal otherwise; more is better.</summary>
    internal int Rank { get; init; }

    internal bool IsActive => Confidence > SuggestionConfidence.Low;

    internal Proposal Because(string reason) => this with { Reasons = [.. Reasons, reason] };

    internal Proposal AtMost(SuggestionConfidence most, string reason) =>
        this with { Confidence = Confidence < most ? Confidence : most, Reasons = [.. Reasons, reason] };

    internal static SuggestionConfidence? ConfidenceOf(int heading, int values) => (heading, values) switch
    {
        (2, >= 1) => SuggestionConfidence.High,
        (2, 0) => SuggestionConfidence.Medium,
        (2, _) => SuggestionConfidence.Low,
        (1, >= 1) => SuggestionConfidence.Medium,
        (1, 0) => SuggestionConfidence.Low,
        (0, 2) => SuggestionConfidence.Medium,
        _ => null,
    };
}

/// <summary>One key of a proposed line, with a text, a list or a table.</summary>
internal sealed record ProposalKey(string Key)
{
    internal string? Text { get; init; }

    internal IReadOnlyList<string>? List { get; init; }

    internal IReadOnlyList<(string Key, string Value)>? Table { get; init; }
}

/// <summary>A column of the file: what it is called and what its cells look like.</summary>
internal sealed record SuggestedColumn(int Place, Heading Heading, ColumnProfile Profile)
{
    /// <summary>Whether another column has the same name: a mapping could not tell them apart.</summary>
    internal bool IsNamedTwice { get; init; }

    /// <summary>Whom the columns around it are about.</summary>
    internal ColumnSubject Context { get; init; }

    internal bool IsUsable => Heading.Text.Length > 0 && Profile.Stated > 0;
}
