using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Amparo.Records.Tests;

/// <summary>Writes the bytes of small workbooks by hand, so that the reader is not tested by its own kind.</summary>
internal static class Workbook
{
    private const string Head = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>";
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";
    private const string Types = "application/vnd.openxmlformats-officedocument.spreadsheetml";

    /// <summary>A cell that holds text.</summary>
    internal static string Text(string text) => $"t=\"inlineStr\"><is><t>{System.Security.SecurityElement.Escape(text)}</t></is>";

    internal static string Number(double number) => $"><v>{number.ToString(CultureInfo.InvariantCulture)}</v>";

    /// <summary>A date cell: a day number with the date style (style one of the sheet).</summary>
    internal static string Date(DateOnly day) => $"s=\"1\"><v>{(day.DayNumber - new DateOnly(1899, 12, 30).DayNumber).ToString(CultureInfo.InvariantCulture)}</v>";

    internal static string Error(string word) => $"t=\"e\"><v>{word}</v>";

    /// <summary>A workbook of sheets; a row is its cells, null for a cell that does not exist; an empty row is left out of the file.</summary>
    internal static MemoryStream Of(params (string Name, string?[][] Rows)[] sheets)
    {
        var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var numbers = Enumerable.Range(1, sheets.Length).Select(n => n.ToString(CultureInfo.InvariantCulture)).ToArray();
            Add(archive, "[Content_Types].xml",
                $"<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                + "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                + $"<Override PartName=\"/xl/workbook.xml\" ContentType=\"{Types}.sheet.main+xml\"/>"
                + $"<Override PartName=\"/xl/styles.xml\" ContentType=\"{Types}.styles+xml\"/>"
                + string.Concat(numbers.Select(n => $"<Override PartName=\"/xl/worksheets/sheet{n}.xml\" ContentType=\"{Types}.worksheet+xml\"/>"))
                + "</Types>");
            Add(archive, "_rels/.rels",
                $"<Relationships xmlns=\"{Package}\"><Relationship Id=\"r1\" Type=\"{Relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
            Add(archive, "xl/_rels/workbook.xml.rels",
                $"<Relationships xmlns=\"{Package}\">"
                + string.Concat(numbers.Select(n => $"<Relationship Id=\"s{n}\" Type=\"{Relations}/worksheet\" Target=\"worksheets/sheet{n}.xml\"/>"))
                + $"<Relationship Id=\"st\" Type=\"{Relations}/styles\" Target=\"styles.xml\"/></Relationships>");
            Add(archive, "xl/workbook.xml",
                $"<workbook xmlns=\"{Main}\" xmlns:r=\"{Relations}\"><sheets>"
                + string.Concat(numbers.Select((n, i) => $"<sheet name=\"{sheets[i].Name}\" sheetId=\"{n}\" r:id=\"s{n}\"/>"))
                + "</sheets></workbook>");
            Add(archive, "xl/styles.xml",
                $"<styleSheet xmlns=\"{Main}\"><cellXfs count=\"2\"><xf numFmtId=\"0\"/><xf numFmtId=\"14\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>");
            for (var sheet = 0; sheet < sheets.Length; sheet++)
                Add(archive, $"xl/worksheets/sheet{numbers[sheet]}.xml", Sheet(sheets[sheet].Rows));
        }

        stream.Position = 0;
        return stream;
    }

    /// <summary>A workbook of one sheet S of exactly this XML inside <c>worksheet</c>.</summary>
    internal static MemoryStream WithSheet(string xml, Encoding? encoding = null)
    {
        var stream = Of(("S", []));
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            archive.GetEntry("xl/worksheets/sheet1.xml")!.Delete();
            var bytes = encoding ?? new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            using var part = new StreamWriter(archive.CreateEntry("xl/worksheets/sheet1.xml").Open(), bytes);
            part.Write($"<worksheet xmlns=\"{Main}\">{xml}</worksheet>");
        }

        stream.Position = 0;
        return stream;
    }

    private static string Sheet(string?[][] rows)
    {
        var xml = new StringBuilder($"<worksheet xmlns=\"{Main}\"><sheetData>");
        for (var row = 0; row < rows.Length; row++)
        {
            if (rows[row].All(cell => cell is null))
                continue;
            var number = (row + 1).ToString(CultureInfo.InvariantCulture);
            xml.Append(CultureInfo.InvariantCulture, $"<row r=\"{number}\">");
            for (var column = 0; column < rows[row].Length; column++)
            {
                if (rows[row][column] is { } cell)
                    xml.Append(CultureInfo.InvariantCulture, $"<c r=\"{(char)('A' + column)}{number}\" {cell}</c>");
            }

            xml.Append("</row>");
        }

        return xml.Append("</sheetData></worksheet>").ToString();
    }

    private static void Add(ZipArchive archive, string name, string xml)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open(), new UTF8Encoding(false));
        writer.Write(Head + xml);
    }
}
