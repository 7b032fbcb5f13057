using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Whether classes of a k-anonymous table are all alike in a sensitive column: how many there are, never which.</summary>
/// <remarks>A. Machanavajjhala, D. Kifer, J. Gehrke and M. Venkitasubramaniam, <i>l-Diversity</i> (2007). k-anonymity hides which row is a person's; if
/// all rows of the class say the same, that does not matter. A class whose cells are all withheld in the sensitive column says nothing of it, and passes.</remarks>
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

        return Count(Codes(table, ClassOfRows(table, quasiIdentifiers), aim.Column), aim.L, table.StarOf(aim.Column));
    }

    /// <summary>Whether what is asked can be fulfilled at all: seen from the domain, before any row is looked at.</summary>
    internal static Problem? Refusal(CodedDomain domain, IReadOnlyList<int> quasiIdentifiers, IReadOnlyList<DiversityAim> aims)
    {
        foreach (var aim in aims)
        {
            if (!(aim.L >= 2 && double.IsFinite(aim.L)) || aim.Column < 0 || aim.Column >= domain.Count || quasiIdentifiers.Contains(aim.Column)
                || aims.Count(other => other.Column == aim.Column) > 1)
                return new(PrivateReleaseProblems.WrongDiversity, "l");
            if (domain.SizeOf(aim.Column) < aim.L)
                return new(PrivateReleaseProblems.TooFewValues, domain.Columns[aim.Column].Name);
            if (domain.SizeOf(aim.Column) > CodedColumn.LargestSize - 1)
                return new(PrivateReleaseProblems.NoCodeForStar, domain.Columns[aim.Column].Name);
        }

        return null;
    }

    /// <summary>Withholds each sensitive column in all rows of the classes that have fewer than l different codes in it.</summary>
    /// <remarks>All rows of a class or none: a star in some rows only would single these out. The classes themselves stay as they are.</remarks>
    internal static DiverseTable Withhold(AnonymousTable table, IReadOnlyList<int> quasiIdentifiers, IReadOnlyList<DiversityAim> aims)
    {
        if (aims.Count == 0)
            return new(table, [], []);
        var classOf = ClassOfRows(table, quasiIdentifiers);
        var columns = Enumerable.Range(0, table.Source.Count).Select(column => table.Column(column).ToArray()).ToArray();
        var withheld = new int[aims.Count];
        for (var at = 0; at < aims.Count; at++)
        {
            var aim = aims[at];
            var uniform = Codes(table, classOf, aim.Column).Select(counts => counts.Count < aim.L).ToArray();
            withheld[at] = uniform.Count(one => one);
            for (var row = 0; row < table.Rows; row++)
            {
                if (uniform[classOf[row]])
                    columns[aim.Column][row] = table.StarOf(aim.Column);
            }
        }

        var diverse = new AnonymousTable(table.Source, columns, new(table.Classes, table.SmallestClass));
        DiversityCounts[] left = [.. aims.Select(aim => Check(diverse, quasiIdentifiers, aim).Value)];
        return left.All(counts => counts.BelowDistinct == 0)
            ? new(diverse, withheld, left)
            : throw new InvalidOperationException("A class is less diverse than l.");
    }

    private static int[] ClassOfRows(AnonymousTable table, IReadOnlyList<int> quasiIdentifiers)
    {
        var classes = new Dictionary<string, int>(StringComparer.Ordinal);
        var classOf = new int[table.Rows];
        var key = new char[quasiIdentifiers.Count];
        for (var row = 0; row < classOf.Length; row++)
        {
            for (var at = 0; at < key.Length; at++)
                key[at] = (char)table.Column(quasiIdentifiers[at])[row];
            var text = new string(key);
            if (!classes.TryGetValue(text, out classOf[row]))
                classes[text] = classOf[row] = classes.Count;
        }

        return classOf;
    }

    // How often each code stands in each class.
    private static Dictionary<ushort, int>[] Codes(AnonymousTable table, int[] classOf, int column)
    {
        var codes = new Dictionary<ushort, int>[classOf.Max() + 1];
        var sensitive = table.Column(column);
        for (var row = 0; row < classOf.Length; row++)
        {
            var counts = codes[classOf[row]] ??= [];
            counts[sensitive[row]] = counts.GetValueOrDefault(sensitive[row]) + 1;
        }

        return codes;
    }

    private static DiversityCounts Count(Dictionary<ushort, int>[] classes, double l, ushort star)
    {
        Dictionary<ushort, int>[] said = [.. classes.Where(counts => counts.Count > 1 || !counts.ContainsKey(star))];
        // A class of l equally frequent codes has the entropy log l, but for the last digits.
        return new DiversityCounts(
            classes.Length,
            said.Count(counts => counts.Count < l),
            said.Count(counts => Entropy(counts) < Math.Log(l) - 1e-12),
            said.Length == 0 ? 0 : said.Min(counts => counts.Count),
            said.Length == 0 ? 0 : Math.Exp(said.Min(Entropy)),
            said.Count(counts => counts.Values.Max() * 10L >= counts.Values.Sum() * 9L));
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
/// <param name="LeastDistinct">The fewest different codes of a class; 0 if all are withheld.</param>
/// <param name="LeastEntropyCodes">The least entropy of a class, as a number of equally frequent codes; 1 or more, or 0 if all are withheld.</param>
/// <param name="Lopsided">How many classes have the same code in nine rows of ten or more.</param>
public sealed record DiversityCounts(int Classes, int BelowDistinct, int BelowEntropy, int LeastDistinct, double LeastEntropyCodes, int Lopsided);

/// <summary>A table in which every class is diverse, or withheld.</summary>
/// <param name="Table">The rows.</param>
/// <param name="Withheld">In how many classes each sensitive column was withheld.</param>
/// <param name="Left">What is left to say of the other classes, for each sensitive column.</param>
internal sealed record DiverseTable(AnonymousTable Table, IReadOnlyList<int> Withheld, IReadOnlyList<DiversityCounts> Left);
