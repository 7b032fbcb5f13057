namespace Amparo.Publication.Drawing;

/// <summary>How one series is painted: a colour, and a pattern of white marks on it that survives grey printing.</summary>
/// <param name="Colour">Six hexadecimal digits after <c>#</c>.</param>
/// <param name="Pattern">The pattern's marks as a path in a square of 8 units; empty for a plain surface.</param>
/// <param name="Dash">The dash pattern of a line; empty for a full line.</param>
internal sealed record Paint(string Colour, string Pattern, string Dash);

/// <summary>The colours of all charts.</summary>
/// <remarks>
/// Series colours were searched for by maximising the smallest OKLab distance between any two as seen with normal sight, protanopia,
/// deuteranopia and tritanopia (Machado, Oliveira and Fernandes 2009, doi:10.1109/TVCG.2009.113, severity 1), under a contrast of 3 : 1 or
/// more against white (WCAG 2.2, 1.4.11). The tests check both.
/// </remarks>
internal static class Ink
{
    /// <summary>Texts and outlines.</summary>
    public const string Text = "#1D2733";

    /// <summary>Texts of second rank: at least 4.5 : 1 against white.</summary>
    public const string Muted = "#51606E";

    /// <summary>Axes.</summary>
    public const string Axis = "#6B7783";

    /// <summary>Lines of the grid, which are decoration.</summary>
    public const string Grid = "#DCE1E6";

    /// <summary>The warning that data are invented.</summary>
    public const string Alert = "#A4230C";

    /// <summary>The background.</summary>
    public const string Paper = "#FFFFFF";

    /// <summary>How the series of a chart are painted, in order. "Unknown" is painted by <see cref="Unknown"/>.</summary>
    public static readonly IReadOnlyList<Paint> Series =
    [
        new("#12307F", "", ""),
        new("#E0480B", "", "7 3"),
        new("#0A8271", "M2 2h2v2h-2zM6 6h2v2h-2z", "2 3"),
        new("#7C48A3", "M3 0h1.6v8h-1.6z", "10 3 2 3"),
        new("#5594CA", "M0 3h8v1.6h-8z", "4 2"),
        new("#D9488F", "M3 0h1.2v8h-1.2zM0 3h8v1.2h-8z", "1 3"),
        new("#668A26", "M4 1l3 3l-3 3l-3 -3z", "12 4"),
        new("#5B2C06", "M1 1h6v6h-6zM2.2 2.2v3.6h3.6v-3.6z", "6 2 2 2 2 2"),
    ];

    /// <summary>Classes of a quantity from few to many: one hue whose lightness falls, so that grey print keeps their order.</summary>
    public static readonly IReadOnlyList<string> Shades = ["#D6E4F2", "#93BDE0", "#3573B1", "#12307F"];

    /// <summary>The colour of a text on each of <see cref="Shades"/>: at least 4.5 : 1.</summary>
    public static readonly IReadOnlyList<string> TextOnShades = [Text, Text, Paper, Paper];

    /// <summary>"Unknown": grey, so that it does not compete with what is known.</summary>
    public static readonly Paint Unknown = new("#77818B", "M1 3h2v2h-2zM5 3h2v2h-2z", "1 2");
}
