namespace Amparo.Vocabulary.Standards;

/// <summary>How far a standard's text can be relied on.</summary>
public enum StandardStatus
{
    /// <summary>Read in the publisher's own file or in data that follow it.</summary>
    Final,

    /// <summary>A working version, or known only in part: it may change, and parts of it are recalled instead of read.</summary>
    Provisional,
}

/// <summary>A standard for records or counts of trafficking in persons, as data: what its fields are called and which lists they use.</summary>
/// <remarks>
/// Names, codes and types are facts of the standard; notes and titles are our own words. One file a standard under <c>content/standards/</c>.
/// Immutable and thread-safe.
/// </remarks>
public sealed record RecordStandard
{
    /// <summary>The standard's id, for example <c>ctdc-kanon-2020</c>.</summary>
    public required string Id { get; init; }

    /// <summary>What it is called.</summary>
    public required LocalizedText Title { get; init; }

    /// <summary>The edition, as the publisher names it: <c>2.0</c>, <c>2020</c>.</summary>
    public required string Edition { get; init; }

    /// <summary>Who publishes it.</summary>
    public required string Publisher { get; init; }

    /// <summary>The terms on which facts of it are carried here.</summary>
    public required string Licence { get; init; }

    /// <summary>Where it was read, with the attribution that its licence asks for.</summary>
    public required string Source { get; init; }

    /// <summary>How far it can be relied on.</summary>
    public required StandardStatus Status { get; init; }

    /// <summary>The key of its spellings in the equivalents of codes (<c>htcds</c>, <c>ctdc63</c> …); null if its codes are spelt as their ids.</summary>
    public string? Key { get; init; }

    /// <summary>What one must know before using it.</summary>
    public LocalizedText? Note { get; init; }

    /// <summary>The sections of fields, in the standard's order.</summary>
    public required IReadOnlyList<StandardSection> Sections { get; init; }

    /// <summary>Ids of the code lists that are this standard's own, each of them complete; empty if it has none.</summary>
    public required IReadOnlyList<string> Lists { get; init; }

    /// <summary>How it writes that a value is missing; empty if it does not say.</summary>
    public IReadOnlyList<MissingMark> Missing { get; init; } = [];

    /// <summary>What other editions do differently; empty if nothing is known of them.</summary>
    public IReadOnlyList<EditionDifference> Differences { get; init; } = [];

    /// <summary>The fields, in the standard's order; names are distinct.</summary>
    public required IReadOnlyList<StandardField> Fields { get; init; }

    /// <summary>Finds a field.</summary>
    /// <param name="name">The name as published; case matters.</param>
    /// <returns>The field, or null.</returns>
    public StandardField? Find(string? name) => Fields.FirstOrDefault(field => field.Name == name);
}

/// <summary>A section of a standard.</summary>
/// <param name="Id">The section's id.</param>
/// <param name="Title">What it is called.</param>
public sealed record StandardSection(string Id, LocalizedText Title);

/// <summary>A spelling by which a standard says that a value is missing.</summary>
/// <param name="Spelling">The spelling in its files; an empty text is an empty cell.</param>
/// <param name="Kind">A code of the list <c>missing</c>: what the spelling can be taken to mean.</param>
/// <param name="Field">The only field that uses it, or null if every field may.</param>
/// <param name="Note">What it does and does not tell; null if there is nothing to add.</param>
public sealed record MissingMark(string Spelling, string Kind, string? Field, LocalizedText? Note);

/// <summary>What another edition does differently.</summary>
/// <param name="Edition">The other edition.</param>
/// <param name="Field">The field concerned, or null if the whole edition is.</param>
/// <param name="Note">The difference, in our own words.</param>
public sealed record EditionDifference(string Edition, string? Field, LocalizedText Note);
