namespace Amparo.Linkage;

/// <summary>How well links agree with the truth, pair by pair.</summary>
/// <param name="Right">Linked pairs that are one person.</param>
/// <param name="Linked">Linked pairs.</param>
/// <param name="True">Pairs that are one person.</param>
public sealed record PairwiseQuality(long Right, long Linked, long True)
{
    /// <summary>Share of linked pairs that are one person; 1 if none is linked.</summary>
    public double Precision => Linked == 0 ? 1 : (double)Right / Linked;

    /// <summary>Share of pairs of one person that are linked; 1 if there is none.</summary>
    public double Recall => True == 0 ? 1 : (double)Right / True;

    /// <summary>Harmonic mean of precision and recall.</summary>
    public double F1 => Linked + True == 0 ? 1 : 2.0 * Right / (Linked + True);

    /// <summary>Compares two partitions of the same records.</summary>
    /// <param name="clusters">The cluster of each record.</param>
    /// <param name="persons">The person of each record; negative where it is not known, and then the record does not count.</param>
    /// <exception cref="ArgumentException">They have different lengths.</exception>
    public static PairwiseQuality Of(IReadOnlyList<int> clusters, IReadOnlyList<int> persons)
    {
        ArgumentNullException.ThrowIfNull(clusters);
        ArgumentNullException.ThrowIfNull(persons);
        if (clusters.Count != persons.Count)
            throw new ArgumentException("One cluster and one person a record.", nameof(persons));
        var (both, linked, real) = (new Dictionary<long, long>(), new Dictionary<int, long>(), new Dictionary<int, long>());
        for (var record = 0; record < clusters.Count; record++)
        {
            if (persons[record] < 0)
                continue;
            var key = ((long)clusters[record] << 32) | (uint)persons[record];
            both[key] = both.GetValueOrDefault(key) + 1;
            linked[clusters[record]] = linked.GetValueOrDefault(clusters[record]) + 1;
            real[persons[record]] = real.GetValueOrDefault(persons[record]) + 1;
        }

        return new(Pairs(both.Values), Pairs(linked.Values), Pairs(real.Values));
    }

    private static long Pairs(IEnumerable<long> sizes) => sizes.Sum(size => size * (size - 1) / 2);
}
