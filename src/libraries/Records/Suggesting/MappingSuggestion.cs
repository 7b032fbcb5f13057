namespace Amparo.Records;

/// <summary>A proposed mapping of an unknown file.</summary>
/// <remarks>Immutable. Nothing in it but <see cref="Yaml"/> and the headings holds anything out of the file.</remarks>
public sealed record MappingSuggestion
{
    /// <summary>How the file is laid out, as far as it was found out.</summary>
    public required SourceFormat Format { get; init; }

    /// <summary>
    /// Whether it is certain that the row taken for the header is one. If not, the headings may be cells about persons: they belong in the mapping
    /// file, which only its owner reads, and not on a screen or in a log.
    /// </summary>
    public required bool HeaderIsCertain { get; init; }

    /// <summary>Number of rows that were looked at, and of those that the file has.</summary>
    public required (int LookedAt, long All) Rows { get; init; }

    /// <summary>What is proposed for each column, in the file's order.</summary>
    public required IReadOnlyList<SuggestedUse> Columns { get; init; }

    /// <summary>Required fields for which no active line is proposed; the mapping cannot be used before they are filled in.</summary>
    public required IReadOnlyList<string> Lacking { get; init; }

    /// <summary>The mapping as a YAML document with comments, for a file that only its owner may read.</summary>
    public required string Yaml { get; init; }
}

/// <summary>What is proposed for one column.</summary>
/// <param name="Number">The column's number, from one.</param>
/// <param name="Heading">Its name in the file.</param>
/// <param name="Fields">The fields it fills or, with low confidence, might fill; empty if none.</param>
public sealed record SuggestedUse(int Number, string Heading, IReadOnlyList<string> Fields)
{
    /// <summary>Whether all words of the heading are words for columns: only then may a screen show it, for in a file without a header it is a cell about a person.</summary>
    public bool HeadingIsKnown { get; init; }

    /// <summary>The transformation, or null without a field.</summary>
    public string? Transformation { get; init; }

    /// <summary>How far the line can be trusted; null without a field. Lines of low confidence are comments.</summary>
    public SuggestionConfidence? Confidence { get; init; }

    /// <summary>The share of stated cells that the line can read, from 0 to 1.</summary>
    public double Placed { get; init; }

    /// <summary>Number of cells that state something.</summary>
    public int Stated { get; init; }

    /// <summary>Why, in the chosen language.</summary>
    public required string Reason { get; init; }
}
