namespace Amparo.Records;

/// <summary>How a cell stands in the file of rows to be mended: as the agency wrote it, and never as a formula.</summary>
internal static class MendingCell
{
    /// <summary>The cell as it is written. Plain numbers stay as they are, signs included; see <see cref="TextCell"/> for the rest.</summary>
    internal static string Spell(string cell) => IsNumber(cell) ? cell : TextCell.Neutralise(cell);

    // A number cannot be a formula, and -99 with an apostrophe before it would puzzle whoever mends the row.
    private static bool IsNumber(string cell) =>
        cell.Length is > 1 and <= 20 && cell[0] is '-' or '+' && cell.AsSpan(1).IndexOfAnyExceptInRange('0', '9') < 0;
}
