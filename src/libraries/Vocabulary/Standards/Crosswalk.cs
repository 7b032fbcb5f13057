namespace Amparo.Vocabulary.Standards;

/// <summary>A field of a standard, or a code of a list.</summary>
/// <param name="Owner">The standard's id for a field, the list's id for a code.</param>
/// <param name="Id">The field's name, or the code's id.</param>
/// <param name="IsCode">Whether it is a code.</param>
public sealed record Term(string Owner, string Id, bool IsCode)
{
    /// <summary>The term in one word: <c>list:code</c> for a code, the name for a field.</summary>
    public override string ToString() => IsCode ? $"{Owner}:{Id}" : Id;
}

/// <summary>One statement of a crosswalk.</summary>
/// <param name="From">The term it is about.</param>
/// <param name="To">Its counterpart; null if and only if the relation is <see cref="Relation.None"/>.</param>
/// <param name="Relation">How the cases of the first stand to those of the second.</param>
/// <param name="Reason">Why, in our own words; always there for <see cref="Relation.None"/>, otherwise null if the names say it.</param>
public sealed record CrosswalkEntry(Term From, Term? To, Relation Relation, LocalizedText? Reason);

/// <summary>How the fields and codes of one standard stand to those of another: data under <c>content/crosswalks/</c>.</summary>
/// <remarks>
/// Crosswalks are kept between a standard and the hub only, and within the hub; <see cref="Crosswalks.Compose"/> makes all others. Immutable.
/// </remarks>
public sealed record Crosswalk
{
    /// <summary>The crosswalk's id, by convention the id of <see cref="From"/>.</summary>
    public required string Id { get; init; }

    /// <summary>Its version, one or more.</summary>
    public required int Version { get; init; }

    /// <summary>The standard whose terms it explains.</summary>
    public required string From { get; init; }

    /// <summary>The standard in whose terms it explains them.</summary>
    public required string To { get; init; }

    /// <summary>Who says so, and on what grounds.</summary>
    public required string Source { get; init; }

    /// <summary>The statements about fields, then those about codes, in the order of the document.</summary>
    public required IReadOnlyList<CrosswalkEntry> Entries { get; init; }
}

/// <summary>One line of a composed crosswalk.</summary>
/// <param name="From">The term of the first standard.</param>
/// <param name="To">Its counterpart in the second; null if it has none.</param>
/// <param name="Relation">What is known between them, as far as both crosswalks allow.</param>
/// <param name="Via">The terms of the hub over which the line was made; empty if the first standard's term has none there.</param>
/// <param name="Reason">The declared reason; null if no step of the way declares one. A line without counterpart and without reason means
/// that the hub has the term and the second standard has nothing that corresponds.</param>
public sealed record ComposedEntry(Term From, Term? To, Relation Relation, IReadOnlyList<Term> Via, LocalizedText? Reason);

/// <summary>The terms of one standard in the terms of another.</summary>
/// <param name="From">The first standard.</param>
/// <param name="To">The second standard.</param>
/// <param name="Entries">At least one line a term: the fields in their order, then the codes list by list.</param>
public sealed record ComposedCrosswalk(RecordStandard From, RecordStandard To, IReadOnlyList<ComposedEntry> Entries);
