using Amparo.Indicators;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease;

/// <summary>Which cells of a cube to withhold, with the proof that the small ones stay hidden.</summary>
/// <remarks>
/// <para>
/// The proof for one small cell is a <see cref="Witness"/>: a change of base counts that raises the cell by the threshold, leaves no
/// count negative, and touches withheld cells only. Applied to the true table it gives another table that a reader cannot tell from it.
/// </para>
/// <para>
/// Witnesses have the form of a hypercube. For each dimension in which the small cell stands at a code, the change either is
/// compensated at another code of that dimension (with the opposite sign, so that totals over the dimension stay) or stays open
/// (then totals over the dimension change too and must be withheld). In the other dimensions the change happens at single codes; several of
/// them may share the amount. A published margin that does not show one of the compensated dimensions sees nothing, because there the
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

    private SuppressionPlan(Cube shielded, IReadOnlyList<Witness> witnesses, long small)
    {
        Protected = shielded;
        Witnesses = witnesses;
        SmallCells = small;
    }

    /// <summary>The table as it may be shown.</summary>
    public Cube Protected { get; }

    /// <summary>One proof for each small cell that counts somebody.</summary>
    public IReadOnlyList<Witness> Witnesses { get; }

    /// <summary>Number of published cells below the threshold, empty ones included.</summary>
    public long SmallCells { get; }

    public static Outcome<SuppressionPlan> For(CountedCube counted, CellSuppression mechanism)
    {
        if (mechanism.Threshold < 2)
            throw new ArgumentException("The threshold is not set.", nameof(mechanism));

        var exact = counted.Tabulate();
        if (exact.Capacity > LargestCube)
            return new Problem(PrivateReleaseProblems.TooLarge, counted.Header.Id);

        var withheld = new bool[exact.Capacity];
        var small = new List<long>();
        var belowThreshold = 0L;
        foreach (var (index, figure) in exact.Cells)
        {
            if (figure.Low >= mechanism.Threshold)
                continue;
            withheld[index] = true;
            belowThreshold++;
            if (figure.Low > 0)
                small.Add(index);
        }

        var search = new HypercubeSearch(counted, exact, withheld, mechanism.Threshold);
        if (small.Count * search.WorkForOneCell > LargestSearch)
            return new Problem(PrivateReleaseProblems.TooLarge, counted.Header.Id);

        var witnesses = small.Select(search.Hide).ToArray();
        var cells = exact.Cells.Select(cell => withheld[cell.Key] ? KeyValuePair.Create(cell.Key, Figure.Withheld) : cell);
        return new SuppressionPlan(new Cube(counted.Header, counted.Dimensions, counted.Views, cells), witnesses, belowThreshold);
    }
}

/// <summary>A change of base counts that a reader of the published table cannot rule out.</summary>
/// <param name="Cell">Index of the small cell that it raises.</param>
/// <param name="Changes">By base cell: how many persons more or fewer.</param>
internal sealed record Witness(long Cell, IReadOnlyDictionary<long, int> Changes);
