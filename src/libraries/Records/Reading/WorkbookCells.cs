using System.Globalization;
using System.IO.Compression;
using System.Xml;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Refuses sheets whose cells lie where no spreadsheet has any. One such cell makes the workbook library fill all places before it.</summary>
internal static class WorkbookCells
{
    // The last column is XFD: what every spreadsheet program that writes XLSX can hold.
    private const int LastColumn = 16_384;
    private const int LastRow = 1_048_576;

    // A sheet is about six elements deep; every open element costs memory.
    private const int DeepestElement = 256;

    // ECMA-376-1, 18.18.11: all types of cells.
    private static readonly string?[] CellTypes = [null, "b", "d", "e", "inlineStr", "n", "s", "str"];

    /// <summary>Reads every sheet once. The sizes of the parts have been checked before.</summary>
    /// <param name="archive">The workbook.</param>
    /// <param name="holdsErrors">Whether some cell of some sheet holds a failed formula.</param>
    /// <returns>REC-008, REC-009, or null.</returns>
    internal static Problem? Check(ZipArchive archive, out bool holdsErrors)
    {
        holdsErrors = false;
        foreach (var entry in archive.Entries)
        {
            using var part = entry.Open();
            if (Check(part, ref holdsErrors) is { } code)
                return new Problem(code, "file");
        }

        return null;
    }

    // Sheets are known by their root element: the workbook itself may call the part what it likes.
    private static string? Check(Stream part, ref bool holdsErrors)
    {
        string? root = null;
        try
        {
            using var reader = XmlReader.Create(part);
            root = reader.MoveToContent() == XmlNodeType.Element ? reader.LocalName : null;
            return root switch
            {
                "worksheet" => CheckSheet(reader, ref holdsErrors),
                "Relationships" => CheckRelations(reader),
                _ => null,
            };
        }
        catch (XmlException)
        {
            // Without a root it is a picture, or something else that is no XML and so no sheet either.
            return root is null ? null : RecordsProblems.NotWorkbook;
        }
    }

    private static string? CheckSheet(XmlReader reader, ref bool holdsErrors)
    {
        var (row, column) = (0, 0);
        while (reader.Read())
        {
            if (reader.Depth > DeepestElement)
                return RecordsProblems.WorkbookTooLarge;
            if (reader.NodeType != XmlNodeType.Element)
                continue;
            string? fault = null;
            if (reader.LocalName == "row")
            {
                // References are optional: without them, rows and cells follow one another.
                fault = Number(reader.GetAttribute("r"), ref row);
                column = 0;
            }
            else if (reader.LocalName == "c")
            {
                fault = Place(reader.GetAttribute("r"), ref column);
                var type = reader.GetAttribute("t");
                if (!CellTypes.Contains(type))
                    fault ??= RecordsProblems.NotWorkbook;
                holdsErrors |= type == "e";
            }

            if (fault is not null)
                return fault;
        }

        return null;
    }

    // The workbook library would also read sheets in the binary format of XLSB, about whose cells nothing is known here.
    private static string? CheckRelations(XmlReader reader)
    {
        while (reader.Read())
        {
            var type = reader.GetAttribute("Type") ?? string.Empty;
            var target = reader.GetAttribute("Target") ?? string.Empty;
            if (target.EndsWith(".bin", StringComparison.OrdinalIgnoreCase)
                && (type.EndsWith("/worksheet", StringComparison.Ordinal) || type.EndsWith("/officeDocument", StringComparison.Ordinal)))
                return RecordsProblems.NotWorkbook;
        }

        return null;
    }

    private static string? Number(string? reference, ref int row)
    {
        if (reference is null)
            row++;
        else if (!int.TryParse(reference, NumberStyles.None, CultureInfo.InvariantCulture, out row))
            return reference.Length > 0 && reference.All(char.IsAsciiDigit) ? RecordsProblems.WorkbookTooLarge : RecordsProblems.NotWorkbook;
        return row switch
        {
            < 1 => RecordsProblems.NotWorkbook,
            > LastRow => RecordsProblems.WorkbookTooLarge,
            _ => null,
        };
    }

    private static string? Place(string? reference, ref int column)
    {
        if (reference is null)
            return ++column > LastColumn ? RecordsProblems.WorkbookTooLarge : null;
        var letters = 0;
        column = 0;
        while (letters < reference.Length && char.IsAsciiLetterUpper(reference[letters]))
        {
            column = (column * 26) + (reference[letters++] - 'A' + 1);
            // Here, before a long reference could overflow.
            if (column > LastColumn)
                return RecordsProblems.WorkbookTooLarge;
        }

        var row = 0;
        return letters == 0 ? RecordsProblems.NotWorkbook : Number(reference[letters..], ref row);
    }
}
