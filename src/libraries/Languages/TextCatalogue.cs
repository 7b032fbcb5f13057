using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>All texts of an interface by key, in the languages they exist in; Spanish holds every key.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TextCatalogue
{
    /// <summary>Reads a catalogue.</summary>
    public static Outcome<TextCatalogue> Read(IReadOnlyList<TextStream> streams) => throw new NotSupportedException();

    /// <summary>All keys, in ordinal order.</summary>
    public IReadOnlyList<string> Keys => throw new NotSupportedException();

    /// <summary>The texts as a reader of one language gets them.</summary>
    public LanguageTexts In(Language language) => throw new NotSupportedException();
}

/// <summary>The texts of a catalogue for the reader of one language: a missing translation is answered in Spanish.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class LanguageTexts
{
    internal LanguageTexts() { }

    /// <summary>The reader's language.</summary>
    public Language Language => throw new NotSupportedException();

    /// <summary>A text without placeholders.</summary>
    public string this[string key] => throw new NotSupportedException();

    /// <summary>A text with its placeholders filled and its plural form chosen.</summary>
    public string Say(string key, params IReadOnlyList<TextArgument> arguments) => throw new NotSupportedException();

    /// <summary>How far the text of a key can be trusted in this language.</summary>
    public TranslationStatus StatusOf(string key) => throw new NotSupportedException();
}
