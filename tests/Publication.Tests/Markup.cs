using System.Globalization;
using System.Text;
using System.Xml.Linq;

namespace Amparo.Publication.Tests;

/// <summary>Reads back what the charts wrote, by other means than those that wrote it.</summary>
internal static class Markup
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    public static XElement Parse(string markup) => XDocument.Parse(markup).Root!;

    public static IReadOnlyList<string> SvgTexts(FigureUnit unit) => [.. Parse(unit.Svg).Descendants(Svg + "text").Select(text => text.Value)];

    public static int CountOf(FigureUnit unit, string fill) =>
        Parse(unit.Svg).Descendants(Svg + "rect").Count(rect => rect.Ancestors(Svg + "defs").FirstOrDefault() is null && (string?)rect.Attribute("fill") == fill);

    public static decimal Number(XElement element, string attribute) =>
        decimal.Parse(element.Attribute(attribute)!.Value, NumberStyles.Float, CultureInfo.InvariantCulture);

    /// <summary>The text of the table's body, row by row, headers first.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> TableRows(FigureUnit unit) =>
        [.. Parse(unit.Table).Element("tbody")!.Elements("tr").Select(row => (IReadOnlyList<string>)[.. row.Elements().Select(cell => cell.Value)])];

    /// <summary>The records of a CSV, read by a small reader of RFC 4180.</summary>
    public static IReadOnlyList<IReadOnlyList<string>> CsvRecords(ReadOnlyMemory<byte> csv)
    {
        csv.Span[..3].ToArray().ShouldBe(new byte[] { 0xEF, 0xBB, 0xBF });
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(csv.Span[3..]);
        var records = new List<IReadOnlyList<string>>();
        var record = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '"' when quoted && at + 1 < text.Length && text[at + 1] == '"':
                    field.Append('"');
                    at++;
                    break;
                case '"':
                    quoted = !quoted;
                    break;
                case ',' when !quoted:
                    record.Add(field.ToString());
                    field.Clear();
                    break;
                case '\r' when !quoted && text[at + 1] == '\n':
                    record.Add(field.ToString());
                    field.Clear();
                    records.Add([.. record]);
                    record.Clear();
                    at++;
                    break;
                default:
                    field.Append(text[at]);
                    break;
            }
        }

        field.Length.ShouldBe(0);
        return records;
    }
}
