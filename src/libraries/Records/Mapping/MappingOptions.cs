namespace Amparo.Records;

/// <summary>What a caller says about one file beyond its mapping.</summary>
public sealed record MappingOptions
{
    /// <summary>The agency's country; null if the mapping says it.</summary>
    public string? Country { get; init; }

    /// <summary>The kind of agency; null if the mapping says it.</summary>
    public string? AgencyKind { get; init; }

    /// <summary>
    /// Which of the agency's offices the file comes from: an id as <see cref="Vocabulary.ContentId.IsValid"/> asks; null, the default, if the
    /// agency has one numbering of files. Records and subjects of different offices never share an id.
    /// </summary>
    /// <remarks>
    /// Two shelters of one country both have a file 1. Without offices their two persons would become one subject and be counted once.
    /// </remarks>
    public string? Office { get; init; }

    /// <summary>
    /// The rules that records must fulfil to be accepted, for the schema of the mapping; null, the default, to ask for nothing beyond the mapping.
    /// </summary>
    public RecordRules? Rules { get; init; }

    /// <summary>How much the file may demand.</summary>
    public ReadingLimits Limits { get; init; } = new();

    /// <summary>Told the number of rows read so far, every few thousand rows and at the end.</summary>
    public IProgress<long>? Progress { get; init; }
}
