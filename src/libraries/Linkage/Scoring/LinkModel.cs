using System.Runtime.InteropServices;
using Amparo.Linkage.Comparing;

namespace Amparo.Linkage.Scoring;

/// <summary>One pair of records that may be one person: where they agree, and what rare values add.</summary>
/// <param name="A">The record with the smaller number.</param>
/// <param name="B">The other.</param>
/// <param name="Pattern">The levels of all comparisons.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct CandidatePair(int A, int B, ulong Pattern)
{
    /// <summary>Bits that the rarity of agreeing values adds.</summary>
    public Rarity Rarity { get; init; }
}

/// <summary>The weights of a Fellegi-Sunter model in which two persons may also be of one household, or namesakes.</summary>
/// <remarks>
/// [FellegiSunter1969] doi:10.1080/01621459.1969.10501049. The weight of a level is log2(m / u): m its share among records of one person, u among random
/// pairs. Members of a household share what the family shares as one person's records would, and the rest as strangers do; namesakes share their
/// names and nothing else. Both are more frequent than independent fields allow: who has a Maya surname mostly has the given names of the same towns.
/// </remarks>
internal sealed class LinkModel
{
    private readonly float[] _match = new float[Comparison.Most * Comparison.Levels];
    private readonly List<int> _setAside = [];
    private readonly WeightTables _matches = new();
    private readonly WeightTables _households = new();
    private readonly WeightTables _namesakes = new();

    /// <summary>Share of each level among records of one person, by comparison and level.</summary>
    public required double[][] M { get; init; }

    /// <summary>Share of each level among random pairs of two persons.</summary>
    public required double[][] U { get; init; }

    /// <summary>Share of each level of birth among members of one household.</summary>
    public required double[] HouseholdBirths { get; init; }

    /// <summary>Which comparisons a household shares.</summary>
    public required bool[] IsShared { get; init; }

    /// <summary>log2 of matches to all pairs: within a list, and across lists.</summary>
    public required double[] Prior { get; init; }

    /// <summary>log2 of pairs of a household to all pairs.</summary>
    public required double HouseholdPrior { get; init; }

    /// <summary>log2 of pairs of namesakes to all pairs.</summary>
    public required double NamesakePrior { get; init; }

    /// <summary>How much more frequent than independent names allow a pattern of names is among pairs of two persons: log2, by <see cref="NamesOf"/>.</summary>
    public required IReadOnlyDictionary<uint, float> Excess { get; init; }

    /// <summary>The names' part of a pair: their levels and the rarity of what agrees, in steps of two bits.</summary>
    public static uint NamesOf(in CandidatePair pair) =>
        (uint)(pair.Pattern & 0xFF_FFFF) | ((uint)Math.Clamp((int)(pair.Rarity.Names / 2) + 8, 0, 15) << 24);

    /// <summary>Makes the tables of weights.</summary>
    public LinkModel Ready()
    {
        var household = new float[_match.Length];
        var namesake = new float[_match.Length];
        for (var comparison = 0; comparison < Comparison.Most; comparison++)
        {
            for (var level = 1; level < Comparison.Levels; level++)
            {
                if (U[comparison][level] <= 0)
                    continue;
                var at = (comparison * Comparison.Levels) + level;
                _match[at] = (float)Math.Log2(M[comparison][level] / U[comparison][level]);
            }

            Order(comparison);
            for (var level = 1; level < Comparison.Levels; level++)
            {
                if (U[comparison][level] <= 0)
                    continue;
                var at = (comparison * Comparison.Levels) + level;
                household[at] = comparison == Comparison.Birth ? (float)Math.Log2(HouseholdBirths[level] / U[comparison][level])
                    : IsShared[comparison] ? _match[at] : 0;
                namesake[at] = comparison <= Comparison.GivenOrder ? _match[at] : 0;
            }
        }

        _matches.Fill(_match);
        _households.Fill(household);
        _namesakes.Fill(namesake);
        return this;
    }

    /// <summary>Comparisons that were set aside, because in these lists agreement speaks against one person.</summary>
    public IReadOnlyList<int> SetAside => _setAside;

    // A level that is less alike never weighs more: where both are rare, their shares are chance.
    private void Order(int comparison)
    {
        foreach (var chain in LevelGroups.Descending(comparison))
        {
            // Levels out of order are pooled, so that the frequent one decides and not the rare one.
            for (var end = 1; end < chain.Length; end++)
            {
                var (m, u, start) = (M[comparison][chain[end]], U[comparison][chain[end]], end);
                while (start > 0 && u > 0 && (float)Math.Log2(m / u) > _match[(comparison * Comparison.Levels) + chain[start - 1]])
                {
                    start--;
                    (m, u) = (m + M[comparison][chain[start]], u + U[comparison][chain[start]]);
                }

                for (var i = start; start < end && i <= end; i++)
                    _match[(comparison * Comparison.Levels) + chain[i]] = (float)Math.Log2(m / u);
            }
        }

        if (_match[(comparison * Comparison.Levels) + 1] >= 0 || comparison is Comparison.SurnameOrder or Comparison.GivenOrder or Comparison.Sex)
            return;
        _setAside.Add(comparison);
        _match.AsSpan(comparison * Comparison.Levels, Comparison.Levels).Clear();
    }

    /// <summary>The weight of one level in bits.</summary>
    public float WeightOf(int comparison, int level) => _match[(comparison * Comparison.Levels) + level];

    /// <summary>The weight for "one person" against "strangers", in bits.</summary>
    public float MatchWeight(in CandidatePair pair) => MatchWeight(pair.Pattern, pair.Rarity);

    /// <summary>The same, of a pattern.</summary>
    public float MatchWeight(ulong pattern, in Rarity rarity) => _matches.Sum(pattern) + rarity.All;

    /// <summary>The weight for "one household" against "strangers", in bits.</summary>
    public float HouseholdWeight(in CandidatePair pair) => _households.Sum(pair.Pattern) + pair.Rarity.Home;

    /// <summary>The weight for "namesakes" against "strangers", in bits.</summary>
    public float NamesakeWeight(in CandidatePair pair) => _namesakes.Sum(pair.Pattern) + pair.Rarity.Names;

    /// <summary>What households and namesakes take from the weight: bits, never positive.</summary>
    public double Guard(in CandidatePair pair) =>
        -Math.Log2(PowerOfTwo.Of(Excess.GetValueOrDefault(NamesOf(pair))) + PowerOfTwo.Of(HouseholdPrior + HouseholdWeight(pair)) + PowerOfTwo.Of(NamesakePrior + NamesakeWeight(pair)));

    /// <summary>log2 of the odds that both records are one person.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="across">Whether they stand in different lists.</param>
    public double LogOdds(in CandidatePair pair, bool across) => Prior[across ? 1 : 0] + MatchWeight(pair) + Guard(pair);
}
