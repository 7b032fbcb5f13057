using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Spellings that mean the same, such as the ways of saying yes.</summary>
internal sealed class WordSet
{
    private readonly HashSet<string> _folded;

    internal WordSet(IReadOnlyList<string> words)
    {
        Words = words;
        _folded = new(words.Select(Spelling.Fold), StringComparer.Ordinal);
    }

    /// <summary>The words as the mapping writes them; the first is the one used when records are written back.</summary>
    internal IReadOnlyList<string> Words { get; }

    /// <summary>Whether a folded text is one of them.</summary>
    internal bool HasFolded(string folded) => _folded.Contains(folded);

    internal bool Overlaps(WordSet other) => _folded.Overlaps(other._folded);
}
