using Amparo.Estimation.Histories;
using Amparo.Vocabulary;

namespace Amparo.Estimation.Strata;

/// <summary>The capture histories of one stratum.</summary>
/// <param name="Name">The stratum's value: a sex, an age group, a year, or several of these joined.</param>
/// <param name="Table">Its persons.</param>
public sealed record Stratum(string Name, CaptureHistories Table);

/// <summary>Capture histories over the same lists, apart by sex, age group, form, year or nationality. Immutable.</summary>
public sealed class StratifiedHistories
{
    /// <summary>The most strata.</summary>
    public const int MostStrata = 16;

    private StratifiedHistories(IReadOnlyList<Stratum> strata) => Strata = strata;

    /// <summary>The strata, in the order given.</summary>
    public IReadOnlyList<Stratum> Strata { get; }

    /// <summary>The lists' names.</summary>
    public IReadOnlyList<string> Lists => Strata[0].Table.Lists;

    /// <summary>Observed persons of all strata.</summary>
    public long Observed => Strata.Sum(stratum => stratum.Table.Observed);

    /// <summary>Puts strata together.</summary>
    /// <param name="strata">One to sixteen, of different names; a person is in one only. Persons of unknown value are a stratum like any other.</param>
    /// <returns>The strata; <c>EST-024</c> for other numbers or a name twice, <c>EST-021</c> where the lists differ.</returns>
    public static Outcome<StratifiedHistories> Of(IReadOnlyList<Stratum> strata)
    {
        ArgumentNullException.ThrowIfNull(strata);
        if (strata.Count is < 1 or > MostStrata || strata.Select(stratum => stratum.Name).Distinct(StringComparer.Ordinal).Count() < strata.Count)
            return new Problem(EstimationProblems.StrataUnusable, "strata");
        return strata.All(stratum => stratum.Table.Lists.SequenceEqual(strata[0].Table.Lists, StringComparer.Ordinal))
            ? new StratifiedHistories([.. strata])
            : new Problem(EstimationProblems.ListsDiffer, "lists");
    }

    /// <summary>All persons in one table.</summary>
    public CaptureHistories Together() => Sum(Strata);

    /// <summary>Strata that cannot have an estimate of their own, or not a sound one.</summary>
    /// <param name="fewest">Observed persons a stratum should have.</param>
    /// <returns><c>EST-022</c> without overlap of lists, <c>EST-023</c> with fewer persons; the path is the stratum's place from 1. Empty if all is well.</returns>
    public IReadOnlyList<Problem> Weaknesses(long fewest)
    {
        var problems = new List<Problem>();
        foreach (var (place, stratum) in Strata.Index())
        {
            var path = FormattableString.Invariant($"stratum {place + 1}");
            if (!HasOverlap(stratum.Table))
                problems.Add(new(EstimationProblems.StratumWithoutOverlap, "strata", path));
            if (stratum.Table.Observed < fewest)
                problems.Add(new(EstimationProblems.StratumTooSmall, "strata", path));
        }

        return problems;
    }

    /// <summary>The strata with some taken as one. Nothing is pooled unless this is called.</summary>
    /// <param name="name">The name of the pooled stratum, which takes the place of the first.</param>
    /// <param name="places">Places of the strata to pool, from 0.</param>
    /// <exception cref="ArgumentException">There are no places, or the name is that of a stratum that stays.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A place is none.</exception>
    public StratifiedHistories Pooled(string name, IReadOnlyCollection<int> places)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(places);
        if (!places.All(place => place >= 0 && place < Strata.Count))
            throw new ArgumentOutOfRangeException(nameof(places));
        if (places.Count == 0 || Strata.Where((_, i) => !places.Contains(i)).Any(stratum => stratum.Name == name))
            throw new ArgumentException("A pool needs strata and a name of its own.", nameof(places));
        var first = places.Min();
        var pool = new Stratum(name, Sum([.. Strata.Where((_, i) => places.Contains(i))]));
        return new([.. Strata.Select((stratum, i) => i == first ? pool : stratum).Where((_, i) => i == first || !places.Contains(i))]);
    }

    internal static bool HasOverlap(CaptureHistories table) =>
        Enumerable.Range(1, (1 << table.Lists.Count) - 1).Any(history => (history & (history - 1)) != 0 && table.Count(history) > 0);

    /// <summary>Counts of all strata one after another.</summary>
    internal double[] Counts() => [.. Strata.SelectMany(stratum => stratum.Table.Counts.ToArray())];

    private static CaptureHistories Sum(IReadOnlyList<Stratum> strata)
    {
        var lists = strata[0].Table.Lists;
        return CaptureHistories.Of(lists, Enumerable.Range(1, (1 << lists.Count) - 1).Select(history => (history, strata.Sum(stratum => stratum.Table.Count(history))))).Value;
    }
}
