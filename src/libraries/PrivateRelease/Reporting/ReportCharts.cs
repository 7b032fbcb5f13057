using System.Globalization;
using System.Net;
using System.Text;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>The drawings of a release report as inline SVG; a table stands behind each of them.</summary>
/// <remarks>Drawn 340 units wide, so that their letters are still read on a telephone. Every bar and dot carries its figure in words.</remarks>
internal sealed class ReportCharts(ReleaseReportWords words)
{
    private const int Width = 340;
    private const int Left = 22;
    private const int Axis = 296;
    private const double FirstDecade = -5;

    /// <summary>The predicted error by length, on a logarithmic scale from 0.001 % to 100 %.</summary>
    public string Errors(IReadOnlyList<LengthError> lengths)
    {
        const int row = 46;
        var bottom = (lengths.Count * row) + 8;
        var svg = Open("errors", bottom + 22, words["errors-chart"], words["errors-desc"]);
        for (var decade = (int)FirstDecade; decade <= 0; decade++)
        {
            var x = At(Math.Pow(10, decade));
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{x}\" x2=\"{x}\" y1=\"4\" y2=\"{bottom}\" stroke=\"#c4cad1\"/>");
            Text(svg, (x, bottom + 15), words.Numbers.Percent(Math.Pow(10, decade)), "middle", 11);
        }

        for (var at = 0; at < lengths.Count; at++)
        {
            var length = lengths[at];
            var y = (at * row) + 36;
            var told = length.Mean is { } mean ? words.Numbers.Percent(mean) : words["not-foretold"];
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"0\" y=\"{y - 29}\" width=\"{Width}\" height=\"18\" fill=\"#fff\"/>");
            Text(svg, (0, y - 15), $"{words[$"length-{length.Length}"]}: {told}", "start", 13);
            if (length is not { Best: { } best, Mean: { } middle, Worst: { } worst })
                continue;
            svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{At(best)}\" x2=\"{At(worst)}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#59636e\" stroke-width=\"3\" stroke-linecap=\"round\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{At(middle)}\" cy=\"{y}\" r=\"6\" fill=\"#1f5f5b\" stroke=\"#fff\"/>");
        }

        return Close(svg);
    }

    /// <summary>What is spent of a budget and what is left.</summary>
    public string Budget(BudgetPosition budget)
    {
        (string Key, double Part, string Fill)[] parts =
            [("spent-before", budget.SpentBefore, "#59636e"), ("spent-now", budget.SpentNow, "#1f5f5b"), ("remaining", budget.Remaining, "#fff")];
        var svg = Open("budget", 118, words["budget-chart"], words["budget-desc"]);
        var whole = parts.Sum(part => part.Part);
        var x = 1.0;
        for (var at = 0; at < parts.Length; at++)
        {
            var (key, part, fill) = parts[at];
            var width = whole > 0 ? part / whole * (Width - 2) : 0;
            if (width > 0)
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.##}\" y=\"2\" width=\"{width:0.##}\" height=\"34\" fill=\"{fill}\" stroke=\"#1b1f24\"/>");
            x += width;
            var y = 58 + (at * 24);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"1\" y=\"{y - 11}\" width=\"13\" height=\"13\" fill=\"{fill}\" stroke=\"#1b1f24\"/>");
            Text(svg, (22, y), $"{words[key]}: {words.Numbers.Percent(whole > 0 ? part / whole : 0)}", "start", 13);
        }

        return Close(svg);
    }

    /// <summary>How much of each column was withheld.</summary>
    public string Withheld(IReadOnlyList<SuppressedShare> columns, int most)
    {
        const int row = 40;
        var svg = Open("withheld", (columns.Count * row) + 4, words["withheld-chart"], words.Say("withheld-desc", most));
        for (var at = 0; at < columns.Count; at++)
        {
            var y = (at * row) + 16;
            Text(svg, (0, y), $"{Shortened(columns[at].Column)}: {words.Numbers.Percent(columns[at].Share)}", "start", 13);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"1\" y=\"{y + 5}\" width=\"{Width - 2}\" height=\"12\" fill=\"none\" stroke=\"#59636e\"/>");
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"1\" y=\"{y + 5}\" width=\"{columns[at].Share * (Width - 2):0.##}\" height=\"12\" fill=\"#1f5f5b\"/>");
        }

        return Close(svg);
    }

    // Errors below the scale stand at its beginning.
    private static string At(double share) =>
        (Left + (Axis * Math.Clamp((Math.Log10(Math.Max(share, 1e-300)) - FirstDecade) / -FirstDecade, 0, 1))).ToString("0.##", CultureInfo.InvariantCulture);

    // The whole name stands in the table.
    private static string Shortened(string name) => new StringInfo(name) is { LengthInTextElements: > 30 } text ? text.SubstringByTextElements(0, 29) + "…" : name;

    private static StringBuilder Open(string id, int height, string title, string description) => new StringBuilder().Append(
        CultureInfo.InvariantCulture,
        $"<svg role=\"img\" viewBox=\"0 0 {Width} {height}\" aria-labelledby=\"{id}-title {id}-desc\"><title id=\"{id}-title\">{Escape(title)}</title><desc id=\"{id}-desc\">{Escape(description)}</desc>");

    private static string Close(StringBuilder svg) => svg.Append("</svg>").ToString();

    private static void Text(StringBuilder svg, (object X, int Y) place, string text, string anchor, int size) =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{place.X}\" y=\"{place.Y}\" font-size=\"{size}\" text-anchor=\"{anchor}\" fill=\"#1b1f24\">{Escape(text)}</text>");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
