namespace Amparo.Records;

/// <summary>Which spellings of an agency mean which kind of missing value. An empty cell is <see cref="MissingKind.Blank"/> unless said otherwise.</summary>
internal sealed class MissingSpellings
{
    internal static readonly MissingSpellings None = new(new Dictionary<string, MissingKind>(StringComparer.Ordinal));

    private readonly Dictionary<string, MissingKind> _kinds;
    private readonly HashSet<char> _firsts;

    /// <param name="kinds">Kinds by folded spelling.</param>
    internal MissingSpellings(IReadOnlyDictionary<string, MissingKind> kinds)
    {
        _kinds = new(kinds, StringComparer.Ordinal);
        _firsts = [.. _kinds.Keys.Where(key => key.Length > 0).Select(key => key[0])];
    }

    /// <summary>These spellings, and those of another table for what this one does not say.</summary>
    internal MissingSpellings Over(MissingSpellings other)
    {
        var merged = new Dictionary<string, MissingKind>(other._kinds, StringComparer.Ordinal);
        foreach (var (spelling, kind) in _kinds)
            merged[spelling] = kind;
        return new(merged);
    }

    /// <summary>The kind that a trimmed cell means, or null if it states a value.</summary>
    internal MissingKind? Find(string cell)
    {
        if (cell.Length == 0)
            return _kinds.TryGetValue(string.Empty, out var blank) ? blank : MissingKind.Blank;
        // Most cells are names that begin like no spelling of "missing": the first letter spares folding them.
        if (_kinds.Count == 0 || (cell[0] <= '~' && !_firsts.Contains(char.ToLowerInvariant(cell[0]))))
            return null;
        return _kinds.TryGetValue(Spelling.Fold(cell), out var kind) ? kind : null;
    }
}
