using Amparo.Indicators;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>Which cells of a cube to withhold, with the proof that the small ones stay hidden.</summary>
/// <remarks>
/// <para>
/// The proof for one small cell is a <see cref="Witness"/>: a change of the views' counts that raises the cell by the threshold, leaves
/// no count negative, touches withheld cells only, and is the same in all views where they overlap. With <see cref="Sunflower"/> views
/// the changed views come from a common table of persons, which a reader cannot tell from the true one.
/// </para>
/// <para>
/// Witnesses have the form of a hypercube. For each dimension in which the small cell stands at a code, the change either is
/// compensated at another code of that dimension (with the opposite sign, so that totals over the dimension stay) or stays open
/// (then totals over the dimension change too and must be withheld). In the dimensions where the small cell is a total the change happens at
/// one or several codes that share the amount. A view that does not show a compensated dimension sees nothing, because there the
/// signs cancel. The cheapest hypercube, by persons newly withheld, is taken; ties go to the first in the order of codes.
/// </para>
/// <para>
/// Greedy over the small cells in ascending order of index: the plan is sound, not least. Cost: small cells x hypercubes x
/// combinations of the other dimensions, refused above <see cref="LargestSearch"/>. Deterministic.
/// </para>
/// </remarks>
internal sealed class SuppressionPlan
{
    private const long LargestCube = 8_000_000;
    private const double LargestSearch = 1e10;

    private SuppressionPlan(Cube shielded, IReadOnlyList<Witness> witnesses)
    {
        Protected = shielded;
        Witnesses = witnesses;
    }

    /// <summary>The table as it may be shown.</summary>
    public Cube Protected { get; }

    /// <summary>One proof for each small cell that counts somebody.</summary>
    public IReadOnlyList<Witness> Witnesses { get; }

    public static Outcome<SuppressionPlan> For(CountedCube counted, CellSuppression mechanism)
    {
        if (mechanism.Threshold < 2)
            throw new ArgumentException("The threshold is not set.", nameof(mechanism));
        if (Sunflower.Of(counted) is not { } views)
            return new Problem(PrivateReleaseProblems.ViewsOverlap, counted.Header.Id);

        var exact = counted.Tabulate();
        if (exact.Capacity > LargestCube)
            return new Problem(PrivateReleaseProblems.TooLarge, counted.Header.Id);

        var withheld = new bool[exact.Capacity];
        var small = new List<long>();
        foreach (var (index, figure) in exact.Cells)
        {
            if (figure.Low >= mechanism.Threshold)
                continue;
            withheld[index] = true;
            if (figure.Low > 0)
                small.Add(index);
        }

        if (small.Count * WorkForOneCell(views) > LargestSearch)
            return new Problem(PrivateReleaseProblems.TooLarge, counted.Header.Id);

        var search = new HypercubeSearch(views, exact, withheld, mechanism.Threshold);
        var witnesses = small.Select(search.Hide).ToArray();
        var cells = exact.Cells.Select(cell => withheld[cell.Key] ? KeyValuePair.Create(cell.Key, Figure.Withheld) : cell);
        return new SuppressionPlan(new Cube(counted.Header, counted.Dimensions, counted.Views, cells), witnesses);
    }

    // An upper bound of the cells visited: all hypercubes and carriers of a view are as many as its counts, each with its margins.
    private static double WorkForOneCell(Sunflower views) => views.Tables.Sum(table => (double)table.Counts.Length)
        * views.Tables.Max(table => (double)table.Counts.Length) * (1 << views.Core.Length);
}

/// <summary>A change of the views' counts that a reader of the published table cannot rule out.</summary>
/// <param name="Cell">Index of the small cell that it raises.</param>
/// <param name="Changes">For each of the largest views, by index of its counts: how many persons more or fewer.</param>
internal sealed record Witness(long Cell, IReadOnlyList<IReadOnlyDictionary<long, int>> Changes);
