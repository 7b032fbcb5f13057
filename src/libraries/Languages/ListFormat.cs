using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>Enumerations in a sentence: "A, B y C".</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ListFormat
{
    private readonly Language _language;

    private ListFormat(Language language) => _language = language;

    /// <summary>The format of a language.</summary>
    /// <param name="language">The reader's language.</param>
    /// <returns>Its format.</returns>
    public static ListFormat For(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return new ListFormat(language);
    }

    /// <summary>Joins names by commas and, before the last, by "and".</summary>
    /// <param name="names">The names, one or more.</param>
    /// <returns>The enumeration. In Spanish "y" becomes "e" before the sound of i: "Honduras e Irlanda".</returns>
    /// <exception cref="ArgumentException">There are no names.</exception>
    public string Join(IReadOnlyList<string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return names.Count switch
        {
            0 => throw new ArgumentException("An enumeration needs a name.", nameof(names)),
            1 => names[0],
            _ => $"{string.Join(", ", names.Take(names.Count - 1))} {AndBefore(names[^1])} {names[^1]}",
        };
    }

    private string AndBefore(string next) => _language.Code switch
    {
        "es" => SoundsLikeI(next) ? "e" : "y",
        "fr" => "et",
        "ht" => "ak",
        _ => "and",
    };

    // "hie", "hia", "hio" begin with a consonant sound and keep "y": "agua y hielo".
    private static bool SoundsLikeI(string word)
    {
        var sound = word.TrimStart().ToUpperInvariant();
        if (sound.StartsWith('H'))
            sound = sound[1..];
        var diphthong = sound is ['I', 'E' or 'A' or 'O' or 'É' or 'Á' or 'Ó', ..];
        return sound.Length > 0 && sound[0] is 'I' or 'Í' && !diphthong;
    }
}
