using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;

namespace Amparo.Publication.Formats;

/// <summary>Writes a table as a workbook (Office Open XML): the data, their dictionary, and what must be known to read them.</summary>
/// <remarks>
/// Numbers are numbers; where there is none, the word for withheld or missing stands. Texts are never formulas. Every entry of the package
/// carries one fixed time and nothing of the machine but the kind of its system, so that the same table gives the same bytes.
/// </remarks>
public static class Workbook
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string PackageRelations = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const int WidestColumn = 60;

    // The earliest time that a package can hold.
    private static readonly DateTimeOffset Fixed = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly IReadOnlyList<string> SheetNames = ["data", "dictionary", "notes"];

    private enum Style
    {
        Plain,
        Bold,
        Wrapped,
    }

    /// <summary>Writes the workbook.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to; not closed.</param>
    public static void Write(OpenTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        string[] names = [.. SheetNames.Select(sheet => table.Text.Say("chart.open.sheet." + sheet, []))];

        // Made in memory first: into a stream that cannot seek, the package would be written in another way.
        using var buffer = new MemoryStream();
        using (var package = new ZipArchive(buffer, ZipArchiveMode.Create, leaveOpen: true))
        {
            Add(package, "[Content_Types].xml", ContentTypes);
            Add(package, "_rels/.rels", xml => Relationships(xml, [("officeDocument", "xl/workbook.xml")]));
            Add(package, "xl/workbook.xml", xml => Book(xml, names));
            Add(package, "xl/_rels/workbook.xml.rels", xml => Relationships(
                xml, [.. names.Select((_, at) => ("worksheet", $"worksheets/sheet{Digits(at + 1)}.xml")), ("styles", "styles.xml")]));
            Add(package, "xl/styles.xml", Styles);
            Add(package, "xl/worksheets/sheet1.xml", xml => Sheet(
                xml, [.. table.Columns.Select(column => column.Id)], [.. table.Rows.Select(IReadOnlyList<Cell> (row) => [.. row.Select(Of)])]));
            Add(package, "xl/worksheets/sheet2.xml", xml => Sheet(
                xml, Codebook.Heading, [.. Codebook.Lines(table).Select(IReadOnlyList<Cell> (line) => [.. line.Select(text => new Cell(text))])]));
            Add(package, "xl/worksheets/sheet3.xml", xml => Sheet(
                xml, [names[2], string.Empty],
                [.. TableNotes.Of(table).Select(IReadOnlyList<Cell> (note) => [new(note.Heading) { Style = Style.Bold }, new(note.Text) { Style = Style.Wrapped }])]));
        }

        buffer.Position = 0;
        buffer.CopyTo(stream);
    }

    private static Cell Of(OpenValue value) => new(value.Word ?? value.Text) { Number = value.Number };

    private static void Add(ZipArchive package, string name, Action<XmlWriter> content)
    {
        var entry = package.CreateEntry(name, CompressionLevel.Optimal);
        entry.LastWriteTime = Fixed;
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream, new XmlWriterSettings { Encoding = new UTF8Encoding(false), NewLineChars = "\n", NewLineHandling = NewLineHandling.Entitize });
        xml.WriteStartDocument(standalone: true);
        content(xml);
        xml.WriteEndDocument();
    }

    private static void ContentTypes(XmlWriter xml)
    {
        const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
        xml.WriteStartElement("Types", "http://schemas.openxmlformats.org/package/2006/content-types");
        foreach (var (extension, type) in new[] { ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml") })
        {
            xml.WriteStartElement("Default");
            xml.WriteAttributeString("Extension", extension);
            xml.WriteAttributeString("ContentType", type);
            xml.WriteEndElement();
        }

        foreach (var (part, type) in new[]
        {
            ("/xl/workbook.xml", "sheet.main+xml"), ("/xl/styles.xml", "styles+xml"), ("/xl/worksheets/sheet1.xml", "worksheet+xml"),
            ("/xl/worksheets/sheet2.xml", "worksheet+xml"), ("/xl/worksheets/sheet3.xml", "worksheet+xml"),
        })
        {
            xml.WriteStartElement("Override");
            xml.WriteAttributeString("PartName", part);
            xml.WriteAttributeString("ContentType", Sheets + type);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Relationships(XmlWriter xml, IReadOnlyList<(string Type, string Target)> relations)
    {
        xml.WriteStartElement("Relationships", PackageRelations);
        foreach (var (at, relation) in relations.Index())
        {
            xml.WriteStartElement("Relationship");
            xml.WriteAttributeString("Id", "rId" + Digits(at + 1));
            xml.WriteAttributeString("Type", $"{Relations}/{relation.Type}");
            xml.WriteAttributeString("Target", relation.Target);
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private static void Book(XmlWriter xml, IReadOnlyList<string> names)
    {
        xml.WriteStartElement("workbook", Main);
        xml.WriteAttributeString("xmlns", "r", null, Relations);
        xml.WriteStartElement("sheets", Main);
        foreach (var (at, name) in names.Index())
        {
            xml.WriteStartElement("sheet", Main);
            xml.WriteAttributeString("name", name);
            xml.WriteAttributeString("sheetId", Digits(at + 1));
            xml.WriteAttributeString("id", Relations, "rId" + Digits(at + 1));
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Styles(XmlWriter xml)
    {
        xml.WriteStartElement("styleSheet", Main);
        Group("fonts", 2, at =>
        {
            xml.WriteStartElement("font", Main);
            if (at == 1)
                xml.WriteElementString("b", Main, null);
            Value("sz", "11");
            Value("name", "Calibri");
            xml.WriteEndElement();
        });
        Group("fills", 2, at =>
        {
            xml.WriteStartElement("fill", Main);
            xml.WriteStartElement("patternFill", Main);
            xml.WriteAttributeString("patternType", at == 0 ? "none" : "gray125");
            xml.WriteEndElement();
            xml.WriteEndElement();
        });
        Group("borders", 1, _ => xml.WriteElementString("border", Main, null));
        Group("cellStyleXfs", 1, _ => Format(0, wrapped: false, isCell: false));
        Group("cellXfs", 3, at => Format(at == (int)Style.Bold ? 1 : 0, at == (int)Style.Wrapped, isCell: true));
        Group("cellStyles", 1, _ =>
        {
            xml.WriteStartElement("cellStyle", Main);
            xml.WriteAttributeString("name", "Normal");
            xml.WriteAttributeString("xfId", "0");
            xml.WriteAttributeString("builtinId", "0");
            xml.WriteEndElement();
        });
        xml.WriteEndElement();

        void Group(string name, int count, Action<int> item)
        {
            xml.WriteStartElement(name, Main);
            xml.WriteAttributeString("count", Digits(count));
            for (var at = 0; at < count; at++)
                item(at);
            xml.WriteEndElement();
        }

        void Value(string name, string value)
        {
            xml.WriteStartElement(name, Main);
            xml.WriteAttributeString("val", value);
            xml.WriteEndElement();
        }

        void Format(int font, bool wrapped, bool isCell)
        {
            xml.WriteStartElement("xf", Main);
            xml.WriteAttributeString("numFmtId", "0");
            xml.WriteAttributeString("fontId", Digits(font));
            xml.WriteAttributeString("fillId", "0");
            xml.WriteAttributeString("borderId", "0");
            if (isCell)
                xml.WriteAttributeString("xfId", "0");
            if (wrapped)
            {
                xml.WriteAttributeString("applyAlignment", "1");
                xml.WriteStartElement("alignment", Main);
                xml.WriteAttributeString("vertical", "top");
                xml.WriteAttributeString("wrapText", "1");
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }
    }

    private static void Sheet(XmlWriter xml, IReadOnlyList<string> heading, IReadOnlyList<IReadOnlyList<Cell>> rows)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        xml.WriteAttributeString("workbookViewId", "0");
        xml.WriteStartElement("pane", Main);
        xml.WriteAttributeString("ySplit", "1");
        xml.WriteAttributeString("topLeftCell", "A2");
        xml.WriteAttributeString("activePane", "bottomLeft");
        xml.WriteAttributeString("state", "frozen");
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteEndElement();
        xml.WriteStartElement("cols", Main);
        foreach (var (at, name) in heading.Index())
        {
            var longest = rows.Select(row => row[at].Text.Length).Prepend(name.Length).Max();
            xml.WriteStartElement("col", Main);
            xml.WriteAttributeString("min", Digits(at + 1));
            xml.WriteAttributeString("max", Digits(at + 1));
            xml.WriteAttributeString("width", Digits(Math.Min(longest + 3, WidestColumn)));
            xml.WriteAttributeString("customWidth", "1");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteStartElement("sheetData", Main);
        Row(xml, 1, [.. heading.Select(name => new Cell(name) { Style = Style.Bold })]);
        foreach (var (at, row) in rows.Index())
            Row(xml, at + 2, row);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void Row(XmlWriter xml, int number, IReadOnlyList<Cell> cells)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", Digits(number));
        foreach (var (at, cell) in cells.Index())
        {
            if (cell.Text.Length == 0)
                continue;
            xml.WriteStartElement("c", Main);
            xml.WriteAttributeString("r", Letters(at) + Digits(number));
            if (cell.Style != Style.Plain)
                xml.WriteAttributeString("s", Digits((int)cell.Style));
            if (cell.Number is { } value)
            {
                xml.WriteElementString("v", Main, SliceCsv.Digits(value));
            }
            else
            {
                xml.WriteAttributeString("t", "inlineStr");
                xml.WriteStartElement("is", Main);
                xml.WriteStartElement("t", Main);
                xml.WriteAttributeString("xml", "space", null, "preserve");
                xml.WriteString(Printable(cell.Text));
                xml.WriteEndElement();
                xml.WriteEndElement();
            }

            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    // What no document of this form can hold is left out; nothing of ours has it.
    private static string Printable(string text) =>
        text.All(XmlConvert.IsXmlChar) ? text : new string([.. text.Where(letter => XmlConvert.IsXmlChar(letter))]);

    private static string Letters(int column) => column < 26
        ? ((char)('A' + column)).ToString()
        : Letters((column / 26) - 1) + (char)('A' + (column % 26));

    private static string Digits(int number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Cell(string Text)
    {
        public decimal? Number { get; init; }

        public Style Style { get; init; }
    }
}
