using System.Runtime.InteropServices;

namespace Amparo.Records;

/// <summary>Rows in quarantine as the agency wrote them, for a page on which somebody mends them.</summary>
/// <remarks>Holds what the agency wrote about persons: it is for that agency's own people, and for no log.</remarks>
/// <param name="Header">The names of the file's columns.</param>
/// <param name="Rows">The rows that were asked for.</param>
/// <param name="All">How many rows are in quarantine.</param>
public sealed record RowsToMend(IReadOnlyList<string> Header, IReadOnlyList<RowToMend> Rows, int All)
{
    /// <summary>Only how many: cells are about persons.</summary>
    public override string ToString() => $"{nameof(RowsToMend)} {Rows.Count}";
}

/// <summary>A row in quarantine.</summary>
/// <param name="Row">Its number, counted from the first below the header.</param>
/// <param name="Cells">Its cells, one for each column of the header.</param>
public sealed record RowToMend(int Row, IReadOnlyList<string> Cells)
{
    /// <summary>Only its number: cells are about persons.</summary>
    public override string ToString() => $"{nameof(RowToMend)} {Row}";
}

/// <summary>Which rows are asked for.</summary>
/// <param name="Skip">How many of those in quarantine come before.</param>
/// <param name="Take">At most how many.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RowPage(int Skip, int Take);
