using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;

namespace Amparo.Records;

/// <summary>Finds the cells of a sheet that hold a failed formula. The workbook library reads them as blank, which would lose them silently.</summary>
internal static class FormulaErrors
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private const string Package = "http://schemas.openxmlformats.org/package/2006/relationships";

    /// <summary>The cells by sheet row (from one) and column (from zero).</summary>
    /// <returns>The cells, or null if the workbook is not laid out as XLSX asks. The stream is left at its start.</returns>
    internal static HashSet<(int Row, int Column)>? Find(Stream stream, string? sheet)
    {
        var start = stream.Position;
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            if (PartOf(archive, sheet) is not { } part)
                return null;
            using var reader = XmlReader.Create(part.Open());
            return Scan(reader);
        }
        catch (Exception failure) when (failure is XmlException or InvalidDataException)
        {
            return null;
        }
        finally
        {
            stream.Position = start;
        }
    }

    /// <summary>Whether the workbook counts its days from 1904, as spreadsheets on the Macintosh did. The stream is left at its start.</summary>
    internal static bool CountsDaysSince1904(Stream stream)
    {
        var start = stream.Position;
        try
        {
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true);
            return Load(archive, "xl/workbook.xml")?.Descendants(XName.Get("workbookPr", Main)).FirstOrDefault()?.Attribute("date1904")?.Value
                is "1" or "true";
        }
        catch (Exception failure) when (failure is XmlException or InvalidDataException)
        {
            return false;
        }
        finally
        {
            stream.Position = start;
        }
    }

    private static ZipArchiveEntry? PartOf(ZipArchive archive, string? sheet)
    {
        var sheets = Load(archive, "xl/workbook.xml")?.Descendants(XName.Get("sheet", Main));
        var id = sheets?.FirstOrDefault(node => sheet is null || node.Attribute("name")?.Value == sheet)?.Attribute(XName.Get("id", Relations))?.Value;
        var target = Load(archive, "xl/_rels/workbook.xml.rels")?.Descendants(XName.Get("Relationship", Package))
            .FirstOrDefault(node => node.Attribute("Id")?.Value == id)?.Attribute("Target")?.Value;
        return target is null ? null : archive.GetEntry(target.StartsWith('/') ? target[1..] : $"xl/{target}");
    }

    private static XDocument? Load(ZipArchive archive, string name)
    {
        if (archive.GetEntry(name) is not { } entry)
            return null;
        // Made without a document type definition, so nothing unfolds.
        using var reader = XmlReader.Create(entry.Open());
        return XDocument.Load(reader);
    }

    private static HashSet<(int Row, int Column)> Scan(XmlReader reader)
    {
        var cells = new HashSet<(int, int)>();
        var (row, column) = (0, -1);
        while (reader.Read())
        {
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            if (reader.LocalName == "row")
            {
                // References are optional: without them, rows and cells follow one another.
                row = int.TryParse(reader.GetAttribute("r"), NumberStyles.None, CultureInfo.InvariantCulture, out var stated) ? stated : row + 1;
                column = -1;
            }
            else if (reader.LocalName == "c")
            {
                column = ColumnOf(reader.GetAttribute("r")) ?? column + 1;
                if (reader.GetAttribute("t") == "e")
                    cells.Add((row, column));
            }
        }

        return cells;
    }

    // The letters of a reference such as AB12, as a number from zero.
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in (reference ?? string.Empty).TakeWhile(char.IsAsciiLetterUpper).Take(3))
            column = (column * 26) + (letter - 'A' + 1);
        return column > 0 ? column - 1 : null;
    }
}
