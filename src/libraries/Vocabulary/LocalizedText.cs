namespace Amparo.Vocabulary;

/// <summary>How far the text of one language can be trusted.</summary>
public enum TranslationStatus
{
    /// <summary>No text in this language; the Spanish one is shown instead.</summary>
    Missing,

    /// <summary>Translated, but no speaker of the language has reviewed it.</summary>
    Machine,

    /// <summary>Written or reviewed by a speaker of the language.</summary>
    Reviewed,
}

/// <summary>One text in up to four languages, each with its translation status.</summary>
/// <remarks>Immutable and thread-safe. Spanish is always present, so that a text can always be shown.</remarks>
public sealed class LocalizedText
{
    private readonly Dictionary<string, (string Text, TranslationStatus Status)> _texts;

    /// <summary>Makes a text from its languages.</summary>
    /// <param name="texts">Text and status by language. Spanish is required; no text may be empty.</param>
    /// <exception cref="ArgumentException">Spanish is absent, or a text is empty.</exception>
    public LocalizedText(IReadOnlyDictionary<Language, (string Text, TranslationStatus Status)> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        if (!texts.ContainsKey(Language.Spanish))
            throw new ArgumentException("The Spanish text is required.", nameof(texts));
        if (texts.Values.Any(entry => string.IsNullOrWhiteSpace(entry.Text)))
            throw new ArgumentException("A text is empty.", nameof(texts));

        _texts = texts.ToDictionary(entry => entry.Key.Code, entry => entry.Value, StringComparer.Ordinal);
    }

    /// <summary>Makes a text that is the same in every language: a proper name, a number, a symbol.</summary>
    /// <param name="text">The text; not empty.</param>
    /// <returns>The text, reviewed in all four languages.</returns>
    public static LocalizedText Same(string text) =>
        new(Language.All.ToDictionary(language => language, _ => (text, TranslationStatus.Reviewed)));

    /// <summary>The text to show to a reader of a language: its own, or the Spanish one where it is missing.</summary>
    /// <param name="language">The reader's language.</param>
    public string this[Language language]
    {
        get
        {
            ArgumentNullException.ThrowIfNull(language);
            return _texts.TryGetValue(language.Code, out var entry) ? entry.Text : _texts[Language.Spanish.Code].Text;
        }
    }

    /// <summary>How far the text of a language can be trusted.</summary>
    /// <param name="language">The reader's language.</param>
    /// <returns>The status; <see cref="TranslationStatus.Missing"/> if the Spanish text stands in.</returns>
    public TranslationStatus StatusOf(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return _texts.TryGetValue(language.Code, out var entry) ? entry.Status : TranslationStatus.Missing;
    }

    /// <summary>The Spanish text.</summary>
    public override string ToString() => _texts[Language.Spanish.Code].Text;
}
