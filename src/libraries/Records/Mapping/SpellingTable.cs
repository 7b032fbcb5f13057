namespace Amparo.Records;

/// <summary>Which spellings of an agency mean which code of a list.</summary>
/// <param name="codes">Positions in the list by folded spelling.</param>
internal sealed class SpellingTable(IReadOnlyDictionary<string, short> codes)
{
    private readonly Dictionary<string, short> _codes = new(codes, StringComparer.Ordinal);

    /// <summary>The code that a cell means, or null if the table cannot place it.</summary>
    internal short? Find(string cell) => _codes.TryGetValue(Spelling.Fold(cell), out var position) ? position : null;
}
