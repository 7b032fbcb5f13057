using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Words by which a proposal recognises the columns and values of an unknown file: data under <c>content/suggestions/</c>.</summary>
/// <remarks>Made by <see cref="SuggestionWordsReader"/>. Immutable and thread-safe.</remarks>
public sealed class SuggestionWords
{
    internal SuggestionWords()
    {
    }

    /// <summary>The schema whose fields they name.</summary>
    public string SchemaId { get; internal init; } = "";

    internal HashSet<string> Ignored { get; init; } = [];

    internal Dictionary<string, ColumnSubject> About { get; init; } = [];

    /// <summary>What names the columns of a field, or of a part of one such as <c>full-name</c>.</summary>
    internal IReadOnlyList<HeadingEntry> Columns { get; init; } = [];

    /// <summary>What names columns that the standard has no field for.</summary>
    internal IReadOnlyList<HeadingEntry> Asides { get; init; } = [];

    /// <summary>Folded words for a missing value.</summary>
    internal Dictionary<string, MissingWord> Missing { get; init; } = [];

    /// <summary>Folded marks: true for yes.</summary>
    internal Dictionary<string, bool> Marks { get; init; } = [];

    internal IReadOnlyList<string> Separators { get; init; } = [];

    /// <summary>Further words for codes, by list.</summary>
    internal Dictionary<string, CodePhrases> Codes { get; init; } = [];

    /// <summary>Sentences of comments and reasons, by key.</summary>
    internal Dictionary<string, LocalizedText> Texts { get; init; } = [];
}

/// <summary>What names one kind of column.</summary>
/// <param name="Key">A field's id, a part of one, or the reason why the column has no field.</param>
/// <param name="Full">Phrases that say it all.</param>
/// <param name="Hint">Phrases that leave a doubt.</param>
/// <param name="OfPerpetrator">Whether only columns about a suspect are meant.</param>
internal sealed record HeadingEntry(string Key, IReadOnlyList<HeadingPhrase> Full, IReadOnlyList<HeadingPhrase> Hint, bool OfPerpetrator);

/// <summary>What a word for a missing value means, and whether it can mean nothing else.</summary>
internal sealed record MissingWord(MissingKind Kind, bool IsSure);

/// <summary>Words for the codes of a list.</summary>
/// <param name="Codes">Phrases by code.</param>
/// <param name="Unknown">Phrases that belong there and name no code.</param>
internal sealed record CodePhrases(IReadOnlyDictionary<string, IReadOnlyList<HeadingPhrase>> Codes, IReadOnlyList<HeadingPhrase> Unknown);
