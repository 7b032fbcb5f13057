using Amparo.Collaborative.Pages;
using Amparo.Collaborative.Texts;
using Amparo.Linkage.Review;

namespace Amparo.Collaborative.Merges;

/// <summary>What the list of a country's pairs shows.</summary>
public sealed record PairListModel
{
    /// <summary>The merge.</summary>
    public required Guid MergeId { get; init; }

    /// <summary>The country's code.</summary>
    public required string Country { get; init; }

    /// <summary>How it is called.</summary>
    public required string CountryName { get; init; }

    /// <summary>Which page of the list this is.</summary>
    public required PageOf Page { get; init; }

    /// <summary>The pairs.</summary>
    public required IReadOnlyList<PairRow> Rows { get; init; }

    /// <summary>How many wait for the reader.</summary>
    public required int Waiting { get; init; }

    /// <summary>The next one that waits; null for none.</summary>
    public required string? Next { get; init; }

    /// <summary>How far reviewers agree who did not know of one another.</summary>
    public required BlindAgreement Agreement { get; init; }

    /// <summary>The words of the review.</summary>
    public required ReviewTexts Texts { get; init; }
}
