namespace Amparo.Vocabulary.Standards;

/// <summary>What a field of a standard holds.</summary>
public enum StandardFieldType
{
    /// <summary>Words or a number kept as written.</summary>
    Text,

    /// <summary>Sentences.</summary>
    LongText,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A calendar date.</summary>
    Date,

    /// <summary>A box that is ticked or not.</summary>
    YesNo,

    /// <summary>One code of a list.</summary>
    Code,

    /// <summary>Any number of codes of a list, in one cell.</summary>
    Codes,

    /// <summary>A column of its own for one code of a list.</summary>
    Flag,

    /// <summary>A count of persons or cases, which a publisher may have suppressed.</summary>
    Count,

    /// <summary>A longitude or a latitude.</summary>
    Geolocation,

    /// <summary>A reference to another record: an organisation, a person, a user.</summary>
    Lookup,

    /// <summary>An example of a question; not a field to be filled in.</summary>
    Question,
}

/// <summary>The standing of a field within its standard.</summary>
public enum StandardFieldStatus
{
    /// <summary>Published without reservation.</summary>
    Published,

    /// <summary>Published as a draft.</summary>
    Draft,

    /// <summary>Still there, and replaced by something else.</summary>
    Deprecated,

    /// <summary>Given as an example only.</summary>
    Example,

    /// <summary>Recalled from the published text, which could not be read: to be checked before anything depends on it.</summary>
    Recalled,
}

/// <summary>One field of a standard.</summary>
public sealed record StandardField
{
    /// <summary>The name as published, which is the name of the column; unique within the standard.</summary>
    public required string Name { get; init; }

    /// <summary>The label as published; null if it has none, or is the name.</summary>
    public string? Label { get; init; }

    /// <summary>The id of its section.</summary>
    public required string Section { get; init; }

    /// <summary>What it holds.</summary>
    public required StandardFieldType Type { get; init; }

    /// <summary>Whether the standard counts it among those that every user should fill in.</summary>
    public bool Core { get; init; }

    /// <summary>Its standing.</summary>
    public StandardFieldStatus Status { get; init; }

    /// <summary>The code list it uses; null if it uses none.</summary>
    public string? List { get; init; }

    /// <summary>The code whose column it is; set if and only if the type is <see cref="StandardFieldType.Flag"/>.</summary>
    public string? Code { get; init; }

    /// <summary>The key of the equivalents by which cells spell the codes of the list (<c>iso2</c>, <c>iso3</c>); null for the standard's own.</summary>
    public string? Spelling { get; init; }

    /// <summary>Whether one cell may hold several values.</summary>
    public bool Several { get; init; }

    /// <summary>The unit of a number; null if it has none.</summary>
    public string? Unit { get; init; }

    /// <summary>What it means, in our own words; null if the name says it all.</summary>
    public LocalizedText? Note { get; init; }
}
