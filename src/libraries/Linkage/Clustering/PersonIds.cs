using System.Globalization;
using Amparo.Linkage.Review;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Clustering;

/// <summary>A record that changed its person between two runs.</summary>
/// <param name="Record">The record.</param>
/// <param name="From">The person's id before.</param>
/// <param name="To">The person's id now.</param>
/// <param name="Event">Whether persons came together or parted there.</param>
public sealed record PersonChange(RecordKey Record, string From, string To, PersonEvent Event);

/// <summary>Why a record changed its person.</summary>
public enum PersonEvent
{
    /// <summary>Two persons turned out to be one.</summary>
    Merge,

    /// <summary>One person turned out to be two.</summary>
    Split,
}

/// <summary>Ids of persons that stay the same from run to run.</summary>
/// <remarks>
/// A person keeps the id under which most of the records were known; of two that claim the same one, the one with more of its records, then the one
/// whose records come first by list and id. Persons who are new get numbers after the highest so far: adding a list renumbers nobody. Every
/// change of a record is told, so that each can be undone. Ids are numbers and say nothing about a person.
/// </remarks>
public sealed record PersonIds
{
    private const char Letter = 'P';

    private PersonIds(IReadOnlyList<string> ids, IReadOnlyList<PersonChange> changes) => (Of, Changes) = (ids, changes);

    /// <summary>The person's id of each record of the lists.</summary>
    public IReadOnlyList<string> Of { get; }

    /// <summary>Records whose person has another id than before, in the order of lists and ids.</summary>
    public IReadOnlyList<PersonChange> Changes { get; }

    /// <summary>Gives ids to clusters.</summary>
    /// <param name="result">The clusters.</param>
    /// <param name="previous">The ids of an earlier run, by record; empty if there was none.</param>
    /// <returns>The ids; <c>LNK-009</c> if an earlier id is not a P and a number.</returns>
    public static Outcome<PersonIds> Assign(LinkageResult result, IReadOnlyDictionary<RecordKey, string> previous)
    {
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(previous);
        var highest = 0L;
        foreach (var id in previous.Values)
        {
            if (id.Length < 2 || id[0] != Letter || !long.TryParse(id.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return new Problem(LinkageProblems.PreviousUnusable, "clusters");
            highest = Math.Max(highest, number);
        }

        var lists = result.Lists;
        var order = lists.InOrder();
        var keys = order.Select(lists.KeyOf).ToArray();
        var claims = new Dictionary<(int Cluster, string Id), (int Records, int First)>();
        for (var place = 0; place < order.Count; place++)
        {
            if (!previous.TryGetValue(keys[place], out var id))
                continue;
            var claim = (result.Clusters[order[place]], id);
            claims[claim] = claims.TryGetValue(claim, out var known) ? (known.Records + 1, known.First) : (1, place);
        }

        var ids = new string?[result.Persons];
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (claim, _) in claims.OrderByDescending(claim => claim.Value.Records).ThenBy(claim => claim.Value.First).ThenBy(claim => claim.Key.Id, StringComparer.Ordinal))
        {
            if (ids[claim.Cluster] is null && taken.Add(claim.Id))
                ids[claim.Cluster] = claim.Id;
        }

        foreach (var cluster in order.Select(record => result.Clusters[record]))
            ids[cluster] ??= string.Create(CultureInfo.InvariantCulture, $"{Letter}{++highest:D7}");
        var changes = new List<PersonChange>();
        for (var place = 0; place < order.Count; place++)
        {
            var now = ids[result.Clusters[order[place]]]!;
            if (previous.TryGetValue(keys[place], out var before) && before != now)
                changes.Add(new(keys[place], before, now, taken.Contains(before) ? PersonEvent.Split : PersonEvent.Merge));
        }

        return new PersonIds([.. Enumerable.Range(0, lists.Count).Select(record => ids[result.Clusters[record]]!)], changes);
    }
}
