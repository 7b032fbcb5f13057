using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>Which share of the combinations that a release shows over some columns has fewer persons than a floor; counted in what was released.</summary>
internal delegate double ShareBelow(ColumnSet columns, double floor);

/// <summary>The error of one table of counts, foretold from the noise alone.</summary>
/// <param name="Columns">The columns it counts by.</param>
/// <param name="Cells">How many combinations they have.</param>
/// <param name="Deviation">The standard deviation of the noise on one count, in persons; null if no measurement covers the table.</param>
internal sealed record PredictedError(ColumnSet Columns, double Cells, double? Deviation)
{
    // The 0.975 quantile of the normal law, and half the mean size of a standard normal number.
    private const double Quantile = 1.959964;
    private const double HalfMean = 0.398942;

    /// <summary>Half the width of a 95 % interval around one count, in persons.</summary>
    public double? HalfWidth => Deviation * Quantile;

    /// <summary>The expected total variation, 0 to 1: which share of the persons the noise puts into a wrong cell.</summary>
    public double? Variation { get; private init; }

    /// <summary>The 95 % half width as a share of a count of average size.</summary>
    public double? Relative { get; private init; }

    /// <summary>The share of shown combinations with so few persons that noise alone makes as many in one empty cell out of twenty; null if not asked for.</summary>
    public double? PossiblyNoise { get; private init; }

    internal static PredictedError Of(PredictedError bare, double persons, ShareBelow? shareBelow) => bare.Deviation is not { } deviation
        ? bare
        : bare with
        {
            Variation = Math.Min(1, HalfMean * deviation * bare.Cells / persons),
            Relative = Quantile * deviation * bare.Cells / persons,
            PossiblyNoise = shareBelow?.Invoke(bare.Columns, OneSided * deviation),
        };

    // The 0.95 quantile.
    private const double OneSided = 1.644854;
}

/// <summary>The foretold errors of all tables by so many columns.</summary>
/// <param name="Length">How many columns.</param>
/// <param name="Sets">How many tables there are.</param>
/// <param name="Foretold">Of how many the noise foretells the error.</param>
/// <param name="Best">The least expected total variation; null if none is foretold.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Worst">The greatest.</param>
/// <param name="WidestHalfWidth">The widest 95 % half width of a count, in persons.</param>
/// <param name="PossiblyNoise">The mean share of shown combinations that may be noise; null if not asked for.</param>
internal sealed record LengthError(
    int Length, int Sets, int Foretold, double? Best, double? Mean, double? Worst, double? WidestHalfWidth, double? PossiblyNoise);

/// <summary>The errors of every table by one, two or three columns, foretold from the noise alone and never by looking at the true rows.</summary>
/// <remarks>
/// They speak of the noise before what is done afterwards: making tables agree lowers the error, fitting rows to them adds a little. What no
/// measurement covers is answered by the model, and nothing can be foretold of it.
/// </remarks>
internal sealed class PredictedErrors
{
    private PredictedErrors(IReadOnlyList<string> names, double persons, IReadOnlyList<PredictedError> tables)
    {
        Names = names;
        Persons = persons;
        Tables = tables;
        Lengths = [.. tables.GroupBy(table => table.Columns.Count).OrderBy(group => group.Key).Select(group => Sum(group.Key, [.. group]))];
    }

    /// <summary>The names of the domain's columns.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The noisy number of persons that shares are of.</summary>
    public double Persons { get; }

    /// <summary>Every table, the ones by few columns first, then in the order of the columns.</summary>
    public IReadOnlyList<PredictedError> Tables { get; }

    /// <summary>The errors by length, the shortest first.</summary>
    public IReadOnlyList<LengthError> Lengths { get; }

    /// <summary>The errors that measurements foretell: a table's own, or the sum of the cells of a larger one.</summary>
    /// <param name="domain">The public domain.</param>
    /// <param name="measured">Every noisy measurement.</param>
    /// <param name="noisyCount">The noisy number of persons; below one it counts as one.</param>
    /// <param name="shareBelow">What the release shows of small combinations; null to leave that out.</param>
    public static PredictedErrors From(CodedDomain domain, IReadOnlyList<MeasuredMarginal> measured, double noisyCount, ShareBelow? shareBelow = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(measured);
        var best = new Dictionary<ColumnSet, double>();
        foreach (var marginal in measured)
        {
            var cells = CellsOf(domain, marginal.Columns);
            foreach (var part in Subsets(marginal.Columns.Columns()))
            {
                // A count of the smaller table is the sum of cells(s)/cells(r) independent noises.
                var deviation = marginal.Deviation * Math.Sqrt(cells / CellsOf(domain, part));
                if (!best.TryGetValue(part, out var other) || deviation < other)
                    best[part] = deviation;
            }
        }

        // A table's own measurement stands: the cells of a larger one need not be independent, and their sum would then promise too much.
        foreach (var own in measured.GroupBy(marginal => marginal.Columns))
            best[own.Key] = own.Min(marginal => marginal.Deviation);
        return From(domain, columns => best.TryGetValue(columns, out var deviation) ? deviation : null, noisyCount, shareBelow);
    }

    /// <summary>The errors that a function of deviations foretells, such as the exact one of a consistent estimate.</summary>
    /// <param name="domain">The public domain.</param>
    /// <param name="deviationOf">The standard deviation of the noise on one count of a table, in persons; null if no measurement covers it.</param>
    /// <param name="noisyCount">The noisy number of persons; below one it counts as one.</param>
    /// <param name="shareBelow">What the release shows of small combinations; null to leave that out.</param>
    /// <exception cref="ArgumentException">A deviation or the number of persons is not finite, or a deviation is negative.</exception>
    public static PredictedErrors From(CodedDomain domain, Func<ColumnSet, double?> deviationOf, double noisyCount, ShareBelow? shareBelow = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(deviationOf);
        if (!double.IsFinite(noisyCount))
            throw new ArgumentException("The number of persons is not finite.", nameof(noisyCount));
        var persons = Math.Max(1, noisyCount);
        var all = Enumerable.Range(0, domain.Count).ToArray();
        var tables = new List<PredictedError>();
        foreach (var columns in Subsets(all).OrderBy(set => set.Count))
        {
            var deviation = deviationOf(columns);
            if (deviation is { } value && !(value >= 0 && double.IsFinite(value)))
                throw new ArgumentException("A deviation is not a finite number from zero.", nameof(deviationOf));
            tables.Add(PredictedError.Of(new(columns, CellsOf(domain, columns), deviation), persons, shareBelow));
        }

        return new([.. domain.Columns.Select(column => column.Name)], persons, tables);
    }

    /// <summary>The names of a table's columns.</summary>
    public IEnumerable<string> NamesOf(PredictedError table) => table.Columns.Columns().Select(column => Names[column]);

    /// <summary>The tables by two and three columns that are answered best, or worst; only those whose error is foretold.</summary>
    /// <param name="length">How many columns.</param>
    /// <param name="most">How many tables at most.</param>
    /// <param name="best">The best ones, or the worst ones.</param>
    public IReadOnlyList<PredictedError> Ranked(int length, int most, bool best)
    {
        var foretold = Tables.Where(table => table.Columns.Count == length && table.Relative is not null);
        return [.. (best ? foretold.OrderBy(table => table.Relative) : foretold.OrderByDescending(table => table.Relative)).Take(most)];
    }

    private static double CellsOf(CodedDomain domain, ColumnSet columns) =>
        columns.Columns().Aggregate(1.0, (cells, column) => cells * domain.SizeOf(column));

    // All sets of one, two and three of some columns, in their order.
    private static IEnumerable<ColumnSet> Subsets(int[] columns)
    {
        for (var a = 0; a < columns.Length; a++)
        {
            yield return ColumnSet.Of(columns[a]);
            for (var b = a + 1; b < columns.Length; b++)
            {
                yield return ColumnSet.Of(columns[a], columns[b]);
                for (var c = b + 1; c < columns.Length; c++)
                    yield return ColumnSet.Of(columns[a], columns[b], columns[c]);
            }
        }
    }

    private static LengthError Sum(int length, IReadOnlyList<PredictedError> tables)
    {
        var foretold = tables.Where(table => table.Variation is not null).ToList();
        return new(
            length, tables.Count, foretold.Count, foretold.Min(table => table.Variation), foretold.Average(table => table.Variation),
            foretold.Max(table => table.Variation), foretold.Max(table => table.HalfWidth), foretold.Average(table => table.PossiblyNoise));
    }
}
