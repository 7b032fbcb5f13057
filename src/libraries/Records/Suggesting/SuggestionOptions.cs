using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>What a caller says about a file for which a mapping is to be proposed.</summary>
public sealed record SuggestionOptions
{
    /// <summary>The words by which columns and values are recognised: content.</summary>
    public required SuggestionWords Words { get; init; }

    /// <summary>The language of comments and reasons. Default: Spanish.</summary>
    public Language Language { get; init; } = Language.Spanish;

    /// <summary>The agency's country, a code of the list <c>country</c>; null, the default, leaves it to be filled in.</summary>
    public string? Country { get; init; }

    /// <summary>The kind of agency, a code of the list <c>agency-kind</c>; null, the default, leaves it to be filled in.</summary>
    public string? AgencyKind { get; init; }

    /// <summary>The sheet of a workbook; null, the default, for the first one.</summary>
    public string? Sheet { get; init; }

    /// <summary>How much the file may demand.</summary>
    public ReadingLimits Limits { get; init; } = new();

    /// <summary>How many rows are read at most, the first ones; one or more. Null, the default, for all.</summary>
    public int? MostRows { get; init; }

    /// <summary>
    /// After how many bytes of the file, as it lies there, no further row is begun; one or more. Null, the default, for none. A row and the blocks in
    /// which files are read go beyond it. A workbook is unpacked whole all the same: its size is bounded by <see cref="Limits"/>.
    /// </summary>
    public long? MostBytes { get; init; }
}
