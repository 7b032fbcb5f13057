using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>The texts of a catalogue for the reader of one language: a missing translation is answered in Spanish.</summary>
/// <remarks>
/// Immutable and thread-safe. A page that shows a text whose <see cref="StatusOf"/> is <see cref="TranslationStatus.Missing"/> must mark it
/// as Spanish (<c>lang="es"</c>), so that a screen reader pronounces it.
/// </remarks>
public sealed class LanguageTexts
{
    private readonly TextCatalogue _catalogue;

    internal LanguageTexts(TextCatalogue catalogue, Language language)
    {
        _catalogue = catalogue;
        Language = language;
    }

    /// <summary>The reader's language.</summary>
    public Language Language { get; }

    /// <summary>A text without placeholders.</summary>
    /// <param name="key">The text's key.</param>
    /// <exception cref="ArgumentException">The catalogue has no such key, or the text has placeholders.</exception>
    public string this[string key] => Say(key);

    /// <summary>A text with its placeholders filled and its plural form chosen.</summary>
    /// <param name="key">The text's key.</param>
    /// <param name="arguments">A value for each placeholder, in any order; values the text does not use are ignored.</param>
    /// <returns>The text in this language, or the Spanish one with Spanish plurals.</returns>
    /// <exception cref="ArgumentException">The catalogue has no such key, or a placeholder has no argument.</exception>
    public string Say(string key, params IReadOnlyList<TextArgument> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        var (template, written) = _catalogue.Find(key, Language);
        return template.Fill(written, arguments);
    }

    /// <summary>An argument that prints a whole number and chooses the plural form by it.</summary>
    /// <param name="name">The placeholder's name.</param>
    /// <param name="number">The number, in whole units.</param>
    /// <returns>The argument, formatted for this language.</returns>
    public TextArgument Count(string name, decimal number) => new(name, NumberFormat.For(Language).Whole(number), number);

    /// <summary>How far the text of a key can be trusted in this language.</summary>
    /// <param name="key">The text's key.</param>
    /// <returns>The status; <see cref="TranslationStatus.Missing"/> where the Spanish text stands in.</returns>
    /// <exception cref="ArgumentException">The catalogue has no such key.</exception>
    public TranslationStatus StatusOf(string key)
    {
        var (template, written) = _catalogue.Find(key, Language);
        return written == Language ? template.Status : TranslationStatus.Missing;
    }
}
