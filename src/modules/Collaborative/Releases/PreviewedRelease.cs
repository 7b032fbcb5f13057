using Amparo.Contracts.Portal;
using Amparo.Platform.Texts;
using Amparo.PrivateRelease;
using Amparo.PrivateRelease.Accounting;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Collaborative.Releases;

/// <summary>What a release would publish, as its page shows it.</summary>
/// <param name="Tables">The tables.</param>
/// <param name="Hash">What is seen, as a hash.</param>
public sealed record PreviewedRelease(IReadOnlyList<PreviewedTable> Tables, string Hash)
{
    /// <summary>Describes what was worked out.</summary>
    /// <param name="worked">The release as it would be published now.</param>
    /// <param name="texts">The reader's words.</param>
    internal static PreviewedRelease Of(WorkedRelease worked, DeskTexts texts)
    {
        var tables = new List<PreviewedTable>();
        var thresholds = worked.Counted.Counts.ToDictionary(count => count.Cube.Header.Id, count => count.Indicator.Population.Threshold, StringComparer.Ordinal);
        foreach (var cube in worked.Passed.Cubes)
        {
            var before = worked.Standing.Cubes.GetValueOrDefault(cube.Entry.Subject);
            tables.Add(Table(worked.Standing.Ledger, cube.Entry, cube.Value.Header) with
            {
                Cells = cube.Value.Cells.Count(),
                Withheld = cube.Value.Cells.Count(cell => cell.Value.Kind == FigureKind.Withheld),
                Subtracted = thresholds.TryGetValue(cube.Entry.Subject, out var threshold) ? Subtraction.Attack(cube.Value, threshold) : null,
                Changed = before is null ? null : Differences(cube.Value, before.Value),
                Grids = ShownGrid.Of(cube.Value, texts),
            });
        }

        foreach (var estimates in worked.Passed.Estimates)
        {
            var before = worked.Standing.Estimates.GetValueOrDefault(estimates.Entry.Subject);
            tables.Add(Table(worked.Standing.Ledger, estimates.Entry, estimates.Value.Header) with
            {
                Cells = estimates.Value.Rows.Count,
                Withheld = estimates.Value.Rows.Count(row => row.Interval.Kind == FigureKind.Withheld),
                Changed = before is null ? null : estimates.Value.Rows.Union(before.Value.Rows).GroupBy(row => row.Place, StringComparer.Ordinal)
                    .Count(row => estimates.Value.Of(row.Key) != before.Value.Of(row.Key)),
                Grids = [ShownGrid.Of(estimates.Value, texts)],
            });
        }

        return new(tables, worked.Hash);
    }

    private static PreviewedTable Table(Ledger standing, LedgerEntry entry, CubeHeader header)
    {
        var versions = standing.Entries.Where(line => line.Subject == entry.Subject && line.Door != Door.Charge).ToList();
        var budget = PopulationBudget.Of(standing, entry.Population);
        return new(entry.Subject, header.Title)
        {
            Population = entry.Population,
            Regime = entry.Regime,
            IsDerived = entry.Door == Door.Derived,
            Method = entry.Method,
            Replaces = versions.Count == 0 || versions[^1] == entry ? null : versions.Count,
            IsStanding = versions.Count > 0 && versions[^1] == entry,
            Budget = budget.Agreed > 0 ? (budget.Spent, budget.Remaining) : null,
        };
    }

    // By codes, since the axes of two versions may differ.
    private static int Differences(Cube now, Cube before)
    {
        var (these, those) = (ByCodes(now), ByCodes(before));
        return these.Keys.Union(those.Keys, StringComparer.Ordinal).Count(cell => these.GetValueOrDefault(cell) != those.GetValueOrDefault(cell));
    }

    private static Dictionary<string, Figure> ByCodes(Cube cube) => cube.Cells.ToDictionary(
        cell => string.Join('|', cube.PositionsOf(cell.Key).Select((position, axis) => $"{cube.Dimensions[axis].Id}={cube.Dimensions[axis].CodeAt(position)}").Order(StringComparer.Ordinal)),
        cell => cell.Value, StringComparer.Ordinal);
}

/// <summary>A table of a release before it is published.</summary>
/// <param name="Subject">Its id.</param>
/// <param name="Title">What it is called.</param>
public sealed record PreviewedTable(string Subject, LocalizedText Title)
{
    /// <summary>How many cells it has.</summary>
    public int Cells { get; init; }

    /// <summary>How many of them are withheld.</summary>
    public int Withheld { get; init; }

    /// <summary>The population that it speaks of.</summary>
    public string Population { get; init; } = "";

    /// <summary>The promise that the population's figures keep.</summary>
    public PrivacyRegime Regime { get; init; }

    /// <summary>The mechanism with its parameters.</summary>
    public string Method { get; init; } = "";

    /// <summary>Whether it was worked out from released tables alone.</summary>
    public bool IsDerived { get; init; }

    /// <summary>What was spent of a formal budget and what is left; null where the population has none.</summary>
    public (double Spent, double Left)? Budget { get; init; }

    /// <summary>The number of the version that it takes the place of; null where there is none.</summary>
    public int? Replaces { get; init; }

    /// <summary>Whether the very same table stands already.</summary>
    public bool IsStanding { get; init; }

    /// <summary>How many cells differ from what stands; null where nothing does.</summary>
    public int? Changed { get; init; }

    /// <summary>What adding and subtracting finds; null for what is no count of persons.</summary>
    public Subtracted? Subtracted { get; init; }

    /// <summary>Its cells, margin by margin.</summary>
    public IReadOnlyList<ShownGrid> Grids { get; init; } = [];
}

/// <summary>A margin of a table, as rows and columns.</summary>
/// <param name="Title">By what it counts.</param>
/// <param name="Columns">The heads of the columns.</param>
/// <param name="Rows">The rows that state something: the head, and the cells; a null text is a withheld one.</param>
/// <param name="Silent">How many rows more are withheld as a whole.</param>
public sealed record ShownGrid(string Title, IReadOnlyList<string> Columns, IReadOnlyList<(string Head, IReadOnlyList<string?> Cells)> Rows, int Silent)
{
    /// <summary>The margins of a cube.</summary>
    /// <param name="cube">The cube.</param>
    /// <param name="texts">The reader's words.</param>
    internal static IReadOnlyList<ShownGrid> Of(Cube cube, DeskTexts texts)
    {
        var grids = new List<ShownGrid>();
        foreach (var view in cube.Views)
        {
            int[] axes = [.. cube.Dimensions.Index().Where(axis => view.Contains(axis.Item.Id)).Select(axis => axis.Index)];
            // The last axis runs to the right; a margin of one axis, or of none, has one column.
            int? across = axes.Length > 1 ? axes[^1] : null;
            int[] down = across is null ? axes : axes[..^1];
            var columns = across is { } wide ? Enumerable.Range(0, cube.Dimensions[wide].Size).Select(at => Name(cube.Dimensions[wide], at, texts)).ToList() : [texts["releases.figure"]];
            var (rows, silent) = (new List<(string, IReadOnlyList<string?>)>(), 0);
            foreach (var at in Combinations(cube, down))
            {
                var cells = new List<Figure>();
                for (var column = 0; column < columns.Count; column++)
                {
                    if (across is { } axis)
                        at[axis] = column;
                    cells.Add(cube.FigureAt(cube.IndexOf(at)));
                }

                if (cells.TrueForAll(cell => !cell.IsStated))
                    silent++;
                else
                    rows.Add((string.Join(", ", down.Select(axis => Name(cube.Dimensions[axis], at[axis], texts))), [.. cells.Select(cell => Text(cell, cube.Header.Measure, texts))]));
            }

            grids.Add(new(string.Join(" × ", axes.Select(axis => cube.Dimensions[axis].List.Title[texts.Language])), columns, rows, silent));
        }

        return grids;
    }

    /// <summary>A table of estimates.</summary>
    /// <param name="table">The table.</param>
    /// <param name="texts">The reader's words.</param>
    internal static ShownGrid Of(EstimateTable table, DeskTexts texts) => new(
        table.Header.Title[texts.Language], [texts["releases.standing"], texts["releases.interval"], texts["releases.best"]],
        [.. table.Rows.Select(row => (row.Place, (IReadOnlyList<string?>)[texts[$"releases.standing.{row.Standing}"], Text(row.Interval, MeasureKind.Distinct, texts), Text(row.Best, MeasureKind.Distinct, texts)]))], 0);

    private static IEnumerable<int[]> Combinations(Cube cube, int[] axes)
    {
        var at = cube.Dimensions.Select(dimension => dimension.TotalPosition).ToArray();
        foreach (var axis in axes)
            at[axis] = 0;
        while (true)
        {
            yield return at;
            var turn = axes.Length - 1;
            for (; turn >= 0 && ++at[axes[turn]] == cube.Dimensions[axes[turn]].Size; turn--)
                at[axes[turn]] = 0;
            if (turn < 0)
                yield break;
        }
    }

    private static string Name(Dimension dimension, int position, DeskTexts texts) => dimension.CodeAt(position) switch
    {
        CodeList.Total => texts["releases.total"],
        CodeList.Unknown => texts["releases.unknown"],
        var code => dimension.List.Find(code)!.Name[texts.Language],
    };

    private static string? Text(Figure figure, MeasureKind measure, DeskTexts texts) => figure.Kind switch
    {
        FigureKind.Withheld => null,
        FigureKind.Missing => "–",
        FigureKind.Exact => Number(figure.Low, measure, texts),
        _ => $"{Number(figure.Low, measure, texts)} – {Number(figure.High, measure, texts)}",
    };

    private static string Number(decimal number, MeasureKind measure, DeskTexts texts) => measure switch
    {
        MeasureKind.Count or MeasureKind.Distinct => texts.Whole(number),
        MeasureKind.Share => texts.Percent((double)number),
        _ => texts.Fixed((double)number, 2),
    };
}
