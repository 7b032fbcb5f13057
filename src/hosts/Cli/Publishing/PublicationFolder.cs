using System.Net;
using System.Text;
using Amparo.Publication;
using Amparo.Publication.Formats;

namespace Amparo.Cli.Publishing;

/// <summary>Released tables as files that open anywhere: a figure as CSV, SVG and page; a whole table in the open forms; the folder as a data package with a catalogue; one page of contents.</summary>
internal sealed class PublicationFolder(string folder, CliTexts texts)
{
    private const string Contents = "index.html";

    private readonly List<string> _files = [];
    private readonly List<(string File, string Title)> _pages = [];
    private readonly List<PackagedTable> _tables = [];

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

    /// <summary>Writes a whole table in every open form that it has: <c>ID.csv</c>, <c>ID.xlsx</c>, <c>ID.json</c> and so on.</summary>
    internal void Add(OpenTable table)
    {
        var files = TableFiles.WriteAll(table);
        foreach (var file in files)
            Write($"{table.Id}.{file.Extension}", file.Bytes.Span);
        _tables.Add(new(table, files, format => $"{table.Id}.{TableFormats.Extension(format)}"));
    }

    /// <summary>Writes the page of contents, the ledger that accounts for everything in the folder, and the list of all files.</summary>
    internal void Finish(byte[] ledger)
    {
        Write("ledger.jsonl", ledger);
        Write("datapackage.json", stream => DataPackage.Write(_tables, stream));
        Write("catalogue.jsonld", stream => DcatCatalogue.Write(
            [.. _tables.Select(table => table.Table)],
            new("catalogue.jsonld", (table, format) => $"{table.Id}.{TableFormats.Extension(format)}") { PackageOf = _ => "datapackage.json" },
            stream));
        var links = _pages
            .Concat(_tables.SelectMany(table => table.Files.Select(file => (File: table.PathOf(file.Format), Title: $"{table.Table.Title} ({file.Extension})"))))
            .Append((File: "datapackage.json", Title: texts["package"])).Append((File: "catalogue.jsonld", Title: texts["catalogue"]))
            .Append((File: "ledger.jsonl", Title: texts["ledger"]))
            .Select(page => $"<li><a href=\"{WebUtility.HtmlEncode(page.File)}\">{WebUtility.HtmlEncode(page.Title)}</a></li>");
        Write(Contents, Page(texts["contents"], $"<h1>{texts["contents"]}</h1><ul>{string.Join('\n', links)}</ul>"));
        Write(PublicationManifest.FileName, PublicationManifest.Of(_files));
    }

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

    private void Write(string name, Action<Stream> content)
    {
        using var buffer = new MemoryStream();
        content(buffer);
        Write(name, buffer.ToArray());
    }

    private void Write(string name, ReadOnlySpan<byte> bytes)
    {
        File.WriteAllBytes(Path.Combine(folder, name), bytes);
        _files.Add(name);
    }
}
