using System.Text;
using System.Text.Json;
using Amparo.Publication.Formats;
using Amparo.Vocabulary;

namespace Amparo.Publication;

/// <summary>Several figures as one file, such as those of a page: the cells that each figure states, beside what it is called and where it is from.</summary>
/// <remarks>Pure: the same figures give the same bytes in any culture.</remarks>
public static class FigureFiles
{
    /// <summary>Writes figures as CSV (RFC 4180).</summary>
    /// <param name="units">The figures. Their dimensions differ, so each cell names its figure, its row and its series.</param>
    /// <returns>
    /// UTF-8 with byte order mark, CRLF; columns <c>figure</c>, <c>row</c>, <c>series</c> (codes), <c>kind</c> (exact, interval, withheld, missing), <c>low</c>, <c>high</c> (empty
    /// unless stated), <c>title</c>, <c>source</c>, <c>mark</c> (the sentence that says that the data are invented; empty where they are not).
    /// </returns>
    public static byte[] Csv(IReadOnlyList<FigureUnit> units)
    {
        ArgumentNullException.ThrowIfNull(units);
        var lines = new StringBuilder();
        SliceCsv.Append(lines, ["figure", "row", "series", "kind", "low", "high", "title", "source", "mark"]);
        foreach (var unit in units)
        {
            foreach (var cell in unit.Cells)
            {
                SliceCsv.Append(lines, [
                    unit.Id, cell.Row, cell.Series, SliceCsv.KindOf(cell.Figure),
                    cell.Figure.IsStated ? SliceCsv.Digits(cell.Figure.Low) : string.Empty, cell.Figure.IsStated ? SliceCsv.Digits(cell.Figure.High) : string.Empty,
                    unit.Title, unit.Source, unit.Mark ?? string.Empty,
                ]);
            }
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];
    }

    /// <summary>Writes figures as JSON.</summary>
    /// <param name="units">The figures.</param>
    /// <param name="language">The language of their words.</param>
    /// <returns>
    /// An object with <c>language</c>, <c>totalCode</c>, <c>unknownCode</c> and <c>figures</c>: each with <c>id</c>, <c>title</c>, <c>headline</c>, <c>source</c>, <c>notes</c> (the mark of
    /// invented data first) and <c>cells</c> (<c>row</c>, <c>series</c>, <c>kind</c>, and <c>low</c> and <c>high</c> where stated).
    /// </returns>
    public static byte[] Json(IReadOnlyList<FigureUnit> units, Language language)
    {
        ArgumentNullException.ThrowIfNull(units);
        ArgumentNullException.ThrowIfNull(language);
        using var stream = new MemoryStream();
        JsonText.Write(stream, json =>
        {
            json.WriteString("language", language.Code);
            json.WriteString("totalCode", CodeList.Total);
            json.WriteString("unknownCode", CodeList.Unknown);
            json.WriteStartArray("figures");
            foreach (var unit in units)
                Write(json, unit);
            json.WriteEndArray();
        });
        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FigureUnit unit)
    {
        json.WriteStartObject();
        json.WriteString("id", unit.Id);
        json.WriteString("title", unit.Title);
        json.WriteString("headline", unit.Headline);
        json.WriteString("source", unit.Source);
        JsonText.Strings(json, "notes", unit.Notes);
        json.WriteStartArray("cells");
        foreach (var cell in unit.Cells)
        {
            json.WriteStartObject();
            json.WriteString("row", cell.Row);
            json.WriteString("series", cell.Series);
            json.WriteString("kind", SliceCsv.KindOf(cell.Figure));
            if (cell.Figure.IsStated)
            {
                json.WriteNumber("low", cell.Figure.Low);
                json.WriteNumber("high", cell.Figure.High);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
