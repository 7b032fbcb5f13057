using System.Globalization;
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

    /// <summary>Leaves out what was worked out from releases that do not stand any more: a rate beside newer counts would contradict them.</summary>
    /// <param name="tables">The newest release of each table.</param>
    /// <returns>The tables in the same order, without derived ones of which a source is missing or has been released anew.</returns>
    public static IReadOnlyList<Released<Cube>> Standing(IReadOnlyList<Released<Cube>> tables)
    {
        ArgumentNullException.ThrowIfNull(tables);
        var standing = tables.Select(table => Derivations.SourceOf(table.Entry)).ToHashSet(StringComparer.Ordinal);
        return [.. tables.Where(table => Derivations.SourcesOf(table.Entry).All(standing.Contains))];
    }
}

/// <summary>How a line of the ledger names the releases that a table was worked out from.</summary>
internal static class Derivations
{
    private const string From = "; from ";
    private const string Between = ", ";

    /// <summary>The method of a derived table.</summary>
    public static string Method(string how, IEnumerable<LedgerEntry> sources) => $"derived; {how}{From}{string.Join(Between, sources.Select(SourceOf))}";

    /// <summary>A release as it is named: <c>SUBJECT NUMBER</c>.</summary>
    public static string SourceOf(LedgerEntry entry) => string.Create(CultureInfo.InvariantCulture, $"{entry.Subject} {entry.Sequence}");

    /// <summary>The releases that a table was worked out from; none for a table of any other door.</summary>
    public static IReadOnlyList<string> SourcesOf(LedgerEntry entry) =>
        entry.Door == Door.Derived ? entry.Method[(entry.Method.IndexOf(From, StringComparison.Ordinal) + From.Length)..].Split(Between) : [];
}
