using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>What stands where on the sheet; the page in words follows the same order.</summary>
internal sealed class DocumentLayout(DocumentDraft draft)
{
    private const int FromManyRows = 7;

    /// <summary>The small charts that there is something to draw for.</summary>
    public IReadOnlyList<DrawnChart> Drawn { get; } = [.. draft.Multiples.Where(chart => chart.Unit is not null)];

    /// <summary>Beside a tall chart the column of actions has room for the method.</summary>
    public bool IsMethodBeside => IsTall(draft.Main) && !IsChartBeside;

    /// <summary>A map is so tall that a single small chart stands below the actions.</summary>
    public bool IsChartBeside => IsMap(draft.Main) && Drawn.Count == 1;

    /// <summary>Two charts stand side by side: beside a single one there is room for what must be known to read them.</summary>
    public bool HasRoomForNotes => Drawn.Count == 1 && !IsChartBeside;

    /// <summary>Whether a chart says by itself that its data are invented.</summary>
    public bool IsMarked(DrawnChart chart) => chart.Cells is [var cell, ..] && cell.Table.Value.Header.Origin == DataOrigin.Invented && !draft.IsAllInvented;

    public static bool IsTall(DrawnChart chart) =>
        IsMap(chart) || (chart is { Chart.Kind: DocumentChartKind.Bars, Unit: { } unit } && unit.Cells.Count >= FromManyRows);

    public static bool IsMap(DrawnChart chart) => chart is { Chart.Kind: DocumentChartKind.Tiles or DocumentChartKind.Panels, Unit: not null };
}
