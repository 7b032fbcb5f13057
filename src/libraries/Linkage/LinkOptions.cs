using System.Runtime.InteropServices;
using Amparo.Linkage.Review;

namespace Amparo.Linkage;

/// <summary>How lists are linked; every default stands for "decide from the data".</summary>
public sealed record LinkOptions
{
    /// <summary>Lists that hold each person once: no two of their records are ever linked.</summary>
    public IReadOnlySet<string> Deduplicated { get; init; } = new HashSet<string>(StringComparer.Ordinal);

    /// <summary>Whether all lists hold each person once.</summary>
    public bool AllDeduplicated { get; init; }

    /// <summary>Comparisons that may be made for each record, on average: more find more and take longer.</summary>
    public double ComparisonsARecord { get; init; } = 48;

    /// <summary>The probability from which records are one person; null for the one at which the expected F1 is highest.</summary>
    public double? Probability { get; init; }

    /// <summary>Share of false links that the zone "linked" may have, and share of missed links of the zone "not linked": 0 to 1.</summary>
    public double FalseLinks { get; init; } = 0.01;

    /// <summary>Blocking keys by name (<c>surname+birth-day</c>); null for those that the data choose.</summary>
    public IReadOnlyList<string>? Keys { get; init; }

    /// <summary>What people decided: such pairs are labels for the model, and are never overruled.</summary>
    public IReadOnlyDictionary<PairKey, SettledPair> Settled { get; init; } = new Dictionary<PairKey, SettledPair>();
}

/// <summary>Two records that are one person, as far as their lists tell.</summary>
/// <param name="Left">A record of the lists, from zero.</param>
/// <param name="Right">Another.</param>
/// <param name="Weight">log2 of the odds that both are one person, by their own fields alone.</param>
/// <param name="Probability">The probability, from 0 to 1, by all records of the person.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Link(int Left, int Right, double Weight, double Probability);

/// <summary>What a blocking key did.</summary>
/// <param name="Name">Its parts, joined by a plus sign.</param>
/// <param name="Pairs">Comparisons that it made, those of other keys included.</param>
/// <param name="Blocks">Blocks of at least two records.</param>
/// <param name="Dropped">Records whose block was too large.</param>
public sealed record KeyReport(string Name, long Pairs, int Blocks, int Dropped)
{
    /// <summary>Share of the pairs of one person that it was expected to bring together: 0 to 1.</summary>
    public double Expected { get; init; }

    /// <summary>Links that it brought together.</summary>
    public long Links { get; init; }

    /// <summary>Links that no other key brought together: what would be lost without it.</summary>
    public long Alone { get; init; }
}
