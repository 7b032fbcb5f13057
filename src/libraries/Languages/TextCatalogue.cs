using Amparo.Vocabulary;

namespace Amparo.Languages;

/// <summary>All texts of an interface by key, in the languages they exist in; Spanish holds every key.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TextCatalogue
{
    private readonly Dictionary<string, Dictionary<string, TextTemplate>> _texts;

    private TextCatalogue(Dictionary<string, Dictionary<string, TextTemplate>> texts)
    {
        _texts = texts;
        Keys = [.. texts[Language.Spanish.Code].Keys.Order(StringComparer.Ordinal)];
    }

    /// <summary>All keys, in ordinal order.</summary>
    public IReadOnlyList<string> Keys { get; }

    /// <summary>Reads a catalogue from its streams; texts of one language may be spread over several.</summary>
    /// <param name="sources">The streams; without a Spanish one every translation is a problem.</param>
    /// <returns>
    /// The catalogue; or all problems at once, with the stream's name and the key or line: <c>LNG-001</c> to <c>LNG-006</c>, and those of
    /// <see cref="Vocabulary.Yaml.YamlReader"/> for a stream that is no YAML mapping.
    /// </returns>
    public static Outcome<TextCatalogue> Read(IReadOnlyList<TextSource> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var problems = new List<Problem>();
        var texts = Language.All.ToDictionary(
            language => language.Code, _ => new Dictionary<string, TextTemplate>(StringComparer.Ordinal), StringComparer.Ordinal);
        var read = sources.Select(source => (source, texts: TextSourceReader.Read(source, problems))).ToList();
        foreach (var (source, found) in read)
        {
            foreach (var (key, template) in found)
            {
                if (!texts[source.Language.Code].TryAdd(key, template))
                    problems.Add(new Problem(LanguagesProblems.KeyTwice, source.Name, key));
            }
        }

        var spanish = texts[Language.Spanish.Code];
        foreach (var (source, found) in read)
        {
            foreach (var (key, template) in found)
            {
                if (!spanish.TryGetValue(key, out var original))
                    problems.Add(new Problem(LanguagesProblems.NoSpanish, source.Name, key));
                else if (!original.Placeholders.SetEquals(template.Placeholders))
                    problems.Add(new Problem(LanguagesProblems.PlaceholdersDiffer, source.Name, key));
            }
        }

        return problems.Count > 0 ? Outcome<TextCatalogue>.Refused(problems) : new TextCatalogue(texts);
    }

    /// <summary>The texts as a reader of one language gets them.</summary>
    /// <param name="language">The reader's language.</param>
    /// <returns>The texts, Spanish standing in where the language has none.</returns>
    public LanguageTexts In(Language language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return new LanguageTexts(this, language);
    }

    /// <summary>Finds a text: in the language, or in Spanish.</summary>
    internal (TextTemplate Template, Language Written) Find(string key, Language language)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (_texts[language.Code].TryGetValue(key, out var own))
            return (own, language);
        return _texts[Language.Spanish.Code].TryGetValue(key, out var spanish)
            ? (spanish, Language.Spanish)
            : throw new ArgumentException($"The catalogue has no text {key}.", nameof(key));
    }
}
