using System.Runtime.InteropServices;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>Which tables to answer and how much of the budget goes to each of their components, decided before anything is measured.</summary>
/// <remarks>
/// Looks at nothing but the domain, the budget and the noisy number of persons. The deviation of each component minimises the mean predicted
/// total variation of the tables asked for: with weights held fixed the least weighted variance has sigma² of a component proportional to the square root of its cost
/// over its weight (ResidualPlanner, arXiv 2305.08175, theorem 3); the weight of a table is its number of cells divided by its
/// present deviation, found again a few times. Tables that the noise would drown are left out, and answered by the model.
/// </remarks>
internal sealed class MeasurementPlan
{
    private const int Passes = 12;
    private const double ForSingles = 4;

    private readonly Dictionary<ColumnSet, double> _variances;
    private readonly Dictionary<ColumnSet, double> _tableVariances = [];

    private MeasurementPlan(CodedDomain domain, List<ColumnSet> tables, Dictionary<ColumnSet, double> variances)
    {
        Domain = domain;
        Tables = tables;
        _variances = variances;
        Components = [.. variances.Keys.OrderBy(set => set.Count).ThenBy(set => set.Bits)];
        foreach (var table in tables)
            _tableVariances[table] = CellVariance(domain, table, variances);
    }

    public CodedDomain Domain { get; }

    /// <summary>The tables to answer, singles first; whatever margins they have is in it too.</summary>
    public IReadOnlyList<ColumnSet> Tables { get; }

    /// <summary>All components of the tables, the number of persons (no column) first.</summary>
    public IReadOnlyList<ColumnSet> Components { get; }

    /// <summary>The variance of the noise on a contrast of a component, divided by the contrast's squared norm.</summary>
    public double VarianceOf(ColumnSet component) => _variances[component];

    /// <summary>The variance of the noise on one cell of a table, in squared persons; the same for all its cells.</summary>
    public double CellVarianceOf(ColumnSet table) => _tableVariances[table];

    /// <summary>What one measurement of a component at a variance of one costs, in squared Gaussian mu.</summary>
    public static double CostOf(CodedDomain domain, ColumnSet component)
    {
        var cost = 1.0;
        foreach (var column in component.Columns())
            cost *= 1 - (1.0 / domain.SizeOf(column));
        return cost;
    }

    public static long CellsOf(CodedDomain domain, ColumnSet table)
    {
        var cells = 1L;
        foreach (var column in table.Columns())
            cells = checked(cells * domain.SizeOf(column));
        return cells;
    }

    /// <summary>Whether so many contrasts are measured that the whole-number noise of all together is as good as continuous.</summary>
    /// <remarks>
    /// What one person changes in few whole numbers with little noise gives away a little more than the continuous curve says (for one flag, 12.40 instead of 12): such domains are
    /// accounted in zCDP, which holds for the discrete law exactly. With many contrasts of different norms the steps of their losses fill one another's gaps.
    /// </remarks>
    public static bool IsNearContinuous(CodedDomain domain)
    {
        const double FewestContrasts = 100;
        var columns = Enumerable.Range(0, domain.Count).Select(column => domain.SizeOf(column) - 1.0).ToArray();
        // Contrasts of one, two and three columns: elementary symmetric sums.
        var (one, two, three) = (0.0, 0.0, 0.0);
        foreach (var contrasts in columns)
        {
            three += two * contrasts;
            two += one * contrasts;
            one += contrasts;
        }

        return one + two + three >= FewestContrasts;
    }

    /// <summary>Plans for a budget.</summary>
    /// <param name="domain">The public domain.</param>
    /// <param name="persons">About how many persons there are.</param>
    /// <param name="budget">What all measurements together may cost, in squared Gaussian mu.</param>
    /// <param name="options">What counts as drowned.</param>
    public static MeasurementPlan For(CodedDomain domain, double persons, double budget, MeasurementPlanOptions options)
    {
        var columns = Enumerable.Range(0, domain.Count).Where(column => domain.SizeOf(column) > 1).ToArray();
        var singles = columns.Select(column => ColumnSet.Of(column)).ToList();
        var larger = Larger(columns).Where(set => CellsOf(domain, set) <= options.MostCells).ToList();
        while (true)
        {
            var tables = singles.Concat(larger).ToList();
            var variances = Solve(domain, tables, persons, budget);
            var plan = new MeasurementPlan(domain, tables, variances);
            // The worst are dropped first, a part at a time: what they leave makes the others better.
            var drowned = larger.Where(set => plan.PredictedVariation(set, persons) > options.Drowned)
                .OrderByDescending(set => plan.PredictedVariation(set, persons)).ThenBy(set => set.Bits).ToList();
            if (drowned.Count == 0)
                return plan;
            var gone = drowned.Take(Math.Max(1, (drowned.Count + 1) / 2)).ToHashSet();
            larger.RemoveAll(gone.Contains);
        }
    }

    /// <summary>The total variation that noise alone is expected to cause in a table before any correction; may exceed one.</summary>
    public double PredictedVariation(ColumnSet table, double persons) =>
        0.5 * Math.Sqrt(2 / Math.PI) * CellsOf(Domain, table) * Math.Sqrt(_tableVariances[table]) / persons;

    private static IEnumerable<ColumnSet> Larger(int[] columns)
    {
        for (var a = 0; a < columns.Length; a++)
        {
            for (var b = a + 1; b < columns.Length; b++)
            {
                yield return ColumnSet.Of(columns[a], columns[b]);
                for (var c = b + 1; c < columns.Length; c++)
                    yield return ColumnSet.Of(columns[a], columns[b], columns[c]);
            }
        }
    }

    private static Dictionary<ColumnSet, double> Solve(CodedDomain domain, List<ColumnSet> tables, double persons, double budget)
    {
        var weights = tables.ToDictionary(table => table, table => 1.0 / CellsOf(domain, table));
        var variances = new Dictionary<ColumnSet, double>();
        for (var pass = 0; pass < Passes; pass++)
        {
            var asked = new Dictionary<ColumnSet, double>();
            foreach (var table in tables)
            {
                foreach (var (component, share) in Shares(domain, table))
                    asked[component] = asked.GetValueOrDefault(component) + (weights[table] * share);
            }

            var total = asked.Sum(pair => Math.Sqrt(CostOf(domain, pair.Key) * pair.Value));
            variances = asked.ToDictionary(pair => pair.Key, pair => total * Math.Sqrt(CostOf(domain, pair.Key) / pair.Value) / budget);
            foreach (var table in tables)
            {
                var cells = (double)CellsOf(domain, table);
                var deviation = Math.Sqrt(CellVariance(domain, table, variances));
                // A table with more cells than persons is mostly empty, and what is empty is mended by the fit: its weight grows no further.
                weights[table] = Math.Min(cells, Math.Sqrt(cells * persons / deviation)) / deviation * ShareOf(table.Count) / tables.Count(other => other.Count == table.Count);
            }
        }

        return variances;
    }

    // Pairs and triples count alike as groups: a few pairs are not to be drowned by many triples. Singles are what is printed most, and cost least.
    private static double ShareOf(int order) => order == 1 ? ForSingles : 1;

    private static double CellVariance(CodedDomain domain, ColumnSet table, Dictionary<ColumnSet, double> variances) =>
        Shares(domain, table).Sum(part => part.Share * variances[part.Component]);

    /// <summary>How much of the variance of each component comes to a cell of a table.</summary>
    internal static IEnumerable<(ColumnSet Component, double Share)> Shares(CodedDomain domain, ColumnSet table)
    {
        // All subsets of the table's columns.
        for (var part = table.Bits; ; part = (part - 1) & table.Bits)
        {
            var component = new ColumnSet(part);
            var share = CostOf(domain, component);
            foreach (var column in new ColumnSet(table.Bits & ~part).Columns())
                share /= (double)domain.SizeOf(column) * domain.SizeOf(column);
            yield return (component, share);
            if (part == 0)
                break;
        }
    }
}

/// <summary>What a plan leaves out.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct MeasurementPlanOptions()
{
    /// <summary>The predicted total variation from which on a table is left out: the noise would be most of it.</summary>
    public double Drowned { get; init; } = 0.35;

    /// <summary>The most cells of a table that is measured whole.</summary>
    public long MostCells { get; init; } = 200_000;
}
