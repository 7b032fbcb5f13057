using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Which spellings of an agency mean which kind of missing value. An empty cell is <see cref="MissingKind.Blank"/> unless said otherwise.</summary>
internal sealed class MissingSpellings
{
    internal static readonly MissingSpellings None = new([]);

    private readonly IReadOnlyList<(string Spelling, MissingKind Kind)> _spellings;
    private readonly Dictionary<string, MissingKind> _kinds = new(StringComparer.Ordinal);
    private readonly bool[] _firsts = new bool[128];

    /// <param name="spellings">Spellings and kinds, in the order of the mapping; the first of a spelling wins.</param>
    internal MissingSpellings(IReadOnlyList<(string Spelling, MissingKind Kind)> spellings)
    {
        _spellings = spellings;
        foreach (var (spelling, kind) in spellings)
        {
            var folded = Spelling.Fold(spelling);
            if (!_kinds.TryAdd(folded, kind) || folded.Length == 0)
                continue;
            if (folded[0] < 128)
                _firsts[folded[0]] = _firsts[char.ToUpperInvariant(folded[0])] = true;
        }
    }

    /// <summary>These spellings, and those of another table for what this one does not say.</summary>
    internal MissingSpellings Over(MissingSpellings other) => new([.. _spellings, .. other._spellings]);

    /// <summary>The kind that a trimmed cell means, or null if it states a value.</summary>
    internal MissingKind? Find(string cell) =>
        _kinds.TryGetValue(Spelling.Fold(cell), out var kind) ? kind : cell.Length == 0 ? MissingKind.Blank : null;

    /// <summary>Whether a cell certainly states a value, seen from its first letter alone. Most cells are names that begin like no spelling of "missing".</summary>
    internal bool CannotBe(ReadOnlySpan<byte> cell) => cell.Length > 0 && cell[0] < 128 && !_firsts[cell[0]];

    /// <summary>How the agency writes a kind; empty, which is the blank cell, if it has no word for it.</summary>
    internal string SpellingOf(MissingKind kind)
    {
        foreach (var (spelling, meant) in _spellings)
        {
            if (meant == kind)
                return spelling;
        }

        return string.Empty;
    }
}
