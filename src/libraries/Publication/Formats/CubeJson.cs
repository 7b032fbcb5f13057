using System.Text.Json;
using Amparo.PrivateRelease;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

namespace Amparo.Publication.Formats;

/// <summary>Writes a table as JSON, form <c>amparo-table/1</c>.</summary>
/// <remarks>
/// A cube has <c>dimensions</c> (each with its codes and their names in every language that has one) and <c>cells</c> (<c>at</c>, one code a
/// dimension; <c>kind</c>; <c>low</c> and <c>high</c> only where something is stated). Other tables have <c>columns</c> and <c>rows</c>.
/// </remarks>
public static class CubeJson
{
    /// <summary>Writes the table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    public static void Write(OpenTable table, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(stream);
        JsonText.Write(stream, json =>
        {
            json.WriteString("format", "amparo-table/1");
            json.WriteString("shape", table.Facts.Shape);
            Header(json, table.Facts);
            Release(json, table.Entry);
            if (table.Cube is { } cube)
                Figures(json, cube.Value);
            else
                Plain(json, table);
        });
    }

    private static void Header(Utf8JsonWriter json, TableFacts facts)
    {
        json.WriteStartObject("header");
        json.WriteString("id", facts.Id);
        JsonText.Texts(json, "title", facts.Title);
        JsonText.Texts(json, "definition", facts.Definition);
        if (facts.Limits is { } limits)
            JsonText.Texts(json, "limits", limits);
        if (facts.Unit is { } unit)
            JsonText.Texts(json, "unit", unit);
        if (facts.Measure is { } measure)
            json.WriteString("measure", MeasureOf(measure));
        if (facts.Origin is { } origin)
            json.WriteString("origin", SliceCsv.OriginOf(origin));
        json.WriteStartObject("source");
        json.WriteString("publisher", facts.Source.Publisher);
        json.WriteString("title", facts.Source.Title);
        json.WriteString("date", LocalDatePattern.Iso.Format(facts.Source.Date));
        json.WriteString("terms", facts.Source.Terms);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Release(Utf8JsonWriter json, LedgerEntry entry)
    {
        json.WriteStartObject("release");
        json.WriteNumber("number", entry.Sequence);
        json.WriteString("at", InstantPattern.ExtendedIso.Format(entry.At));
        json.WriteString("door", entry.Door.ToString());
        json.WriteString("regime", entry.Regime.ToString());
        json.WriteString("method", entry.Method);
        json.WriteString("contentHash", entry.ContentHash);
        json.WriteEndObject();
    }

    private static void Figures(Utf8JsonWriter json, Cube cube)
    {
        json.WriteStartArray("dimensions");
        foreach (var dimension in cube.Dimensions)
        {
            json.WriteStartObject();
            json.WriteString("id", dimension.Id);
            JsonText.Texts(json, "title", dimension.List.Title);
            json.WriteString("list", dimension.List.Id);
            json.WriteNumber("listVersion", dimension.List.Version);
            json.WriteString("total", CodeList.Total);
            json.WriteString("unknown", CodeList.Unknown);
            json.WriteStartArray("codes");
            foreach (var code in dimension.List.Codes)
            {
                json.WriteStartObject();
                json.WriteString("id", code.Id);
                JsonText.Texts(json, "name", code.Name);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("views");
        foreach (var view in cube.Views)
        {
            json.WriteStartArray();
            foreach (var dimension in cube.Dimensions.Where(dimension => view.Contains(dimension.Id)))
                json.WriteStringValue(dimension.Id);
            json.WriteEndArray();
        }

        json.WriteEndArray();
        json.WriteStartArray("cells");
        foreach (var cell in CubeCells.Of(cube))
        {
            json.WriteStartObject();
            json.WriteStartObject("at");
            foreach (var (axis, dimension) in cube.Dimensions.Index())
                json.WriteString(dimension.Id, cell.Codes[axis]);
            json.WriteEndObject();
            json.WriteString("kind", SliceCsv.KindOf(cell.Figure));
            if (cell.Figure.IsStated)
            {
                json.WriteNumber("low", JsonText.Canonical(cell.Figure.Low));
                json.WriteNumber("high", JsonText.Canonical(cell.Figure.High));
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Plain(Utf8JsonWriter json, OpenTable table)
    {
        json.WriteStartArray("columns");
        foreach (var column in table.Columns)
        {
            json.WriteStartObject();
            json.WriteString("id", column.Id);
            json.WriteString("title", column.Title);
            json.WriteString("type", Codebook.Type(column));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("rows");
        foreach (var row in table.Rows)
        {
            json.WriteStartObject();
            foreach (var (at, value) in row.Index())
            {
                var name = table.Columns[at].Id;
                if (value.Number is { } number)
                    json.WriteNumber(name, JsonText.Canonical(number));
                else if (value.Text.Length == 0)
                    json.WriteNull(name);
                else
                    json.WriteString(name, value.Text);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static string MeasureOf(MeasureKind measure) => measure switch
    {
        MeasureKind.Count => "count",
        MeasureKind.Distinct => "distinct",
        MeasureKind.Share => "share",
        MeasureKind.Rate => "rate",
        MeasureKind.Ratio => "ratio",
        MeasureKind.Median => "median",
        _ => throw new ArgumentOutOfRangeException(nameof(measure)),
    };
}
