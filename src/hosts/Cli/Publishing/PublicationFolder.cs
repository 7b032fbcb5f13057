using System.Globalization;
using System.Net;
using System.Text;
using Amparo.Publication;
using Amparo.Records;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Cli.Publishing;

/// <summary>Released tables as files that open anywhere: a figure as CSV, SVG and page, a register as CSV, one page of contents.</summary>
internal sealed class PublicationFolder(string folder, CliTexts texts)
{
    private const string Contents = "index.html";

    private readonly List<string> _files = [];
    private readonly List<(string File, string Title)> _pages = [];

    /// <summary>Number of files written.</summary>
    internal int Files => _files.Count;

    /// <summary>Writes one figure: <c>ID.csv</c>, <c>ID.svg</c>, <c>ID.html</c>.</summary>
    internal void Add(FigureUnit unit)
    {
        Write($"{unit.Id}.csv", unit.Csv.Span);
        Write($"{unit.Id}.svg", Bytes(unit.StandaloneSvg));
        Write($"{unit.Id}.html", Page(unit.Title, unit.Html));
        _pages.Add(($"{unit.Id}.html", unit.Title));
    }

    /// <summary>Writes one register: <c>ID.csv</c>, UTF-8 with byte order mark, CRLF.</summary>
    internal void Add(RegisterTable register)
    {
        var csv = new StringBuilder("\uFEFF");
        Line(csv, register.Columns.Select(column => column.Title[texts.Language]));
        foreach (var row in register.Rows)
            Line(csv, row);
        Write($"{register.Id}.csv", Bytes(csv.ToString()));
        _pages.Add(($"{register.Id}.csv", register.Title[texts.Language]));
    }

    /// <summary>Writes estimates: <c>ID.csv</c>, a place a line with what its figure may be used for; a figure that does not exist is an empty cell.</summary>
    internal void Add(EstimateTable estimates)
    {
        var csv = new StringBuilder("\uFEFF");
        Line(csv, ["country", "standing", "lower", "upper", "best", "level", "method"]);
        foreach (var row in estimates.Rows)
        {
            Line(csv,
            [
                row.Place, row.Standing.ToString(), Bound(row.Interval, row.Interval.Low), Bound(row.Interval, row.Interval.High), Bound(row.Best, row.Best.Low),
                estimates.Level.ToString(CultureInfo.InvariantCulture), estimates.Method,
            ]);
        }

        Write($"{estimates.Header.Id}.csv", Bytes(csv.ToString()));
        _pages.Add(($"{estimates.Header.Id}.csv", estimates.Header.Title[texts.Language]));
    }

    /// <summary>Writes the page of contents, the ledger that accounts for everything in the folder, and the list of all files.</summary>
    internal void Finish(byte[] ledger)
    {
        Write("ledger.jsonl", ledger);
        var links = _pages.Append((File: "ledger.jsonl", Title: texts["ledger"]))
            .Select(page => $"<li><a href=\"{WebUtility.HtmlEncode(page.File)}\">{WebUtility.HtmlEncode(page.Title)}</a></li>");
        Write(Contents, Page(texts["contents"], $"<h1>{texts["contents"]}</h1><ul>{string.Join('\n', links)}</ul>"));
        Write(PublicationManifest.FileName, PublicationManifest.Of(_files));
    }

    private static string Bound(Figure figure, decimal bound) => figure.IsStated ? bound.ToString(CultureInfo.InvariantCulture) : "";

    private static void Line(StringBuilder csv, IEnumerable<string> cells) =>
        csv.AppendJoin(',', cells.Select(Quoted)).Append("\r\n");

    private static string Quoted(string cell) => $"\"{TextCell.Neutralise(cell).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private byte[] Page(string title, string body) => Bytes($"""
        <!doctype html>
        <html lang="{texts.Language.Code}">
        <head><meta charset="utf-8"><meta name="generator" content="amparo publish"><meta name="viewport" content="width=device-width, initial-scale=1">
        <title>{WebUtility.HtmlEncode(title)}</title></head>
        <body><main>
        {body}
        </main></body>
        </html>

        """);

    private void Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        _files.Add(name);
    }
}
