using Amparo.Linkage.Encoded.Kernels;
using Amparo.Linkage.Encoded.Linking;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded;

/// <summary>An encoded list and what to call it.</summary>
/// <param name="Name">The list's name in results and problems.</param>
/// <param name="List">The list.</param>
public sealed record NamedList(string Name, EncodedList List);

/// <summary>What two lists were compared by.</summary>
/// <param name="First">The name of one list.</param>
/// <param name="Second">The name of the other.</param>
/// <param name="Bound">The score (weight of the bits plus its lead over the runner-up) from which on two rows were taken for one person; null if none told counterparts from strangers.</param>
public sealed record ListComparison(string First, string Second, double? Bound);

/// <summary>Persons found in several encoded lists by somebody who has neither the key nor anybody's name.</summary>
/// <remarks>
/// Every pair of lists is compared by the Dice coefficient of their keys, every pair of rows; what is most alike is weighed bit by bit; weights and bound are chosen without labels
/// (see <c>docs/methods/pprl.md</c>); each row has at most one counterpart in each other list, and only if they are each other's best. Depends on neither the order of rows nor the number of threads nor the kernel.
/// </remarks>
public sealed class EncodedLinkage
{
    /// <summary>The most lists of a linkage.</summary>
    public const int MostLists = 10;

    private readonly IReadOnlyList<NamedList> _lists;
    private readonly List<int[]> _persons;

    private EncodedLinkage(IReadOnlyList<NamedList> lists, IReadOnlyList<ListComparison> comparisons, List<int[]> persons)
    {
        (_lists, Comparisons, _persons) = (lists, comparisons, persons);
        Overlap = OverlapTable.Of(Counts());
    }

    /// <summary>How the lists were compared.</summary>
    public IReadOnlyList<ListComparison> Comparisons { get; }

    /// <summary>How many persons are in which lists.</summary>
    public OverlapTable Overlap { get; }

    /// <summary>Links lists.</summary>
    /// <param name="lists">Two lists or more.</param>
    /// <returns>
    /// The linkage; <c>LNK-043</c> for a number of lists that cannot be linked, <c>LNK-038</c>, <c>LNK-039</c>, <c>LNK-040</c> for lists that cannot be compared, <c>LNK-041</c> for a
    /// list given twice, <c>LNK-035</c> for one too small, <c>LNK-042</c> for one that may hold duplicates.
    /// </returns>
    public static Outcome<EncodedLinkage> Of(IReadOnlyList<NamedList> lists)
    {
        ArgumentNullException.ThrowIfNull(lists);
        var problems = Refuse(lists).ToList();
        if (problems.Count > 0)
            return Outcome<EncodedLinkage>.Refused(problems);
        var keys = lists.Select(list => CounterpartLinks.Prepared(list.List, DiceKernel.Best)).ToList();
        var (comparisons, links) = (new List<ListComparison>(), new List<ListLink>());
        for (var first = 0; first < lists.Count; first++)
        {
            for (var second = first + 1; second < lists.Count; second++)
            {
                var found = CounterpartLinks.Of(keys[first], keys[second], DiceKernel.Best);
                comparisons.Add(new(lists[first].Name, lists[second].Name, found.Bound));
                var (one, other) = (first, second);
                links.AddRange(found.Links.Select(link => new ListLink(one, link.First, other, link.Second, link.Score)));
            }
        }

        return new EncodedLinkage(lists, comparisons, PersonsAcross.Join(links, [.. lists.Select(list => list.List.Rows)]));
    }

    /// <summary>For each list its tokens that were found in another list, each with a new random token of the person: what its holder may get, and no more.</summary>
    /// <param name="random">Bytes that nobody can foretell.</param>
    /// <returns>For each list, in the order given, pairs of the list's token and the person's, in the order of the list's.</returns>
    public IReadOnlyList<IReadOnlyList<(string Token, string Person)>> Pairs(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var pairs = _lists.Select(_ => new List<(string Token, string Person)>()).ToList();
        foreach (var rows in _persons)
        {
            var person = random.Token();
            for (var list = 0; list < rows.Length; list++)
            {
                if (rows[list] >= 0)
                    pairs[list].Add((_lists[list].List.Tokens[rows[list]], person));
            }
        }

        foreach (var list in pairs)
            list.Sort((one, other) => string.CompareOrdinal(one.Token, other.Token));
        return pairs;
    }

    private int[] Counts()
    {
        var counts = new int[1 << _lists.Count];
        for (var list = 0; list < _lists.Count; list++)
            counts[1 << list] = _lists[list].List.Persons;
        foreach (var rows in _persons)
        {
            var members = 0;
            for (var list = 0; list < rows.Length; list++)
            {
                if (rows[list] < 0)
                    continue;
                members |= 1 << list;
                counts[1 << list]--;
            }

            counts[members]++;
        }

        // A dummy taken for a person leaves a list with one person too many in common; no cell counts fewer than nobody.
        return [.. counts.Select(count => Math.Max(count, 0))];
    }

    private static IEnumerable<Problem> Refuse(IReadOnlyList<NamedList> lists)
    {
        if (lists.Count is < 2 or > MostLists)
        {
            yield return new Problem(EncodedProblems.WrongNumberOfLists, "--encoded");
            yield break;
        }

        var first = lists[0].List.Header;
        foreach (var (name, list) in lists)
        {
            var header = list.Header;
            if (header.KeyCheck != first.KeyCheck)
                yield return new Problem(EncodedProblems.OtherKey, name);
            if (header.Schema != first.Schema || header.SchemaVersion != first.SchemaVersion)
                yield return new Problem(EncodedProblems.OtherSchema, name);
            if (header.Settings != first.Settings)
                yield return new Problem(EncodedProblems.OtherSettings, name);
            if (list.Rows == 0)
                yield return new Problem(EncodedProblems.EmptyList, name);
            else if (list.Persons < EncodedList.FewestPersons)
                yield return new Problem(EncodedProblems.ListTooSmall, name);
            if (!header.Deduplicated)
                yield return new Problem(EncodedProblems.NotDeduplicated, name);
        }

        var tokens = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, list) in lists)
        {
            if (list.Tokens.Any(token => !tokens.Add(token)))
                yield return new Problem(EncodedProblems.SameList, name);
        }
    }
}
