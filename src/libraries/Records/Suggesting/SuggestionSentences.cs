using System.Globalization;

namespace Amparo.Records;

/// <summary>The sentences of one proposal, in its language.</summary>
internal sealed class SuggestionSentences(SuggestionOptions options, ShownValues shown)
{
    internal ShownValues Shown { get; } = shown;

    /// <summary>A sentence with its blanks filled in; a key without a sentence stands for itself.</summary>
    internal string this[string key, params object[] values] =>
        !options.Words.Texts.TryGetValue(key, out var text) ? key
        // A sentence without blanks may show braces: it quotes YAML.
        : values.Length == 0 ? text[options.Language] : string.Format(CultureInfo.InvariantCulture, text[options.Language], values);
}
