using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>How much each table counts in a fit: as much as its components are known, and the total and the single columns more.</summary>
/// <remarks>
/// A sum over tables counts a component once for each table that holds it, spread over the codes of the table's other columns. The weights are solved for from the largest
/// tables down, so that each component counts as one over its variance. Counts that cannot be negative turn the noise of empty cells into a surplus of rows (the positive half of the noise is fitted, the
/// negative half cannot be), which shows in the total first: so totals, singles and pairs count for more than their variance says.
/// </remarks>
internal static class TableWeights
{
    // Measured: without them the fit of ctdc7 at epsilon 1 has four times the error in pairs, and a tenth too many rows; ten times more makes triples worse.
    private const double ForTotal = 100;
    private const double ForSingles = 30;
    private const double ForPairs = 3;

    /// <summary>The tables of a plan with their weights; one whose components are known well enough through larger ones is left out.</summary>
    public static IReadOnlyList<WantedTable> Of(ResidualEstimates estimates)
    {
        var plan = estimates.Plan;
        var known = plan.Components.ToDictionary(component => component, _ => 0.0);
        var wanted = new List<WantedTable>();
        foreach (var component in plan.Components.Reverse())
        {
            var asked = component.Count switch { 0 => ForTotal, 1 => ForSingles, 2 => ForPairs, _ => 1 } / plan.VarianceOf(component);
            var weight = asked - known[component];
            if (weight <= 0)
                continue;
            Spread(component, weight, plan, known);
            wanted.Add(new(component, estimates.Table(component), VarianceOf(plan, component), weight));
        }

        wanted.Reverse();
        return wanted;
    }

    private static double VarianceOf(MeasurementPlan plan, ColumnSet table) =>
        table.Count == 0 ? plan.VarianceOf(table) : plan.CellVarianceOf(table);

    private static void Spread(ColumnSet table, double weight, MeasurementPlan plan, Dictionary<ColumnSet, double> known)
    {
        for (var part = table.Bits; ; part = (part - 1) & table.Bits)
        {
            var share = weight;
            foreach (var column in new ColumnSet(table.Bits & ~part).Columns())
                share /= plan.Domain.SizeOf(column);
            known[new(part)] += share;
            if (part == 0)
                break;
        }
    }
}
