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

    /// <summary>Where each text of a picture stands, as wide as it is estimated and as high as its letters.</summary>
    public static IReadOnlyList<(string Text, Drawing.Box Box)> TextBoxes(FigureUnit unit) =>
        [.. Parse(unit.Svg).Elements(Svg + "text").Select(text => (text.Value, BoxOf(text)))];

    /// <summary>No two texts share any place.</summary>
    public static void ShouldKeepApart(this IReadOnlyList<(string Text, Drawing.Box Box)> texts, string name)
    {
        for (var one = 0; one < texts.Count; one++)
        {
            for (var other = 0; other < one; other++)
                texts[one].Box.Overlaps(texts[other].Box).ShouldBeFalse($"{name}: {texts[one]} and {texts[other]}");
        }
    }

    private static Drawing.Box BoxOf(XElement text)
    {
        var size = Number(text, "font-size");
        var width = Drawing.TextMeasure.Width(text.Value, size);
        var before = (string?)text.Attribute("text-anchor") switch { "end" => width, "middle" => width / 2, _ => 0 };
        if (text.Attribute("x") is not null)
            return new Drawing.Box(Number(text, "x") - before, Number(text, "y") - (size * 0.75m), width, size * 0.9m);

        // translate(x y) rotate(-90): the line runs upwards from the point.
        var at = ((string)text.Attribute("transform")!).Split('(', ')')[1].Split(' ').Select(n => decimal.Parse(n, CultureInfo.InvariantCulture)).ToList();
        return new Drawing.Box(at[0] - (size * 0.75m), at[1] + before - width, size * 0.9m, width);
    }

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
