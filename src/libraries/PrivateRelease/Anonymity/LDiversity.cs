using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Whether classes of a k-anonymous table are all alike in a sensitive column: how many there are, never which.</summary>
/// <remarks>A. Machanavajjhala, D. Kifer, J. Gehrke and M. Venkitasubramaniam, <i>l-Diversity</i> (2007). k-anonymity hides which row is a person's; if
/// all rows of the class say the same, that does not matter.</remarks>
public static class LDiversity
{
    /// <summary>Counts the classes that are too uniform.</summary>
    /// <param name="table">A table with stars.</param>
    /// <param name="quasiIdentifiers">Numbers of the columns that make a class, as they were protected.</param>
    /// <param name="aim">The sensitive column, and how diverse each class should be.</param>
    /// <returns>The counts, or PRV-034 where the column or l cannot be used, PRV-032 where there are no quasi-identifiers.</returns>
    public static Outcome<DiversityCounts> Check(AnonymousTable table, IReadOnlyList<int> quasiIdentifiers, DiversityAim aim)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(quasiIdentifiers);
        ArgumentNullException.ThrowIfNull(aim);
        if (quasiIdentifiers.Count == 0 || quasiIdentifiers.Any(column => column < 0 || column >= table.Source.Count))
            return new Problem(PrivateReleaseProblems.WrongQuasiIdentifiers, "quasi-identifiers");
        if (!(aim.L >= 2 && double.IsFinite(aim.L)) || aim.Column < 0 || aim.Column >= table.Source.Count || quasiIdentifiers.Contains(aim.Column))
            return new Problem(PrivateReleaseProblems.WrongDiversity, "l");

        var classes = new Dictionary<string, Dictionary<ushort, int>>(StringComparer.Ordinal);
        var sensitive = table.Column(aim.Column);
        for (var row = 0; row < table.Rows; row++)
        {
            var at = row;
            var key = string.Create(quasiIdentifiers.Count, (table, quasiIdentifiers, at), static (text, from) =>
            {
                for (var place = 0; place < text.Length; place++)
                    text[place] = (char)from.table.Column(from.quasiIdentifiers[place])[from.at];
            });
            if (!classes.TryGetValue(key, out var counts))
                classes[key] = counts = [];
            counts[sensitive[row]] = counts.GetValueOrDefault(sensitive[row]) + 1;
        }

        var leastEntropy = classes.Values.Min(Entropy);
        // A class of l equally frequent codes has the entropy log l, but for the last digits.
        return new DiversityCounts(
            classes.Count,
            classes.Values.Count(counts => counts.Count < aim.L),
            classes.Values.Count(counts => Entropy(counts) < Math.Log(aim.L) - 1e-12),
            classes.Values.Min(counts => counts.Count),
            Math.Exp(leastEntropy));
    }

    // In ascending order of counts, so that equal classes give equal digits.
    private static double Entropy(Dictionary<ushort, int> counts)
    {
        double total = counts.Values.Sum();
        return -counts.Values.Order().Sum(count => count / total * Math.Log(count / total));
    }
}

/// <summary>How diverse every class should be.</summary>
/// <param name="Column">Number of the sensitive column, from zero; no quasi-identifier.</param>
/// <param name="L">The number of codes it should have, or have the entropy of; 2 or more.</param>
public sealed record DiversityAim(int Column, double L);

/// <summary>How many classes are too uniform. Counts only.</summary>
/// <param name="Classes">How many classes there are.</param>
/// <param name="BelowDistinct">How many of them have fewer than l different codes.</param>
/// <param name="BelowEntropy">How many of them have an entropy below that of l codes equally frequent.</param>
/// <param name="LeastDistinct">The fewest different codes of a class.</param>
/// <param name="LeastEntropyCodes">The least entropy of a class, as a number of equally frequent codes; 1 or more.</param>
public sealed record DiversityCounts(int Classes, int BelowDistinct, int BelowEntropy, int LeastDistinct, double LeastEntropyCodes);
