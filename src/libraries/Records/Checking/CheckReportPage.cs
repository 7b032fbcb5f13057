using System.Globalization;
using System.Net;
using System.Text;

namespace Amparo.Records;

/// <summary>Writes what checking found as a page for people: one HTML file without scripts, that needs nothing else and prints on A4.</summary>
/// <remarks>Row numbers, fields, codes and counts; never a value of a file. The same run gives the same bytes.</remarks>
public sealed class CheckReportPage
{
    /// <summary>How the first line of such a page begins, by which it is known.</summary>
    public const string Mark = "<!doctype html><!-- amparo-check -->";

    private const int MostRows = 10;

    private readonly StringBuilder _html = new();
    private readonly CheckReportWords _words;

    private CheckReportPage(CheckReportWords words) => _words = words;

    /// <summary>Writes the page of a run.</summary>
    /// <param name="stream">Where to, as UTF-8; it stays open.</param>
    /// <param name="run">The run.</param>
    /// <param name="words">The reader's language: Spanish or English.</param>
    public static void Write(Stream stream, CheckRun run, CheckReportWords words)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(words);
        var page = new CheckReportPage(words);
        page.WriteRun(run);
        stream.Write(Encoding.UTF8.GetBytes(page._html.ToString()));
    }

    private void WriteRun(CheckRun run)
    {
        Line($"{Mark}");
        Line($"<html lang=\"{_words.Language.Code}\">");
        Line("<head>");
        Line("<meta charset=\"utf-8\">");
        Line("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Line($"<title>{Escape(_words["title"])} – Amparo</title>");
        Line($"<style>{ReportStyle.Css}</style>");
        Line("</head>");
        Line("<body>");
        Line($"<a class=\"skip\" href=\"#files\">{Escape(_words["skip"])}</a>");
        Line("<main>");
        Line($"<h1>{Escape(_words["title"])}</h1>");
        Line($"<p class=\"lead\">{Escape(_words["lead"])}</p>");
        WriteTotals(run);
        if (run.Refused.Count > 0)
            WriteRefused(run.Refused);
        if (run.Files.Count > 0)
        {
            Line($"<h2 id=\"files\">{Escape(_words["files"])}</h2>");
            for (var at = 0; at < run.Files.Count; at++)
                WriteFile(run.Files[at], at + 1);
            WriteNext(run);
            WriteMadeWith(run);
        }

        Line("</main>");
        Line("</body>");
        Line("</html>");
    }

    private void WriteTotals(CheckRun run)
    {
        Line($"<h2{(run.Files.Count > 0 ? "" : " id=\"files\"")}>{Escape(_words["in-all"])}</h2>");
        Line("<dl class=\"totals\">");
        Total("read", run.Read);
        Total("accepted", run.Accepted);
        Total("quarantined", run.Quarantined);
        if (run.Mended > 0)
            Total("mended", run.Mended);
        Total("warnings", run.CountRemarks(RuleSeverity.Warning));
        Total("notes", run.CountRemarks(RuleSeverity.Note));
        Line("</dl>");
    }

    private void Total(string key, long count) => Line($"<div><dt>{Escape(_words[key])}</dt><dd>{Number(count)}</dd></div>");

    private void WriteRefused(IReadOnlyList<RefusedFile> files)
    {
        Line("<section class=\"refused\">");
        Line($"<h2>{Escape(_words["refused"])}</h2>");
        Line($"<p>{Escape(_words["refused-lead"])}</p>");
        foreach (var file in files)
        {
            Line($"<h3>{Escape(ShortName(file.Name))}</h3>");
            Line("<ul>");
            foreach (var problem in file.Problems)
            {
                // The file's own name stands above already.
                var path = string.Join(", ", problem.Path.Split(", ").Where(part => part.Length == 0 || !file.Name.EndsWith(part, StringComparison.Ordinal)));
                var place = _words.PlaceOf(problem with { Path = path });
                Line($"<li>{Escape(_words.SentenceOf(problem.Code))} <span class=\"code\">{Escape(problem.Code)}</span>{(place.Length > 0 ? $" ({Escape(place)})" : "")}</li>");
            }

            Line("</ul>");
        }

        Line("</section>");
    }

    private void WriteFile(CheckedFile file, int number)
    {
        var report = file.Report;
        Line("<section class=\"file\">");
        Line(string.Create(CultureInfo.InvariantCulture, $"<h3 id=\"file-{number}\">{Escape(ShortName(file.Name))}</h3>"));
        var mended = report.Mended > 0 ? $" · {Escape(_words["mended"])}: <strong>{Number(report.Mended)}</strong>" : "";
        Line($"<p>{Escape(_words["read"])}: <strong>{Number(report.Read)}</strong> · {Escape(_words["accepted"])}: <strong>{Number(report.Accepted)}</strong>{mended} · {Escape(_words["quarantined"])}: <strong>{Number(report.Quarantined)}</strong></p>");
        if (report.UnnoticedColumns.Count > 0)
            Line($"<p>{Escape(_words["unnoticed"])}: {string.Join(", ", report.UnnoticedColumns.Select(column => Number(column)))}</p>");
        var counts = report.Counts(MostRows);
        if (counts.Count == 0)
            Line($"<p>{Escape(_words["nothing"])}</p>");
        else
            WriteCounts(counts, file, number);
        Line("</section>");
    }

    // On a narrow screen each row becomes a small block whose cells carry their own labels; the roles keep it a table all the same.
    private void WriteCounts(IReadOnlyList<CheckCount> counts, CheckedFile file, int number)
    {
        Line(string.Create(CultureInfo.InvariantCulture, $"<table role=\"table\" aria-labelledby=\"file-{number}\">"));
        Line($"<thead role=\"rowgroup\"><tr role=\"row\">{ColumnHeader("severity")}{ColumnHeader("what")}{ColumnHeader("field")}{ColumnHeader("count", " class=\"number\"")}{ColumnHeader("where")}</tr></thead>");
        Line("<tbody role=\"rowgroup\">");
        foreach (var count in counts)
        {
            var more = count.Count - count.Rows.Count;
            var rest = more > 0 ? " " + Escape(string.Format(CultureInfo.InvariantCulture, _words["and-more"], Number(more))) : "";
            var severity = count.Severity switch { RuleSeverity.Error => "error", RuleSeverity.Warning => "warning", _ => "note" };
            var id = count.Field == CheckFinding.WholeRow ? "" : $" <span class=\"code\">{Escape(count.Field)}</span>";
            Line($"<tr role=\"row\" class=\"{severity}\">{Cell("severity")}<span class=\"severity\">{Escape(_words.SeverityOf(count.Severity))}</span></td>"
                + $"<th role=\"rowheader\" scope=\"row\">{Escape(_words.SentenceOf(count.Code))} <span class=\"code\">{Escape(count.Code)}</span></th>"
                + $"{Cell("field")}{Escape(_words.TitleOf(count.Field, file.Mapping.Schema))}{id}</td>{Cell("count", " class=\"number\"")}{Number(count.Count)}</td>"
                + $"{Cell("where")}{Escape(CheckReportFile.SheetRows(count, file.Report, _words))}{rest}</td></tr>");
        }

        Line("</tbody>");
        Line("</table>");
    }

    private string ColumnHeader(string key, string more = "") => $"<th role=\"columnheader\" scope=\"col\"{more}>{Escape(_words[key])}</th>";

    private string Cell(string key, string more = "") => $"<td role=\"cell\"{more} data-label=\"{Escape(_words[key])}\">";

    private void WriteNext(CheckRun run)
    {
        var next = new List<string>();
        if (run.Quarantined > 0)
            next.Add("next-quarantine");
        if (run.CountRemarks(RuleSeverity.Warning) > 0)
            next.Add("next-warning");
        if (run.CountRemarks(RuleSeverity.Note) > 0)
            next.Add("next-note");
        if (next.Count == 0)
            return;
        Line($"<h2>{Escape(_words["what-next"])}</h2>");
        Line("<ul>");
        foreach (var key in next)
            Line($"<li>{Escape(_words[key])}</li>");
        Line("</ul>");
    }

    private void WriteMadeWith(CheckRun run)
    {
        Line($"<h2>{Escape(_words["made-with"])}</h2>");
        Line($"<p>{Escape(_words["program"])}: {Escape(run.Software)}</p>");
        Line("<dl class=\"made\">");
        foreach (var file in run.Files)
        {
            Line($"<dt>{Escape(ShortName(file.Name))}</dt>");
            Line($"<dd>{Escape(_words["mapping"])}: {Versioned(file.Mapping.Id, file.Mapping.Version)} · {Escape(_words["schema"])}: {Versioned(file.Mapping.Schema.Id, file.Mapping.Schema.Version)} · {Escape(_words["rules"])}: {(file.Rules is { } rules ? Versioned(rules.Id, rules.Version) : Escape(_words["no-rules"]))}</dd>");
            Line($"<dd>{Escape(_words["hash"])}: <code>{Escape(file.Hash)}</code></dd>");
        }

        Line("</dl>");
    }

    private string Versioned(string id, int version) => string.Create(CultureInfo.InvariantCulture, $"{Escape(id)}, {Escape(_words["version"])} {version}");

    private static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private void Line(string html) => _html.Append(html).Append('\n');

    // The page is sent to the agency: folder and name say which file it is, and the rest of a path may name an officer.
    private static string ShortName(string name)
    {
        var parts = name.Split('/', '\\');
        return string.Join('/', parts[Math.Max(0, parts.Length - 2)..]);
    }
}
