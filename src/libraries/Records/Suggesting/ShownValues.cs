using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Decides which values of a file may be written into a proposal.</summary>
/// <remarks>
/// A value of a column of codes helps the officer; a name must never leave the file. Our own words may be shown. Other values only where they
/// are few, each occurs several times, and no word of them occurs in a column that may hold names.
/// </remarks>
internal sealed class ShownValues
{
    private const int FewValues = 40;
    private const int SeveralTimes = 3;

    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly List<string> _stems = [];
    private readonly HashSet<ulong> _names = [];

    internal ShownValues(SuggestionWords words, RecordSchema schema)
    {
        _words.UnionWith(words.Ignored);
        _words.UnionWith(words.About.Keys);
        var phrases = words.Columns.Concat(words.Asides).SelectMany(entry => entry.Full.Concat(entry.Hint))
            .Concat(words.Codes.Values.SelectMany(list => list.Codes.Values.SelectMany(all => all).Concat(list.Unknown)));
        foreach (var (word, isStem) in phrases.SelectMany(phrase => phrase.Words))
        {
            if (isStem && word.Length > 3)
                _stems.Add(word);
            else
                _words.Add(word);
        }

        foreach (var code in schema.Fields.Select(field => field.List).OfType<CodeList>().Distinct().SelectMany(list => list.Codes))
        {
            foreach (var name in Language.All.Select(language => code.Name[language]).Concat(code.Spellings))
                _words.UnionWith(HeadingPhrase.Tokens(name));
        }
    }

    /// <summary>Whether a value may be written down.</summary>
    internal bool MayShow(ValueCount value, ColumnProfile profile)
    {
        var tokens = HeadingPhrase.Tokens(value.Spelling);
        if (tokens.All(IsOurs))
            return true;
        return profile.IsComplete && profile.DistinctCount <= FewValues && profile.DistinctCount * SeveralTimes <= profile.Stated
            && value.Count >= SeveralTimes && value.Spelling.Length <= 60 && !tokens.Any(token => _names.Contains(ColumnProfile.HashOf(token)) && !IsOurs(token));
    }

    /// <summary>Notes the words of a column that may hold names.</summary>
    internal void AddNames(ColumnProfile profile) => _names.UnionWith(profile.WordHashes);

    private bool IsOurs(string token) =>
        _words.Contains(token) || _stems.Exists(stem => token.StartsWith(stem, StringComparison.Ordinal));
}
