using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>Shares and rates worked out from released tables alone, so that they cannot say more than those tables do.</summary>
public static class ReleasedFigures
{
    /// <summary>Persons per 100,000 inhabitants.</summary>
    /// <param name="counts">Released counts.</param>
    /// <param name="population">Released numbers of inhabitants, by dimensions that the counts have too.</param>
    /// <returns>A cube of the population's dimensions; a withheld count gives a withheld rate, a missing population a missing one.</returns>
    public static Released<Cube> PerHundredThousand(Released<Cube> counts, Released<Cube> population) => throw new NotSupportedException();

    /// <summary>Each code's share of the total of its line, unknown counted in the total.</summary>
    /// <param name="counts">Released counts.</param>
    /// <param name="dimension">The dimension whose codes share the total.</param>
    /// <returns>A cube of shares from 0 to 1; a withheld part or total gives a withheld share.</returns>
    public static Released<Cube> ShareOf(Released<Cube> counts, string dimension) => throw new NotSupportedException();
}
