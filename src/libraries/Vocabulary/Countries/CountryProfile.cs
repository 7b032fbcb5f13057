using NodaTime;

namespace Amparo.Vocabulary.Countries;

/// <summary>What the coalition's work needs to know of one country, as data: another country is another file and no code.</summary>
/// <param name="Country">Its code in the list of countries.</param>
/// <param name="Languages">Its official languages that the product has, the first one first; never empty.</param>
/// <param name="Bodies">Its public bodies that take part in this work, in the order of the file; none where nobody was sure of any.</param>
/// <param name="Retention">For how long an agreement with an organisation of it proposes to keep what is sent.</param>
/// <param name="Places">How its places roll up into it.</param>
/// <remarks>A profile proposes and never decides: every name, kind and number can be written over where it is used. Immutable and thread-safe.</remarks>
public sealed record CountryProfile(
    string Country, IReadOnlyList<Language> Languages, IReadOnlyList<GovernmentBody> Bodies, ProposedRetention Retention, Hierarchy Places)
{
    /// <summary>The telephone line that publications may print; null where nobody has rung one and found it right.</summary>
    public ConfirmedLine? Hotline { get; init; }

    /// <summary>How many places the country has in <see cref="Places"/>.</summary>
    public int PlaceCount => Places.NarrowerOf(Country).Count;
}

/// <summary>A public body that may take part.</summary>
/// <param name="Name">Its official name, in its own language.</param>
/// <param name="Language">The language of the name.</param>
/// <param name="Source">Where it can be read that the body exists and is the competent one.</param>
public sealed record GovernmentBody(string Name, Language Language, string Source)
{
    /// <summary>The kind of a body that brings the others' records together: no agency that records anything.</summary>
    public const string Coordination = "coordination";

    /// <summary>
    /// What it is: a code of the list of kinds of agencies, or <see cref="Coordination"/>; null where none of them is true of it, so that whoever enters it
    /// says what it sends.
    /// </summary>
    public string? Kind { get; init; }

    /// <summary>How people call it for short; null where they do not.</summary>
    public string? Acronym { get; init; }

    /// <summary>Its name as a line of a list: with the short one behind it.</summary>
    public string Line => Acronym is null ? Name : $"{Name} ({Acronym})";
}

/// <summary>What a proposal to keep something for so long rests on.</summary>
public enum RetentionBasis
{
    /// <summary>The coalition's own default, until somebody has entered the country's law. Says nothing about that law.</summary>
    Coalition,

    /// <summary>A law of the country, which the profile names.</summary>
    Law,
}

/// <summary>For how long an agreement proposes to keep what is sent.</summary>
/// <param name="Months">Whole months, as agreements count: 1 to 120.</param>
/// <param name="Basis">What that rests on.</param>
/// <param name="Source">The law and its article; null for the coalition's default.</param>
public sealed record ProposedRetention(int Months, RetentionBasis Basis, string? Source);

/// <summary>A telephone line for victims that somebody rang and found right.</summary>
/// <param name="Number">The number, as it is dialled in the country.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Confirmed">The day of the call. Without it a line is a rumour, and a wrong number can kill.</param>
public sealed record ConfirmedLine(string Number, LocalizedText Name, LocalDate Confirmed);
