using System.Collections.Frozen;

namespace Amparo.Linkage.Encoded;

/// <summary>Into which tokens a field's text is cut before it is hashed.</summary>
public enum TokenKind
{
    /// <summary>Every two letters that follow one another, without marks of beginning and end; a word of one letter is one token.</summary>
    Bigrams,

    /// <summary>The text as a whole.</summary>
    Whole,

    /// <summary>
    /// A birth (<c>2001-05-13</c>, <c>2001-05</c>, <c>2001</c>, of an age <c>2000/2001</c>): every pair of neighbouring years of which one may be the year of birth; and where they are
    /// known, the year, the month, the day.
    /// </summary>
    Date,

    /// <summary>How a name sounds in Spanish: every two of its sounds that follow one another, the first and the last with a mark beside them.</summary>
    Sounds,
}

/// <summary>A field that is hashed into the record's key.</summary>
/// <param name="Id">The field's name, part of what is hashed, so that a letter pair of a name is another one than that of a place.</param>
/// <param name="Tokens">How its text is cut.</param>
/// <param name="Bits">How many positions one text of it sets in 1024, shared among its tokens: its weight.</param>
public sealed record EncodedField(string Id, TokenKind Tokens, int Bits);

/// <summary>Which fields are hashed into a record's key and how much each of them weighs: what all agencies of a linkage have to agree on.</summary>
/// <param name="Id">The schema's name.</param>
/// <param name="Version">Its version; any change of the fields is a new one.</param>
/// <param name="Fields">The fields.</param>
public sealed record EncodingSchema(string Id, int Version, IReadOnlyList<EncodedField> Fields)
{
    internal const string Given = "given";
    internal const string Surname = "surname";
    internal const string Birth = "birth";
    internal const string Sex = "sex";
    internal const string Municipality = "municipality";
    internal const string Postcode = "postcode";
    internal const string Document = "document";
    internal const string Phone = "phone";

    /// <summary>Names, birth, sex, places, document and telephone.</summary>
    public static EncodingSchema Persons { get; } = new("persons", 2,
    [
        new(Given, TokenKind.Sounds, 80), new(Surname, TokenKind.Sounds, 100), new(Birth, TokenKind.Date, 125), new(Sex, TokenKind.Whole, 12),
        new(Municipality, TokenKind.Bigrams, 50), new(Postcode, TokenKind.Bigrams, 30), new(Document, TokenKind.Bigrams, 70),
        new(Phone, TokenKind.Bigrams, 35),
    ]);

    /// <summary>The same fields in fewer positions: folded keys link about as well as plain ones, and attacks come further.</summary>
    public static EncodingSchema PersonsSparse { get; } = new("persons-sparse", 1,
    [
        new(Given, TokenKind.Sounds, 32), new(Surname, TokenKind.Sounds, 40), new(Birth, TokenKind.Date, 50), new(Sex, TokenKind.Whole, 5),
        new(Municipality, TokenKind.Bigrams, 20), new(Postcode, TokenKind.Bigrams, 12), new(Document, TokenKind.Bigrams, 28),
        new(Phone, TokenKind.Bigrams, 14),
    ]);

    /// <summary>Names, birth, sex and places: for lists whose documents and telephones were not all asked for, or must not be used.</summary>
    public static EncodingSchema NamesAndBirth { get; } = new("names-and-birth", 2,
    [
        new(Given, TokenKind.Sounds, 95), new(Surname, TokenKind.Sounds, 120), new(Birth, TokenKind.Date, 145), new(Sex, TokenKind.Whole, 14),
        new(Municipality, TokenKind.Bigrams, 60), new(Postcode, TokenKind.Bigrams, 40),
    ]);

    /// <summary>The schemas that this version has, by name.</summary>
    public static FrozenDictionary<string, EncodingSchema> Known { get; } =
        new[] { Persons, PersonsSparse, NamesAndBirth }.ToFrozenDictionary(schema => schema.Id, StringComparer.Ordinal);
}
