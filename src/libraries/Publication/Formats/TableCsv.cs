using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Publication.Formats;

/// <summary>Writes a whole table as CSV (RFC 4180): UTF-8 with byte order mark, CRLF, numbers with a decimal point.</summary>
/// <remarks>The columns of a cube are those of the CSV of a figure. A text that a spreadsheet would take for a formula begins with an apostrophe.</remarks>
public static class TableCsv
{
    private const string Year = "#date+year";
    private const string Date = "#date";

    /// <summary>Writes the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to; not closed.</param>
    public static void Write(OpenTable table, Stream stream) => Write(table, stream, null);

    /// <summary>Writes the table with a row of HXL hashtags below the names of the columns.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to; not closed.</param>
    public static void WriteWithHashtags(OpenTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(table);
        Write(table, stream, [.. table.Columns.Select(column => Hashtag(table, column))]);
    }

    /// <summary>Lines as the bytes of a file.</summary>
    internal static void Write(IEnumerable<IReadOnlyList<string>> lines, Stream stream, bool withMark)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
            SliceCsv.Append(text, line);
        if (withMark)
            stream.Write(Encoding.UTF8.Preamble);
        stream.Write(Encoding.UTF8.GetBytes(text.ToString()));
    }

    private static void Write(OpenTable table, Stream stream, IReadOnlyList<string>? hashtags)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        IEnumerable<IReadOnlyList<string>> heading = [[.. table.Columns.Select(column => column.Id)], .. hashtags is null ? [] : new[] { hashtags }];
        // Under a date stands a date or nothing: "unknown" and "total" are codes of ours.
        var dates = hashtags?.Select(tag => tag is Year or Date).ToArray();
        Write(
            heading.Concat(table.Rows.Select(IReadOnlyList<string> (row) =>
                [.. row.Select((value, at) => dates?[at] == true && value.Text is CodeList.Unknown or CodeList.Total ? "" : value.Text)])),
            stream, withMark: true);
    }

    private static string Hashtag(OpenTable table, OpenColumn column)
    {
        var counts = table.Facts.Measure is Vocabulary.Shapes.MeasureKind.Count or Vocabulary.Shapes.MeasureKind.Distinct;
        var value = counts ? "#affected" : "#value";
        return column.Id switch
        {
            "indicator" => "#indicator+code",
            "country" => "#country+code+v_iso2",
            "country_name" => "#country+name",
            "year" => Year,
            // A name may say that the year is unknown, which no date says.
            "year_name" => "#meta+year+name",
            "date" => Date,
            "kind" => "#status+kind",
            "low" => value + "+min",
            "high" => value + "+max",
            "best" => value + "+best",
            _ => "#meta+" + new string([.. column.Id.Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '_')]),
        };
    }
}
