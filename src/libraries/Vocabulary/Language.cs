namespace Amparo.Vocabulary;

/// <summary>A language of the coalition. Spanish is the source language: every text exists in it.</summary>
/// <remarks>A closed set of four: adding a fifth means adding its numbers, dates and plurals to the Languages library too.</remarks>
public sealed record Language
{
    /// <summary>Spanish, the source language.</summary>
    public static readonly Language Spanish = new("es", "Español");

    /// <summary>English.</summary>
    public static readonly Language English = new("en", "English");

    /// <summary>French.</summary>
    public static readonly Language French = new("fr", "Français");

    /// <summary>Haitian Creole.</summary>
    public static readonly Language HaitianCreole = new("ht", "Kreyòl ayisyen");

    /// <summary>All languages, the source language first.</summary>
    public static readonly IReadOnlyList<Language> All = [Spanish, English, French, HaitianCreole];

    private Language(string code, string ownName)
    {
        Code = code;
        OwnName = ownName;
    }

    /// <summary>ISO 639-1 code, lower case: <c>es</c>, <c>en</c>, <c>fr</c>, <c>ht</c>.</summary>
    public string Code { get; }

    /// <summary>The language's name in itself.</summary>
    public string OwnName { get; }

    /// <summary>Finds a language by its code.</summary>
    /// <param name="code">ISO 639-1 code; case does not matter. Null finds nothing.</param>
    /// <returns>The language, or null if the code is none of the four.</returns>
    public static Language? Find(string? code) =>
        All.FirstOrDefault(language => string.Equals(language.Code, code, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public override string ToString() => Code;
}
