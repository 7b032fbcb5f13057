using System.Globalization;
using System.IO.Compression;
using System.Xml;

namespace Amparo.Demonstration.Layouts;

/// <summary>One cell of a sheet: a text, a whole number, a date, or nothing.</summary>
internal readonly record struct SheetCell(string? Text, int? Number = null, bool IsDate = false)
{
    internal static SheetCell Empty => default;

    internal static SheetCell Of(string text) => new(text.Length == 0 ? null : text);

    internal static SheetCell Of(int number) => new(null, number);

    /// <summary>A date as Excel counts days: right from 1 March 1900, before which Excel invents a day; no earlier date is written here.</summary>
    internal static SheetCell Of(DateOnly date) => new(null, date.DayNumber - ExcelEpoch, IsDate: true);

    private static readonly int ExcelEpoch = new DateOnly(1899, 12, 30).DayNumber;
}

/// <summary>A workbook of one sheet, written row by row in constant memory.</summary>
/// <remarks>
/// Office Open XML, ECMA-376 part 1, sections 12.3 and 18.3. System.IO.Packaging, and with it the Open XML SDK, stamps parts with the
/// clock; here each entry carries one fixed time, so that equal rows give equal bytes.
/// </remarks>
internal sealed class SheetFile : IDisposable
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string DateStyle = "1";
    private static readonly DateTimeOffset EntryTime = new(2020, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive _archive;
    private readonly Stream _entry;
    private readonly XmlWriter _xml;
    private readonly int _rowLimit;
    private int _row;

    /// <summary>Takes over a stream; disposing the file completes the workbook and disposes the stream.</summary>
    internal SheetFile(Stream stream, int rowLimit)
    {
        _rowLimit = rowLimit;
        _archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: false);
        foreach (var (name, text) in WorkbookParts.All)
        {
            using var part = new StreamWriter(Entry(name));
            part.Write(text);
        }

        _entry = Entry("xl/worksheets/sheet1.xml");
        _xml = XmlWriter.Create(_entry, new XmlWriterSettings { Encoding = new System.Text.UTF8Encoding(false), CheckCharacters = true });
        _xml.WriteStartDocument();
        _xml.WriteStartElement("worksheet", Main);
        _xml.WriteStartElement("sheetData", Main);
    }

    /// <summary>Writes the next row.</summary>
    /// <returns>False, and nothing is written, if the sheet is full.</returns>
    internal bool TryWrite(ReadOnlySpan<SheetCell> cells)
    {
        if (_row >= _rowLimit)
            return false;
        _row++;
        _xml.WriteStartElement("row", Main);
        var number = _row.ToString(CultureInfo.InvariantCulture);
        _xml.WriteAttributeString("r", number);
        for (var i = 0; i < cells.Length; i++)
        {
            if (cells[i] != SheetCell.Empty)
                WriteCell(cells[i], $"{(char)('A' + i)}{number}");
        }

        _xml.WriteEndElement();
        return true;
    }

    public void Dispose()
    {
        // Nested, so that a full disk in one of them still closes the others.
        using (_archive)
        using (_entry)
        using (_xml)
            _xml.WriteEndDocument();
    }

    private void WriteCell(SheetCell cell, string reference)
    {
        _xml.WriteStartElement("c", Main);
        _xml.WriteAttributeString("r", reference);
        if (cell.Text is { } text)
        {
            _xml.WriteAttributeString("t", "inlineStr");
            _xml.WriteStartElement("is", Main);
            _xml.WriteElementString("t", Main, text);
            _xml.WriteEndElement();
        }
        else
        {
            if (cell.IsDate)
                _xml.WriteAttributeString("s", DateStyle);
            _xml.WriteElementString("v", Main, cell.Number.GetValueOrDefault().ToString(CultureInfo.InvariantCulture));
        }

        _xml.WriteEndElement();
    }

    private Stream Entry(string name)
    {
        var entry = _archive.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = EntryTime;
        return entry.Open();
    }
}
