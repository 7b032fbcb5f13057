using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Amparo.Portal.Figures;
using Amparo.Portal.Http;
using Amparo.Publication;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using Microsoft.AspNetCore.Http;

namespace Amparo.Portal.Pages;

/// <summary>One figure, or all figures of a page, as a file: the same cells that the page shows.</summary>
internal static class FigureEndpoint
{
    private static readonly JsonWriterOptions Indented = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A figure as a file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="unit">The figure; null if the page has no such one.</param>
    /// <param name="file">The file's name without its end, and its format: csv, json or svg.</param>
    public static IResult One(PageRequest request, FigureUnit? unit, (string Name, string Format) file)
    {
        if (unit is null)
            return NotFoundEndpoint.Page(request);
        var name = $"amparo-{file.Name}-{request.Language.Code}.{file.Format}";
        return file.Format switch
        {
            "csv" => Results.Bytes(unit.Csv, "text/csv; charset=utf-8", name),
            "json" => Results.Bytes(Json(request, [unit]), "application/json; charset=utf-8", name),
            // Shown in the browser like any picture; whoever wants the file saves it.
            "svg" => Results.Bytes(Encoding.UTF8.GetBytes(unit.StandaloneSvg), "image/svg+xml; charset=utf-8"),
            _ => NotFoundEndpoint.Format(request),
        };
    }

    /// <summary>All figures of a page as one file.</summary>
    /// <param name="request">The request.</param>
    /// <param name="units">The figures; a page without any has no file.</param>
    /// <param name="file">The file's name without its end, and its format: csv or json.</param>
    public static IResult All(PageRequest request, IReadOnlyList<FigureUnit> units, (string Name, string Format) file)
    {
        if (units.Count == 0)
            return NotFoundEndpoint.Page(request);
        var name = $"amparo-{file.Name}-{request.Language.Code}.{file.Format}";
        return file.Format switch
        {
            "csv" => Results.Bytes(Csv(units), "text/csv; charset=utf-8", name),
            "json" => Results.Bytes(Json(request, units), "application/json; charset=utf-8", name),
            _ => NotFoundEndpoint.Format(request),
        };
    }

    // Figures of one page have different dimensions: here each cell names its figure, its row and its series.
    private static byte[] Csv(IReadOnlyList<FigureUnit> units)
    {
        var lines = new StringBuilder("figure,row,series,kind,low,high,title,source,mark\r\n");
        foreach (var unit in units)
        {
            foreach (var cell in unit.Cells)
                lines.Append(CultureInfo.InvariantCulture, $"{unit.Id},{cell.Row},{cell.Series},{KindOf(cell.Figure)},{Bound(cell.Figure, cell.Figure.Low)},{Bound(cell.Figure, cell.Figure.High)},{Quoted(unit.Title)},{Quoted(unit.Source)},{Quoted(MarkOf(unit))}\r\n");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(lines.ToString())];
    }

    private static byte[] Json(PageRequest request, IReadOnlyList<FigureUnit> units)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, Indented))
        {
            json.WriteStartObject();
            json.WriteString("language", request.Language.Code);
            json.WriteString("totalCode", CodeList.Total);
            json.WriteString("unknownCode", CodeList.Unknown);
            json.WriteStartArray("figures");
            foreach (var unit in units)
                Write(json, unit);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Write(Utf8JsonWriter json, FigureUnit unit)
    {
        json.WriteStartObject();
        json.WriteString("id", unit.Id);
        json.WriteString("title", unit.Title);
        json.WriteString("headline", unit.Headline);
        json.WriteString("source", unit.Source);
        json.WriteStartArray("notes");
        foreach (var note in unit.Notes)
            json.WriteStringValue(note);
        json.WriteEndArray();
        json.WriteStartArray("cells");
        foreach (var cell in unit.Cells)
        {
            json.WriteStartObject();
            json.WriteString("row", cell.Row);
            json.WriteString("series", cell.Series);
            json.WriteString("kind", KindOf(cell.Figure));
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

    // What a unit's first note says stands in its picture as well where its data are invented, and only there.
    private static string MarkOf(FigureUnit unit) => unit.Notes.Count > 0 && unit.StandaloneSvg.Contains(unit.Notes[0], StringComparison.Ordinal) ? unit.Notes[0] : string.Empty;

    private static string Quoted(string text) => text.Length == 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Bound(Figure figure, decimal bound) =>
        figure.IsStated ? bound.ToString("0.############################", CultureInfo.InvariantCulture) : string.Empty;

    private static string KindOf(Figure figure) => figure.Kind switch
    {
        FigureKind.Exact => "exact",
        FigureKind.Interval => "interval",
        FigureKind.Withheld => "withheld",
        _ => "missing",
    };
}
