using Amparo.Vocabulary;

namespace Amparo.Publication.Formats;

/// <summary>In which form a table is written.</summary>
public enum TableFormat
{
    /// <summary>Comma-separated values, RFC 4180, UTF-8 with byte order mark.</summary>
    Csv,

    /// <summary>The same with a row of HXL hashtags below the names of the columns.</summary>
    HxlCsv,

    /// <summary>A workbook for spreadsheets, Office Open XML.</summary>
    Workbook,

    /// <summary>JSON with codes, their names and the figures.</summary>
    Json,

    /// <summary>SDMX-CSV 2.0 in the structure of the Sustainable Development Goals; of tables of indicator 16.2.2 alone.</summary>
    SdmxCsv,

    /// <summary>The meaning of every column and code, as CSV.</summary>
    Dictionary,
}

/// <summary>A file made from a released table.</summary>
/// <param name="Format">Its form.</param>
/// <param name="Bytes">What stands in it.</param>
public sealed record DataFile(TableFormat Format, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>Its ending, without a dot in front.</summary>
    public string Extension => TableFormats.Extension(Format);

    /// <summary>Its media type.</summary>
    public string MediaType => TableFormats.MediaType(Format);
}

/// <summary>Endings and media types of the forms.</summary>
public static class TableFormats
{
    /// <summary>All forms, in the order in which they are offered.</summary>
    public static IReadOnlyList<TableFormat> All { get; } = [.. Enum.GetValues<TableFormat>()];

    /// <summary>The ending of a form's files, without a dot in front: <c>csv</c>, <c>hxl.csv</c>, <c>xlsx</c>, <c>json</c>, <c>sdmx.csv</c>, <c>dictionary.csv</c>.</summary>
    /// <param name="format">The form.</param>
    /// <returns>The ending.</returns>
    public static string Extension(TableFormat format) => format switch
    {
        TableFormat.Csv => "csv",
        TableFormat.HxlCsv => "hxl.csv",
        TableFormat.Workbook => "xlsx",
        TableFormat.Json => "json",
        TableFormat.SdmxCsv => "sdmx.csv",
        TableFormat.Dictionary => "dictionary.csv",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    /// <summary>The form of an ending.</summary>
    /// <param name="extension">Without a dot in front; case matters.</param>
    /// <returns>The form, or null.</returns>
    public static TableFormat? Find(string extension) => All.Where(format => Extension(format) == extension).Select(format => (TableFormat?)format).FirstOrDefault();

    /// <summary>The media type of a form.</summary>
    /// <param name="format">The form.</param>
    /// <returns>The type, with its parameters.</returns>
    public static string MediaType(TableFormat format) => format switch
    {
        TableFormat.Csv or TableFormat.HxlCsv or TableFormat.Dictionary => "text/csv; charset=utf-8",
        TableFormat.Workbook => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        TableFormat.Json => "application/json",
        TableFormat.SdmxCsv => "application/vnd.sdmx.data+csv; version=2.0.0; charset=utf-8",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}

/// <summary>Writes a released table in any form.</summary>
public static class TableFiles
{
    /// <summary>Whether a table can be written in a form.</summary>
    /// <param name="table">The table.</param>
    /// <param name="format">The form.</param>
    /// <returns>False only for SDMX where indicator 16.2.2 has no place for the table.</returns>
    public static bool Has(OpenTable table, TableFormat format) => format != TableFormat.SdmxCsv || SdmxCsv.SeriesOf(table) is not null;

    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="format">The form.</param>
    /// <returns>The file: the same table, language and texts give the same bytes. For SDMX <c>PUB-010</c> or <c>PUB-011</c> where the table has no place in its structure.</returns>
    public static Outcome<DataFile> Write(OpenTable table, TableFormat format)
    {
        ArgumentNullException.ThrowIfNull(table);
        using var buffer = new MemoryStream();
        switch (format)
        {
            case TableFormat.Csv:
                TableCsv.Write(table, buffer);
                break;
            case TableFormat.HxlCsv:
                TableCsv.WriteWithHashtags(table, buffer);
                break;
            case TableFormat.Workbook:
                Workbook.Write(table, buffer);
                break;
            case TableFormat.Json:
                CubeJson.Write(table, buffer);
                break;
            case TableFormat.Dictionary:
                Codebook.Write(table, buffer);
                break;
            case TableFormat.SdmxCsv:
                if (SdmxCsv.Write(table, buffer) is { } problem)
                    return problem;
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(format));
        }

        return new DataFile(format, buffer.ToArray());
    }

    /// <summary>Writes a table in every form that it has.</summary>
    /// <param name="table">The table.</param>
    /// <returns>The files, in the order of <see cref="TableFormats.All"/>.</returns>
    public static IReadOnlyList<DataFile> WriteAll(OpenTable table) =>
        [.. TableFormats.All.Where(format => Has(table, format)).Select(format => Write(table, format)).Where(file => file.Succeeded).Select(file => file.Value)];
}
