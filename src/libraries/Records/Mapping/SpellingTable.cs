using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Which spellings of an agency mean which code of a list.</summary>
internal sealed class SpellingTable
{
    private readonly Dictionary<string, short> _codes = new(StringComparer.Ordinal);
    private readonly Dictionary<short, string> _spellings = [];
    private readonly Dictionary<short, int> _ranks = [];

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
        _ranks.TryAdd(position, _ranks.Count);
        return true;
    }

    /// <summary>The code that a cell means, or null if the table cannot place it.</summary>
    internal short? Find(string cell) =>
        _codes.TryGetValue(Spelling.Fold(cell), out var position) ? position
        : Names?.Find(cell) is { Position: >= 0 } match ? (short)match.Position
        : null;

    /// <summary>The codes that have a spelling of their own here.</summary>
    internal IEnumerable<short> Positions => _spellings.Keys;

    /// <summary>The language in which names are written back.</summary>
    internal Language NamesIn { get; set; } = Language.Spanish;

    /// <summary>How the agency writes a code: its own spelling, else a name that is found again; null if there is none.</summary>
    internal string? SpellingOf(short position)
    {
        if (_spellings.TryGetValue(position, out var spelling))
            return spelling;
        if (Names is null)
            return null;
        var code = Names.List.Codes[position];
        // A name that two codes share (Guinea) would be refused when the file is read again.
        return Language.All.Prepend(NamesIn).Select(language => code.Name[language]).Concat(code.Spellings)
            .FirstOrDefault(name => Find(name) == position);
    }

    /// <summary>Where a code stands in the table: codes that one cell lists are written in this order.</summary>
    internal int RankOf(short position) => _ranks.TryGetValue(position, out var rank) ? rank : _ranks.Count + position;
}
