using System.Globalization;
using System.Net;
using System.Text;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>The report of a release as a page for people: one HTML file without scripts, that needs nothing else and prints on A4.</summary>
/// <remarks>Says nothing that was worked out from the true records but through noise. The same release gives the same bytes.</remarks>
public sealed class ReleaseReportDocument
{
    private const int MostTables = 5;

    private readonly StringBuilder _html = new();
    private readonly FormalRelease _release;
    private readonly IReadOnlyDictionary<string, string> _words;

    private ReleaseReportDocument(FormalRelease release, Language language)
    {
        _release = release;
        _words = language == Language.English ? ReleaseReportWords.English : ReleaseReportWords.Spanish;
    }

    /// <summary>Writes the page.</summary>
    /// <param name="release">The release.</param>
    /// <param name="language">English, or Spanish for every other language.</param>
    /// <returns>The page, UTF-8.</returns>
    public static byte[] Write(FormalRelease release, Language language)
    {
        ArgumentNullException.ThrowIfNull(release);
        ArgumentNullException.ThrowIfNull(language);
        var document = new ReleaseReportDocument(release, language);
        document.WritePage(language == Language.English ? "en" : "es");
        return Encoding.UTF8.GetBytes(document._html.ToString());
    }

    private FormalFacts Facts => _release.Report;

    private void WritePage(string language)
    {
        Line("<!doctype html>");
        Line($"<html lang=\"{language}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line($"<title>{Say("title")} – Amparo</title><style>{ReleaseReportStyle.Css}</style></head><body><main>");
        Line($"<h1>{Say("title")}</h1>");
        if (_release.Released.Value.Origin == DataOrigin.Invented)
            Line($"<p class=\"invented\"><strong>{Say("invented")}</strong></p>");
        Line($"<p class=\"lead\">{Say(_release.Released.Value.Kind == RecordKind.Counts ? "lead-counts" : "lead-records")}</p>");
        Line("<dl class=\"facts\">");
        Fact("file", Escape(_release.Released.Value.Id));
        Fact("population", Escape(Facts.Population));
        Fact("rows", Whole(Facts.Rows));
        Fact("mechanism", Say($"mechanism-{Facts.Mechanism}"));
        Line("</dl>");
        WritePromise();
        WriteBudget();
        WriteAccuracy();
        WriteCautions();
        WriteProof();
        Line("</main></body></html>");
    }

    private void WritePromise()
    {
        Line($"<h2>{Say("promise")}</h2>");
        Line($"<p>{Fill("promise-words", Number(Math.Exp(Facts.Epsilon), 2), Number(Facts.Delta, 10))}</p>");
        Line("<dl class=\"facts\">");
        Fact("epsilon", Number(Facts.Epsilon, 4));
        Fact("delta", Facts.Delta.ToString("0.##e+0", CultureInfo.InvariantCulture));
        Fact("unit", Say("unit-person"));
        Fact("replace", Number(Facts.ReplaceEpsilon, 3));
        Fact("rho", Number(Facts.Rho, 6));
        if (Facts.Mu > 0)
            Fact("mu", Number(Facts.Mu, 4));
        Line("</dl>");
    }

    private void WriteBudget()
    {
        var share = Math.Clamp(Facts.Spent / Facts.Agreed, 0, 1);
        Line($"<h2>{Say("budget")}</h2>");
        Line($"<p>{Fill("budget-words", Number(Facts.Spent, 4), Number(Facts.Agreed, 4), Number(Math.Max(0, Facts.Agreed - Facts.Spent), 4))}</p>");
        Line($"<svg class=\"bar\" viewBox=\"0 0 100 6\" preserveAspectRatio=\"none\" role=\"img\"><title>{Fill("budget-chart", Number(100 * share, 1))}</title>"
            + $"<rect width=\"100\" height=\"6\" fill=\"#d6dde3\"/><rect width=\"{Number(100 * share, 3)}\" height=\"6\" fill=\"#1f5f5b\"/></svg>");
    }

    private void WriteAccuracy()
    {
        Line($"<h2>{Say("accuracy")}</h2>");
        Line($"<p>{Say("accuracy-words")}</p>");
        var orders = Enumerable.Range(1, 3).Select(order => (Order: order, Tables: Facts.Foretold.Where(table => table.Columns.Count == order).ToList()))
            .Where(one => one.Tables.Count > 0).ToList();
        WriteChart([.. orders.Select(one => (Say($"order-{one.Order}"), Mean(one.Tables)))]);
        Line($"<table role=\"table\"><thead role=\"rowgroup\"><tr role=\"row\">{Head("tables")}{Head("asked")}{Head("measured")}{Head("deviation")}{Head("wrong")}</tr></thead><tbody role=\"rowgroup\">");
        foreach (var (order, tables) in orders)
        {
            var known = tables.Where(table => table.Deviation is not null).ToList();
            var deviation = known.Count == 0 ? "–" : Number(known.Average(table => table.Deviation!.Value), 1);
            var wrong = Mean(tables) is { } mean ? $"{Number(100 * mean, 3)} %" : "–";
            Line($"<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{Say($"order-{order}")}</th>{Cell("asked", Whole(tables.Count))}{Cell("measured", Whole(known.Count))}{Cell("deviation", deviation)}{Cell("wrong", wrong)}</tr>");
        }

        Line("</tbody></table>");
        WriteBestAndWorst();
    }

    // Bars on a logarithmic scale from a hundredth of a percent to all: what differs tenfold looks different, not invisible.
    private void WriteChart(IReadOnlyList<(string Name, double? Variation)> bars)
    {
        Line($"<svg class=\"chart\" viewBox=\"0 0 320 {Whole(bars.Count * 28)}\" role=\"img\"><title>{Say("chart")}</title>");
        foreach (var (at, (name, variation)) in bars.Index())
        {
            var top = at * 28;
            var length = variation is { } share ? 150 * Math.Clamp((Math.Log10(Math.Max(share, 1e-4)) + 4) / 4, 0.01, 1) : 0;
            Line($"<text x=\"0\" y=\"{Whole(top + 17)}\">{name}</text><rect x=\"100\" y=\"{Whole(top + 4)}\" width=\"{Number(length, 1)}\" height=\"18\" fill=\"#1f5f5b\"/>"
                + $"<text x=\"{Number(106 + length, 1)}\" y=\"{Whole(top + 17)}\">{(variation is { } value ? $"{Number(100 * value, 2)} %" : "–")}</text>");
        }

        Line("</svg>");
    }

    private void WriteBestAndWorst()
    {
        var known = Facts.Foretold.Where(table => table.Columns.Count > 1 && table.Variation is not null).OrderBy(table => table.Variation).ToList();
        if (known.Count > 0)
        {
            List("well", known.Take(MostTables));
            List("badly", known.AsEnumerable().Reverse().Take(MostTables));
        }

        var unknown = Facts.Foretold.Where(table => table.Variation is null).ToList();
        if (unknown.Count == 0)
            return;
        Line($"<h3>{Say("not-measured")}</h3><p>{Fill("not-measured-words", Whole(unknown.Count))}</p><ul>");
        foreach (var table in unknown.Take(MostTables))
            Line($"<li>{Names(table)}</li>");
        Line("</ul>");
    }

    private void List(string key, IEnumerable<ForetoldError> tables)
    {
        Line($"<h3>{Say(key)}</h3><ul>");
        foreach (var table in tables)
            Line($"<li>{Names(table)}: {Fill("within", Whole((long)Math.Ceiling(2 * table.Deviation!.Value)))}</li>");
        Line("</ul>");
    }

    private void WriteCautions()
    {
        var pairs = Facts.Foretold.Where(table => table.Columns.Count == 2 && table.Deviation is not null).Select(table => table.Deviation!.Value).ToList();
        Line($"<h2>{Say("cautions")}</h2><ul>");
        if (pairs.Count > 0)
            Line($"<li>{Fill("caution-rare", Whole((long)Math.Ceiling(2 * pairs.Average())))}</li>");
        foreach (var key in new[] { "caution-detected", "caution-higher", "caution-others", "caution-true" })
            Line($"<li>{Say(key)}</li>");
        Line("</ul>");
    }

    private void WriteProof()
    {
        Line($"<h2>{Say("proof")}</h2><dl class=\"facts\">");
        Fact("sequence", Whole(Facts.Sequence));
        Fact("line-hash", $"<code>{Escape(Facts.LedgerHash)}</code>");
        Fact("content-hash", $"<code>{Escape(_release.Released.Value.ContentHash)}</code>");
        if (Facts.NoisyPersons > 0)
            Fact("noisy-persons", Whole(Facts.NoisyPersons));
        Line("</dl>");
    }

    private static double? Mean(IReadOnlyList<ForetoldError> tables)
    {
        var known = tables.Where(table => table.Variation is not null).ToList();
        return known.Count == 0 ? null : known.Average(table => table.Variation!.Value);
    }

    private static string Names(ForetoldError table) => string.Join(" × ", table.Columns.Select(Escape));

    private void Fact(string key, string value) => Line($"<div><dt>{Say(key)}</dt><dd>{value}</dd></div>");

    private string Head(string key) => $"<th role=\"columnheader\" scope=\"col\">{Say(key)}</th>";

    private string Cell(string key, string value) => $"<td role=\"cell\" data-label=\"{Say(key)}\">{value}</td>";

    private string Say(string key) => Escape(_words[key]);

    private string Fill(string key, params object[] values) => Escape(string.Format(CultureInfo.InvariantCulture, _words[key], values));

    private static string Number(double value, int digits) => Math.Round(value, Math.Min(digits, 15)).ToString("0." + new string('#', digits), CultureInfo.InvariantCulture);

    private static string Whole(long value) => value.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private void Line(string html) => _html.Append(html).Append('\n');
}
