using System.Net;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records.Pages;

/// <summary>The head of a report's page.</summary>
/// <param name="Language">The reader's language.</param>
/// <param name="Title">The title; stands as the first heading too.</param>
public sealed record PageHead(Language Language, string Title)
{
    /// <summary>The first line, by which the page is known later.</summary>
    public required string Mark { get; init; }

    /// <summary>The words of the link past the head, to the section whose id is <c>short</c>.</summary>
    public required string Skip { get; init; }
}

/// <summary>Where a section can be linked to.</summary>
/// <param name="Id">Its id in the page.</param>
public readonly record struct Anchor(string Id);

/// <summary>A drawing as markup; nothing in it is escaped.</summary>
/// <param name="Svg">An <c>svg</c> element.</param>
public readonly record struct Drawing(string Svg);

/// <summary>The lines of a page, and the parts that its sections share. Whatever is handed in as text is escaped here.</summary>
public sealed class ReportPage
{
    private readonly StringBuilder _html = new();

    /// <summary>Everything written so far.</summary>
    public override string ToString() => _html.ToString();

    /// <summary>Adds a line that is HTML already.</summary>
    /// <param name="html">The line; nothing in it is escaped.</param>
    public void Raw(string html) => _html.Append(html).Append('\n');

    /// <summary>Opens the page: its head, its title, and a way past what every page begins with.</summary>
    /// <param name="head">What stands in it.</param>
    public void Open(PageHead head)
    {
        ArgumentNullException.ThrowIfNull(head);
        Raw(head.Mark);
        Raw($"<html lang=\"{head.Language.Code}\">");
        Raw("<head>");
        Raw("<meta charset=\"utf-8\">");
        Raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        Raw($"<title>{Escape(head.Title)} – Amparo</title>");
        Raw($"<style>{ReportPageStyle.Css}</style>");
        Raw("</head>");
        Raw("<body>");
        Raw($"<a class=\"skip\" href=\"#short\">{Escape(head.Skip)}</a>");
        Raw("<main>");
        Raw($"<h1>{Escape(head.Title)}</h1>");
    }

    /// <summary>Closes the page.</summary>
    public void Close()
    {
        Raw("</main>");
        Raw("</body>");
        Raw("</html>");
    }

    /// <summary>A heading of a section that can be linked to.</summary>
    /// <param name="text">Its words.</param>
    /// <param name="anchor">Its id.</param>
    public void Heading(string text, Anchor anchor) => Raw($"<h2 id=\"{anchor.Id}\">{Escape(text)}</h2>");

    /// <summary>A heading within a section.</summary>
    /// <param name="text">Its words.</param>
    public void Heading(string text) => Raw($"<h3>{Escape(text)}</h3>");

    /// <summary>A paragraph.</summary>
    /// <param name="text">Its words.</param>
    public void Paragraph(string text) => Raw($"<p>{Escape(text)}</p>");

    /// <summary>A list.</summary>
    /// <param name="items">Its items.</param>
    public void List(params IEnumerable<string> items)
    {
        Raw("<ul>");
        foreach (var item in items)
            Raw($"<li>{Escape(item)}</li>");
        Raw("</ul>");
    }

    /// <summary>A drawing under its caption.</summary>
    /// <param name="caption">Its words.</param>
    /// <param name="drawing">The drawing.</param>
    public void Figure(string caption, Drawing drawing)
    {
        Raw("<figure>");
        Raw($"<figcaption>{Escape(caption)}</figcaption>");
        Raw(drawing.Svg);
        Raw("</figure>");
    }

    /// <summary>A table whose first column names the rows; on a narrow screen each row becomes a block whose cells carry their own labels.</summary>
    /// <param name="name">What it is called for those who hear it.</param>
    /// <param name="heads">The heads of the columns.</param>
    /// <param name="rows">The rows, as many cells each as there are heads.</param>
    /// <param name="words">Which columns hold words and not numbers; the first always does.</param>
    public void Table(string name, IReadOnlyList<string> heads, IEnumerable<IReadOnlyList<string>> rows, params int[] words)
    {
        string Number(int column) => column > 0 && !words.Contains(column) ? " class=\"number\"" : "";
        Raw($"<table role=\"table\" aria-label=\"{Escape(name)}\">");
        Raw($"<thead role=\"rowgroup\"><tr role=\"row\">{string.Concat(heads.Select((head, at) => $"<th role=\"columnheader\" scope=\"col\"{Number(at)}>{Escape(head)}</th>"))}</tr></thead>");
        Raw("<tbody role=\"rowgroup\">");
        foreach (var row in rows)
        {
            var cells = row.Skip(1).Select((cell, at) => $"<td role=\"cell\" data-label=\"{Escape(heads[at + 1])}\"{Number(at + 1)}>{Escape(cell)}</td>");
            Raw($"<tr role=\"row\"><th role=\"rowheader\" scope=\"row\">{Escape(row[0])}</th>{string.Concat(cells)}</tr>");
        }

        Raw("</tbody>");
        Raw("</table>");
    }

    /// <summary>Names with their texts.</summary>
    /// <param name="kind">How they look: <c>totals</c> or <c>made</c>.</param>
    /// <param name="facts">The names and texts.</param>
    public void Facts(string kind, params IEnumerable<(string Name, string Text)> facts)
    {
        Raw($"<dl class=\"{kind}\">");
        foreach (var (name, text) in facts)
            Raw($"<div><dt>{Escape(name)}</dt><dd>{Escape(text)}</dd></div>");
        Raw("</dl>");
    }

    /// <summary>A text as HTML.</summary>
    /// <param name="text">The text.</param>
    public static string Escape(string text) => WebUtility.HtmlEncode(text);
}
