using Amparo.Vocabulary.Yaml;

namespace Amparo.Vocabulary;

/// <summary>How far the texts of one document can be trusted, language by language; read from its key <c>translation</c>.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class TranslationStatuses
{
    private readonly Dictionary<string, TranslationStatus> _statuses;

    private TranslationStatuses(Dictionary<string, TranslationStatus> statuses) => _statuses = statuses;

    /// <summary>Takes <c>translation: { es: reviewed, en: reviewed, fr: machine }</c> from a document.</summary>
    /// <param name="fields">The document's top level; the key <c>translation</c> is taken from it and required.</param>
    /// <param name="faults">Where problems are noted: VOC-005 for another language, VOC-008 for another status.</param>
    /// <returns>The statuses that could be read.</returns>
    public static TranslationStatuses Take(YamlFields fields, YamlFaults faults)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(faults);
        var statuses = new Dictionary<string, TranslationStatus>(StringComparer.Ordinal);
        if (fields.Map("translation") is not { } map)
            return new(statuses);

        foreach (var language in Language.All)
        {
            if (map.Take(language.Code) is not { } node)
                continue;
            if (map.TextOf(node, language.Code) is not { } word)
                continue;
            if (word is "reviewed" or "machine")
                statuses[language.Code] = word == "reviewed" ? TranslationStatus.Reviewed : TranslationStatus.Machine;
            else
                faults.Add(VocabularyProblems.ValueNotAllowed, node, $"translation.{language.Code}");
        }

        map.Finish();
        return new(statuses);
    }

    /// <summary>Takes a text in several languages, or a plain text that is the same in all of them.</summary>
    /// <param name="fields">The mapping that holds the text.</param>
    /// <param name="key">The text's key; required.</param>
    /// <param name="faults">Where problems are noted: VOC-005 another language, VOC-010 no Spanish, VOC-011 no status for a language.</param>
    /// <returns>The text, or null with a problem.</returns>
    public LocalizedText? TakeText(YamlFields fields, string key, YamlFaults faults)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(faults);
        if (fields.TakeRequired(key) is not { } node)
            return null;
        if (node is YamlText)
            return fields.TextOf(node, key) is { } same ? LocalizedText.Same(same) : null;
        if (fields.MapOf(node, key) is not { } map)
            return null;

        var before = faults.Problems.Count;
        var texts = new Dictionary<Language, (string, TranslationStatus)>();
        foreach (var language in Language.All)
        {
            if (map.Take(language.Code) is not { } text || map.TextOf(text, $"{key}.{language.Code}") is not { } words)
                continue;
            if (_statuses.TryGetValue(language.Code, out var status))
                texts[language] = (words, status);
            else
                faults.Add(VocabularyProblems.StatusMissing, text, $"{key}.{language.Code}");
        }

        map.Finish();
        if (faults.Problems.Count > before)
            return null;
        if (texts.ContainsKey(Language.Spanish))
            return new LocalizedText(texts);
        faults.Add(VocabularyProblems.SpanishMissing, node, key);
        return null;
    }
}
