using Amparo.Indicators;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>Shares and rates worked out from released tables alone, so that they cannot say more than those tables do.</summary>
/// <remarks>
/// What they return carries the counts' line of the ledger: it is the same release, read another way. There is no general way to
/// change a released table, since any function could put exact counts in its place.
/// </remarks>
public static class ReleasedFigures
{
    /// <summary>Persons per 100,000 inhabitants.</summary>
    /// <param name="counts">Released counts.</param>
    /// <param name="population">Released numbers of inhabitants, by dimensions that the counts have too.</param>
    /// <returns>See <see cref="Ratios.PerHundredThousand"/>.</returns>
    /// <exception cref="ArgumentException">The population has a dimension that the counts lack.</exception>
    public static Released<Cube> PerHundredThousand(Released<Cube> counts, Released<Cube> population)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(population);
        return new(Ratios.PerHundredThousand(counts.Value, population.Value), counts.Entry);
    }

    /// <summary>Each code's share of the total of its line, unknown counted in the total.</summary>
    /// <param name="counts">Released counts.</param>
    /// <param name="dimension">The dimension whose codes share the total.</param>
    /// <returns>See <see cref="Ratios.ShareOf"/>.</returns>
    /// <exception cref="ArgumentException">The counts have no such dimension.</exception>
    public static Released<Cube> ShareOf(Released<Cube> counts, string dimension)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new(Ratios.ShareOf(counts.Value, dimension), counts.Entry);
    }
}
