namespace Amparo.Linkage.Normalising;

/// <summary>What is known of names beyond their letters: which are short for which, and how they are abbreviated.</summary>
/// <remarks>Content, handed in by the host. Immutable and thread-safe.</remarks>
public sealed class NameKnowledge
{
    private readonly Dictionary<string, string[]> _namesOf;
    private readonly Dictionary<string, string> _written;
    private readonly HashSet<string> _names;

    /// <summary>Takes in lists of names.</summary>
    /// <param name="nicknames">Pairs of a familiar name and a name that it may stand for; one may stand for several.</param>
    /// <param name="abbreviations">Pairs of an abbreviation and the name written out.</param>
    /// <remarks>Names are taken in upper case and without accents, whatever their spelling.</remarks>
    public NameKnowledge(IEnumerable<(string Nickname, string Name)> nicknames, IEnumerable<(string Abbreviation, string Name)> abbreviations)
    {
        ArgumentNullException.ThrowIfNull(nicknames);
        ArgumentNullException.ThrowIfNull(abbreviations);
        _namesOf = nicknames.Select(pair => (Nickname: PlainText.Letters(pair.Nickname), Name: PlainText.Letters(pair.Name)))
            .GroupBy(pair => pair.Nickname, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Select(pair => pair.Name).Distinct(StringComparer.Ordinal).ToArray(), StringComparer.Ordinal);
        _names = [.. _namesOf.Values.SelectMany(names => names)];
        _written = abbreviations.Select(pair => (Short: PlainText.Letters(pair.Abbreviation), Name: PlainText.Letters(pair.Name)))
            .DistinctBy(pair => pair.Short, StringComparer.Ordinal)
            .ToDictionary(pair => pair.Short, pair => pair.Name, StringComparer.Ordinal);
    }

    /// <summary>Whether a name has familiar forms.</summary>
    internal bool IsName(string name) => _names.Contains(name);

    /// <summary>No knowledge: names are their letters.</summary>
    public static NameKnowledge None { get; } = new([], []);

    /// <summary>The names that a familiar one may stand for; none if it is not known as one.</summary>
    internal IReadOnlyList<string> NamesOf(string name) => _namesOf.GetValueOrDefault(name) ?? [];

    /// <summary>The name written out, if it is an abbreviation; else itself.</summary>
    internal string WrittenOut(string name) => _written.GetValueOrDefault(name, name);
}
