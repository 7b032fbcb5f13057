using System.Text.Json;
using Amparo.Vocabulary;

namespace Amparo.Publication.Formats;

/// <summary>Writes the description of the addresses of the data: OpenAPI 3.1.</summary>
public static class OpenApiDocument
{
    private const string Json = "application/json";

    /// <summary>Writes the description.</summary>
    /// <param name="tables">The ids of the tables that can be asked for.</param>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    public static void Write(IReadOnlyList<string> tables, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(stream);
        JsonText.Write(stream, json =>
        {
            json.WriteString("openapi", "3.1.0");
            json.WriteStartObject("info");
            json.WriteString("title", "Amparo open data");
            json.WriteString("version", "1");
            json.WriteString(
                "description",
                "Released tables in open formats. Nothing else can be read here: no records of persons, no accounts. The figures are of detected persons; they are no prevalence.");
            json.WriteEndObject();
            json.WriteStartArray("servers");
            json.WriteStartObject();
            json.WriteString("url", "/");
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteStartObject("paths");
            foreach (var format in TableFormats.All)
            {
                Get(json, $"/data/{{table}}.{TableFormats.Extension(format)}", Operation.Of("newest", format));
                Get(json, $"/data/{{table}}/v{{release}}.{TableFormats.Extension(format)}", Operation.Of("version", format) with { OfRelease = true });
            }

            Get(json, "/data/{table}/datapackage.json", new("package", "Data Package 2 descriptor of the newest release") { OfTable = true, InLanguage = true });
            Get(json, "/data/{table}/versions.json", new("versions", "All releases of the table that can still be read") { OfTable = true });
            Get(json, "/data/catalogue.jsonld", new("catalogue", "DCAT 3 catalogue of all released tables") { MediaType = "application/ld+json", InLanguage = true });
            Get(json, "/api/openapi.json", new("openapi", "This description"));
            json.WriteEndObject();
            json.WriteStartObject("components");
            json.WriteStartObject("parameters");
            Parameter(json, "table", "path", () => JsonText.Strings(json, "enum", tables.Order(StringComparer.Ordinal)));
            Parameter(json, "release", "path", () => json.WriteString("pattern", "^[1-9][0-9]{0,8}$"));
            Parameter(json, "language", "query", () =>
            {
                JsonText.Strings(json, "enum", Language.All.Select(language => language.Code));
                json.WriteString("default", "es");
            });
            Parameter(json, "hxl", "query", () => JsonText.Strings(json, "enum", ["1"]));
            json.WriteEndObject();
            json.WriteEndObject();
        });
    }

    private static void Get(Utf8JsonWriter json, string path, Operation operation)
    {
        json.WriteStartObject(path);
        json.WriteStartObject("get");
        json.WriteString("operationId", operation.Id);
        json.WriteString("summary", operation.Summary);
        json.WriteStartArray("parameters");
        foreach (var (name, wanted) in new[]
        {
            ("table", operation.OfTable), ("release", operation.OfRelease), ("language", operation.InLanguage), ("hxl", operation.MayHaveHashtags),
        })
        {
            if (!wanted)
                continue;
            json.WriteStartObject();
            json.WriteString("$ref", "#/components/parameters/" + name);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartObject("responses");
        json.WriteStartObject("200");
        json.WriteString("description", "The file.");
        json.WriteStartObject("content");
        json.WriteStartObject(operation.MediaType);
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();
        Answer("304", "The copy with the entity tag sent is still the newest.");
        Answer("404", "No such table, release or form; for SDMX also a table that does not hold indicator 16.2.2.");
        Answer("410", "The release was withdrawn; the page says when and why.");
        json.WriteEndObject();
        json.WriteEndObject();
        json.WriteEndObject();

        void Answer(string status, string description)
        {
            json.WriteStartObject(status);
            json.WriteString("description", description);
            json.WriteEndObject();
        }
    }

    private static void Parameter(Utf8JsonWriter json, string name, string place, Action schema)
    {
        json.WriteStartObject(name);
        json.WriteString("name", name);
        json.WriteString("in", place);
        json.WriteBoolean("required", place == "path");
        json.WriteStartObject("schema");
        json.WriteString("type", "string");
        schema();
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private sealed record Operation(string Id, string Summary)
    {
        public string MediaType { get; init; } = Json;

        public bool OfTable { get; init; }

        public bool OfRelease { get; init; }

        public bool InLanguage { get; init; }

        public bool MayHaveHashtags { get; init; }

        public static Operation Of(string which, TableFormat format) => new(
            $"{which}-{TableFormats.Extension(format).Replace('.', '-')}",
            $"{(which == "newest" ? "The newest release" : "One release, by its number,")} as {Words(format)}")
        {
            MediaType = TableFormats.MediaType(format).Split(';')[0],
            OfTable = true,
            InLanguage = true,
            MayHaveHashtags = format == TableFormat.Csv,
        };

        private static string Words(TableFormat format) => format switch
        {
            TableFormat.Csv => "CSV",
            TableFormat.HxlCsv => "CSV with HXL hashtags",
            TableFormat.Workbook => "a workbook",
            TableFormat.Json => "JSON",
            TableFormat.SdmxCsv => "SDMX-CSV 2.0",
            _ => "a dictionary of columns and codes",
        };
    }
}
