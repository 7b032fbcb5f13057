using System.Globalization;
using System.Net;
using System.Text;

namespace Amparo.Estimation.Reporting;

/// <summary>What each method says, as inline SVG: a dot and its interval a row, on a logarithmic scale.</summary>
/// <remarks>Drawn 340 units wide, so that its letters are still read on a telephone. A table of the same figures stands behind it.</remarks>
internal static class EstimationChart
{
    private const int Width = 340;
    private const int Left = 8;
    private const int Axis = 324;
    private const int Row = 46;

    internal static string Draw(EstimationAnswer answer, EstimationWording words)
    {
        var methods = answer.Methods.Where(method => method.Estimate is not null).ToArray();
        var observed = (double)answer.Table.Observed;
        double[] numbers = [observed, .. methods.SelectMany(Numbers)];
        var (low, high) = (Math.Log10(numbers.Min() * 0.85), Math.Log10(numbers.Max() * 1.15));
        var bottom = (methods.Length * Row) + 26;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $"<svg role=\"img\" viewBox=\"0 0 {Width} {bottom + 20}\" aria-labelledby=\"methods-title methods-desc\"><title id=\"methods-title\">{Escape(words["chart"])}</title><desc id=\"methods-desc\">{Escape(words["chart-desc"])}</desc>");
        var line = At(observed, low, high);
        svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{line}\" x2=\"{line}\" y1=\"20\" y2=\"{bottom}\" stroke=\"#59636e\" stroke-dasharray=\"4 3\"/>");
        Text(svg, (Left, 13), words.Say("detected-line", words.Limit(observed)), 12);
        for (var at = 0; at < methods.Length; at++)
        {
            var method = methods[at];
            var y = (at * Row) + 58;
            var heading = method.Method == answer.Headline.Method ? " font-weight=\"700\"" : "";
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"0\" y=\"{y - 29}\" width=\"{Width}\" height=\"18\" fill=\"#fff\"/>");
            Text(svg, (Left, y - 15), $"{words[EstimationJson.WordOf(method.Method)]}: {words.Result(method)}", 13, heading);
            if (method.Interval is { } interval)
            {
                var end = double.IsFinite(interval.Upper) ? At(interval.Upper, low, high) : Width.ToString(CultureInfo.InvariantCulture);
                svg.Append(CultureInfo.InvariantCulture, $"<line x1=\"{At(interval.Lower, low, high)}\" x2=\"{end}\" y1=\"{y}\" y2=\"{y}\" stroke=\"#59636e\" stroke-width=\"3\" stroke-linecap=\"round\"/>");
            }

            svg.Append(CultureInfo.InvariantCulture, $"<circle cx=\"{At(method.Estimate!.Value, low, high)}\" cy=\"{y}\" r=\"6\" fill=\"#1f5f5b\" stroke=\"#fff\"/>");
        }

        return svg.Append("</svg>").ToString();
    }

    private static IEnumerable<double> Numbers(MethodResult method)
    {
        double?[] all = [method.Estimate, method.Interval?.Lower, method.Interval?.Upper];
        return all.OfType<double>().Where(number => double.IsFinite(number) && number > 0);
    }

    private static string At(double persons, double low, double high) =>
        (Left + (Axis * (Math.Log10(persons) - low) / (high - low))).ToString("0.##", CultureInfo.InvariantCulture);

    private static void Text(StringBuilder svg, (int X, int Y) place, string text, int size, string more = "") =>
        svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{place.X}\" y=\"{place.Y}\" font-size=\"{size}\" fill=\"#1b1f24\"{more}>{Escape(text)}</text>");

    private static string Escape(string text) => WebUtility.HtmlEncode(text);
}
