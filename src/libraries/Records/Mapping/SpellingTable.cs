using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Which spellings of an agency mean which code of a list.</summary>
internal sealed class SpellingTable
{
    private readonly Dictionary<string, short> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<short, string> _spellings = [];

    /// <summary>Finds names in any language where no spelling is given; null if the mapping does not ask for it.</summary>
    internal NameFinder? Names { get; set; }

    /// <summary>Adds a spelling. The first one of a code is the one used when records are written back.</summary>
    /// <returns>False if the spelling already means another code.</returns>
    internal bool TryAdd(string spelling, short position)
    {
        var folded = Spelling.Fold(spelling);
        if (!_codes.TryAdd(folded, position) && _codes[folded] != position)
            return false;
        _spellings.TryAdd(position, spelling);
        return true;
    }

    /// <summary>The code that a cell means, or null if the table cannot place it.</summary>
    internal short? Find(string cell) =>
        _codes.TryGetValue(Spelling.Fold(cell), out var position) ? position
        : Names?.Find(cell) is { Position: >= 0 } match ? (short)match.Position
        : null;

    /// <summary>How the agency writes a code, or null if it cannot.</summary>
    internal string? SpellingOf(short position) =>
        _spellings.TryGetValue(position, out var spelling) ? spelling : Names?.List.Codes[position].Name[Language.Spanish];
}
