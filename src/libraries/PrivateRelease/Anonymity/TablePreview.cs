using System.Globalization;
using Amparo.Indicators;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.PrivateRelease.Anonymity;

/// <summary>Who could be found if several tables of the same persons were published, each of them protected by itself.</summary>
/// <remarks>
/// For the office that holds the records, before anything is published: its numbers of persons are true ones and no part of a release. Each table is suppressed alone
/// (<see cref="CellSuppression"/>); then every table, every two and all together are attacked by adding and subtracting. Finding nothing proves nothing. Thread-safe.
/// </remarks>
public static class TablePreview
{
    /// <summary>The most tables that are looked at together.</summary>
    public const int MostTables = 12;

    // Searching a table takes the square of its cells.
    private const int MostColumns = 4;

    private static readonly CubeHeader NoHeader = new(
        "", MeasureKind.Count, LocalizedText.Same("-"), LocalizedText.Same("-"), LocalizedText.Same("-"), LocalizedText.Same("-"),
        new("-", "-", new LocalDate(2000, 1, 1), "-"), DataOrigin.Recorded);

    /// <summary>Protects each table by itself and attacks them together.</summary>
    /// <param name="table">The true rows, one a person.</param>
    /// <param name="tables">For each table the numbers of its columns, from zero.</param>
    /// <param name="threshold">The smallest count that may be shown, in persons.</param>
    /// <returns>
    /// What was found, or <c>PRV-030</c> a threshold below 2, <c>PRV-015</c> no rows, <c>PRV-040</c> fewer than two tables, too many, or columns that are none, twice or too many, <c>PRV-006</c> or <c>PRV-036</c> tables too
    /// large to search.
    /// </returns>
    public static Outcome<PreviewedTables> Attack(CodedTable table, IReadOnlyList<IReadOnlyList<int>> tables, int threshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(tables);
        if (threshold < 2)
            return new Problem(PrivateReleaseProblems.KTooSmall, "k");
        if (table.Rows == 0)
            return new Problem(PrivateReleaseProblems.NoRows, "rows");
        if (tables.Count is < 2 or > MostTables || tables.Any(columns => !IsUsable(table, columns)))
            return new Problem(PrivateReleaseProblems.WrongPreview, "tables");

        var sets = tables.Select(columns => ColumnSet.Of([.. columns])).ToArray();
        // An array of counts is made for each; what is too large for it is too large to search.
        if (Array.Exists(sets, set => set.Columns().Aggregate(1.0, (cells, column) => cells * (table.Domain.SizeOf(column) + 1)) > 1e6))
            return new Problem(PrivateReleaseProblems.TooLarge, "tables");
        var shown = new List<Cube>();
        foreach (var (at, counted) in MarginalCounter.Count(WeightedRows.Of(table), sets).Index())
        {
            var plan = SuppressionPlan.For(Cube(counted, at), new CellSuppression(threshold));
            if (!plan.Succeeded)
                return Outcome<PreviewedTables>.Refused(plan.Problems);
            shown.Add(plan.Value.Protected);
        }

        var attacked = TableAttack.Preview(shown, threshold);
        return attacked.Succeeded ? Told(table, shown, attacked.Value) : Outcome<PreviewedTables>.Refused(attacked.Problems);
    }

    private static bool IsUsable(CodedTable table, IReadOnlyList<int> columns) =>
        columns.Count is > 0 and <= MostColumns && columns.All(column => column >= 0 && column < table.Domain.Count) && columns.Distinct().Count() == columns.Count;

    // The last code stands at the axis' place for "unknown": a place that nobody can stand at would be a hiding place that hides nothing.
    private static CountedCube Cube(Marginal counted, int at)
    {
        var columns = counted.Columns.Columns();
        Dimension[] dimensions = [.. columns.Select((column, axis) => new Dimension(Name(column), Codes(counted.Sizes[axis])))];
        var counts = counted.Counts;
        // A column of one code has an axis of two places all the same.
        for (var axis = 0; axis < dimensions.Length; axis++)
        {
            if (counted.Sizes[axis] == 1)
                counts = Widened(counts, dimensions, counted.Sizes, axis);
        }

        return new CountedCube(
            NoHeader with { Id = Name(at) }, dimensions, [dimensions.Select(dimension => dimension.Id).ToHashSet(StringComparer.Ordinal)], counts);
    }

    private static int[] Widened(int[] counts, Dimension[] dimensions, int[] sizes, int axis)
    {
        var inner = Enumerable.Range(axis + 1, sizes.Length - axis - 1).Aggregate(1, (cells, later) => cells * sizes[later]);
        var wide = new int[counts.Length * CountedCube.BaseSize(dimensions[axis])];
        for (var at = 0; at < counts.Length; at++)
            wide[(at / inner * CountedCube.BaseSize(dimensions[axis]) * inner) + (at % inner)] = counts[at];
        return wide;
    }

    private static CodeList Codes(int size) => new(
        "codes", 1, LocalizedText.Same("-"), "schema",
        [.. Enumerable.Range(0, Math.Max(1, size - 1)).Select(code => new Code(Name(code), LocalizedText.Same("-"), new Dictionary<string, string>(StringComparer.Ordinal)))]);

    private static string Name(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static PreviewedTables Told(CodedTable table, List<Cube> shown, AttackPreview found)
    {
        var tables = shown.Select(cube => new PreviewedTable(
            [.. cube.Dimensions.Select(dimension => Number(dimension.Id))], cube.Cells.Count(), cube.Cells.Count(cell => cell.Value.Kind == FigureKind.Withheld)));
        var together = found.Revealed.GroupBy(cell => string.Join(',', cell.Tables), StringComparer.Ordinal).Select(cells => new TablesTogether(
            [.. cells.First().Tables.Select(Number)], cells.Count(), Persons(table, cells), Persons(table, cells.Where(cell => cell.High == 1))));
        return new(
            [.. tables], [.. together.OrderBy(one => one.Tables.Count).ThenBy(one => one.Tables[0]).ThenBy(one => one.Tables[^1])], Persons(table, found.Revealed),
            Persons(table, found.Revealed.Where(cell => cell.High == 1)));
    }

    // Each person once, in however many of the cells.
    private static int Persons(CodedTable table, IEnumerable<RevealedCell> cells)
    {
        var within = new bool[table.Rows];
        foreach (var alike in cells.GroupBy(cell => ColumnSet.Of([.. cell.At.Select(code => Number(code.Column))])))
        {
            var columns = alike.Key.Columns();
            var keys = alike.Select(cell => Key(columns, column => CodeOf(table.Domain.SizeOf(column), cell.At.First(code => Number(code.Column) == column).Code)))
                .ToHashSet(StringComparer.Ordinal);
            for (var row = 0; row < within.Length; row++)
                within[row] = within[row] || keys.Contains(Key(columns, column => table.Column(column)[row]));
        }

        return within.Count(one => one);
    }

    private static string Key(int[] columns, Func<int, int> code) => string.Join(',', columns.Select(code));

    private static int CodeOf(int size, string code) => code == CodeList.Unknown ? size - 1 : Number(code);

    private static int Number(string name) => int.Parse(name, NumberStyles.None, CultureInfo.InvariantCulture);
}

/// <summary>What adding and subtracting finds in tables that were each protected by themselves.</summary>
/// <param name="Tables">The tables, in the order asked.</param>
/// <param name="Together">Which of them reveal somebody together, the fewest first; empty if nothing was found, which proves nothing.</param>
/// <param name="Persons">How many persons stand in cells that are revealed to hold somebody and fewer than the threshold; each person once.</param>
/// <param name="Alone">How many of them are revealed to be alone in a cell.</param>
public sealed record PreviewedTables(IReadOnlyList<PreviewedTable> Tables, IReadOnlyList<TablesTogether> Together, int Persons, int Alone);

/// <summary>One table as it would be shown.</summary>
/// <param name="Columns">Numbers of its columns, ascending.</param>
/// <param name="Cells">How many cells it has, totals included.</param>
/// <param name="Withheld">How many of them are withheld.</param>
public sealed record PreviewedTable(IReadOnlyList<int> Columns, int Cells, int Withheld);

/// <summary>Tables that reveal together what fewer of them do not.</summary>
/// <param name="Tables">Their numbers, from zero.</param>
/// <param name="Cells">How many withheld cells surely hold somebody and surely fewer than the threshold.</param>
/// <param name="Persons">How many persons stand in these cells; each person once.</param>
/// <param name="Alone">How many of them are surely alone in such a cell.</param>
public sealed record TablesTogether(IReadOnlyList<int> Tables, int Cells, int Persons, int Alone);
