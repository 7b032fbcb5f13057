namespace Amparo.Records;

/// <summary>What a caller says about one file beyond its mapping.</summary>
public sealed record MappingOptions
{
    /// <summary>The agency's country; null if the mapping says it.</summary>
    public string? Country { get; init; }

    /// <summary>The kind of agency; null if the mapping says it.</summary>
    public string? AgencyKind { get; init; }

    /// <summary>How much the file may demand.</summary>
    public ReadingLimits Limits { get; init; } = new();

    /// <summary>Told the number of rows read so far, every few thousand rows and at the end.</summary>
    public IProgress<long>? Progress { get; init; }
}
