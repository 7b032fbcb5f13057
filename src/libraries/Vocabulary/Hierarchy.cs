namespace Amparo.Vocabulary;

/// <summary>How the codes of one list roll up into the codes of another: countries into regions, districts into countries.</summary>
/// <remarks>
/// A hierarchy stands beside the two lists and not in them, because one list rolls up in several ways (a country into the regions of
/// M49, or into those of a release), and each way has a source and a version of its own. Immutable and thread-safe.
/// </remarks>
public sealed class Hierarchy
{
    private readonly int[] _parents;

    /// <summary>Makes a hierarchy.</summary>
    /// <param name="id">Its id, for example <c>m49-subregion-to-m49-region</c>.</param>
    /// <param name="version">Its version, one or more.</param>
    /// <param name="source">Who groups the codes so.</param>
    /// <param name="lists">The list that rolls up, and the list it rolls up into.</param>
    /// <param name="parents">
    /// For each code of the narrower list, in its order: the position of the broader code, or -1 for a code that the source places nowhere.
    /// </param>
    /// <exception cref="ArgumentException">There is not one parent a code, or a parent is no position of the broader list.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The version is less than one.</exception>
    public Hierarchy(string id, int version, string source, (CodeList Narrower, CodeList Broader) lists, IReadOnlyList<int> parents)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        ArgumentException.ThrowIfNullOrWhiteSpace(source);
        ArgumentNullException.ThrowIfNull(lists.Narrower, nameof(lists));
        ArgumentNullException.ThrowIfNull(lists.Broader, nameof(lists));
        ArgumentNullException.ThrowIfNull(parents);
        if (parents.Count != lists.Narrower.Codes.Count)
            throw new ArgumentException("There must be one parent for each code.", nameof(parents));
        if (parents.Any(parent => parent < -1 || parent >= lists.Broader.Codes.Count))
            throw new ArgumentException("A parent is no position of the broader list.", nameof(parents));

        Id = id;
        Version = version;
        Source = source;
        (Narrower, Broader) = lists;
        _parents = [.. parents];
    }

    /// <summary>The hierarchy's id.</summary>
    public string Id { get; }

    /// <summary>The hierarchy's version.</summary>
    public int Version { get; }

    /// <summary>Who groups the codes so.</summary>
    public string Source { get; }

    /// <summary>The list that rolls up.</summary>
    public CodeList Narrower { get; }

    /// <summary>The list it rolls up into.</summary>
    public CodeList Broader { get; }

    /// <summary>The broader position of each narrower position, in the order of the narrower list; -1 for a code placed nowhere.</summary>
    public IReadOnlyList<int> Parents => _parents;

    /// <summary>The code that a code rolls up into.</summary>
    /// <param name="id">A code of the narrower list; case matters.</param>
    /// <returns>The broader code; null if the source places the code nowhere.</returns>
    /// <exception cref="ArgumentException">The narrower list has no such code.</exception>
    public Code? BroaderOf(string id) => ParentOf(id) is >= 0 and var parent ? Broader.Codes[parent] : null;

    /// <summary>The codes that roll up into a code, in the order of their list.</summary>
    /// <param name="id">A code of the broader list; case matters.</param>
    /// <returns>The narrower codes; empty if there are none.</returns>
    /// <exception cref="ArgumentException">The broader list has no such code.</exception>
    public IReadOnlyList<Code> NarrowerOf(string id)
    {
        if (Broader.PositionOf(id) is not (>= 0 and var parent))
            throw new ArgumentException($"The list {Broader.Id} has no such code.", nameof(id));
        return [.. Narrower.Codes.Where((_, position) => _parents[position] == parent)];
    }

    /// <summary>Rolls up further: country to sub-region, then sub-region to region, is country to region.</summary>
    /// <param name="next">A hierarchy of the list that this one rolls up into.</param>
    /// <returns>The hierarchy of both steps. A code that either step places nowhere is placed nowhere.</returns>
    /// <exception cref="ArgumentException">The other hierarchy is not one of <see cref="Broader"/>.</exception>
    public Hierarchy Then(Hierarchy next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (next.Narrower.Id != Broader.Id || next.Narrower.Version != Broader.Version)
            throw new ArgumentException("The next hierarchy must start at the list where this one ends.", nameof(next));
        var parents = _parents.Select(parent => parent < 0 ? -1 : next.ParentOf(Broader.Codes[parent].Id)).ToArray();
        return new($"{Narrower.Id}-to-{next.Broader.Id}", Version, $"{Source}; {next.Source}", (Narrower, next.Broader), parents);
    }

    private int ParentOf(string id) => Narrower.PositionOf(id) is >= 0 and var position
        ? _parents[position]
        : throw new ArgumentException($"The list {Narrower.Id} has no such code.", nameof(id));
}
