using System.Net;
using System.Text;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>The lines of a page, and the parts that its sections share. Whatever is handed in as text is escaped here.</summary>
internal sealed class ReportPage
{
    private readonly StringBuilder _html = new();

    public override string ToString() => _html.ToString();

    public void Raw(string html) => _html.Append(html).Append('\n');

    public void Heading(string text, string id) => Raw($"<h2 id=\"{id}\">{Escape(text)}</h2>");

    public void Heading(string text) => Raw($"<h3>{Escape(text)}</h3>");

    public void Paragraph(string text) => Raw($"<p>{Escape(text)}</p>");

    public void List(params IEnumerable<string> items)
    {
        Raw("<ul>");
        foreach (var item in items)
            Raw($"<li>{Escape(item)}</li>");
        Raw("</ul>");
    }

    /// <summary>A drawing under its caption.</summary>
    public void Figure(string caption, string svg)
    {
        Raw("<figure>");
        Raw($"<figcaption>{Escape(caption)}</figcaption>");
        Raw(svg);
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

    public void Facts(string kind, params IEnumerable<(string Name, string Text)> facts)
    {
        Raw($"<dl class=\"{kind}\">");
        foreach (var (name, text) in facts)
            Raw($"<div><dt>{Escape(name)}</dt><dd>{Escape(text)}</dd></div>");
        Raw("</dl>");
    }

    public static string Escape(string text) => WebUtility.HtmlEncode(text);
}
