using Amparo.Linkage.Reading;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Uncertainty;

/// <summary>How many persons are in which lists: what capture-recapture starts from.</summary>
/// <param name="Lists">The lists' names, in ordinal order.</param>
/// <param name="Cells">Persons by the lists that know them: bit i stands for list i; every combination from 1 that occurs, in ascending order.</param>
public sealed record CaptureTable(IReadOnlyList<string> Lists, IReadOnlyList<(int Known, int Persons)> Cells)
{
    /// <summary>The most lists that are counted.</summary>
    public const int MostLists = 16;

    /// <summary>Counts persons by the lists that know them.</summary>
    /// <param name="lists">The records.</param>
    /// <param name="clusters">The person of each record.</param>
    /// <returns>The table, or <c>LNK-011</c> with more than sixteen lists.</returns>
    /// <exception cref="ArgumentException">There is not one person a record.</exception>
    public static Outcome<CaptureTable> Of(PersonLists lists, IReadOnlyList<int> clusters)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(clusters);
        if (clusters.Count != lists.Count)
            throw new ArgumentException("One person a record.", nameof(clusters));
        if (lists.Lists.Count > MostLists)
            return new Problem(LinkageProblems.TooManyToCount, "lists");
        var names = lists.Lists.Order(StringComparer.Ordinal).ToArray();
        var places = lists.Lists.Select(list => Array.IndexOf(names, list)).ToArray();
        var known = new Dictionary<int, int>();
        for (var record = 0; record < clusters.Count; record++)
            known[clusters[record]] = known.GetValueOrDefault(clusters[record]) | (1 << places[lists.ListOf(record)]);
        return new CaptureTable(names, [.. known.Values.GroupBy(bits => bits).OrderBy(group => group.Key).Select(group => (group.Key, group.Count()))]);
    }
}
