using Amparo.Linkage;
using Amparo.Vocabulary;

namespace Amparo.Merging;

/// <summary>A country whose lists were compared.</summary>
/// <param name="Country">The country's code.</param>
/// <param name="Linkage">Who is one person there, why, and how sure that is.</param>
public sealed record LinkedCountry(string Country, LinkageResult Linkage)
{
    /// <summary>Writes the pairs that a person should look at, those first whose answer changes most.</summary>
    /// <param name="stream">Where to; it stays open.</param>
    /// <param name="texts">As <see cref="PairsToReview.Write"/> takes them.</param>
    /// <param name="invented">Whether the records are invented: pages say so.</param>
    /// <returns>Number of pairs.</returns>
    public int WriteReview(Stream stream, IReadOnlyDictionary<string, LocalizedText> texts, bool invented) => PairsToReview.Write(stream, Linkage, texts, invented);
}

/// <summary>The records of several agencies as persons, country by country.</summary>
/// <param name="Merged">All records, each with its person: in the order of countries, then of the lists' names, then as the list has them.</param>
/// <param name="Countries">The countries whose lists were compared, in ordinal order of their codes.</param>
/// <param name="NotCompared">
/// The countries whose lists have nothing to compare, in ordinal order of their codes: there an agency's own word on who is one person is all there is.
/// </param>
public sealed record LinkedCountries(MergedRecords Merged, IReadOnlyList<LinkedCountry> Countries, IReadOnlyList<string> NotCompared);
