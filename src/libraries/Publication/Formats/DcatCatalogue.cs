using System.Globalization;
using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

namespace Amparo.Publication.Formats;

/// <summary>Where the catalogue's files are found.</summary>
/// <param name="Root">The address of the catalogue itself; empty where it is a file among the files.</param>
/// <param name="AddressOf">The address of a table in a form, absolute or relative to the catalogue.</param>
public sealed record CatalogueAddresses(string Root, Func<OpenTable, TableFormat, string> AddressOf)
{
    /// <summary>The address of a table's data package; null where tables have no package of their own.</summary>
    public Func<OpenTable, string>? PackageOf { get; init; }
}

/// <summary>Writes a catalogue of released tables: DCAT 3 as JSON-LD.</summary>
public static class DcatCatalogue
{
    private const string Languages = "http://id.loc.gov/vocabulary/iso639-1/";
    private const string MediaTypes = "https://www.iana.org/assignments/media-types/";

    private static readonly IReadOnlyList<(string Prefix, string Address)> Context =
    [
        ("dcat", "http://www.w3.org/ns/dcat#"), ("dct", "http://purl.org/dc/terms/"), ("foaf", "http://xmlns.com/foaf/0.1/"),
        ("rdfs", "http://www.w3.org/2000/01/rdf-schema#"), ("skos", "http://www.w3.org/2004/02/skos/core#"), ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ];

    /// <summary>Writes the catalogue.</summary>
    /// <param name="tables">The tables.</param>
    /// <param name="addresses">Where their files are.</param>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    public static void Write(IReadOnlyList<OpenTable> tables, CatalogueAddresses addresses, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(addresses);
        ArgumentNullException.ThrowIfNull(stream);
        JsonText.Write(stream, json =>
        {
            json.WriteStartObject("@context");
            foreach (var (prefix, address) in Context)
                json.WriteString(prefix, address);
            json.WriteEndObject();
            json.WriteString("@id", addresses.Root);
            json.WriteString("@type", "dcat:Catalog");
            if (tables.Count > 0)
            {
                Text(json, "dct:title", tables[0].Language, tables[0].Text.Say("chart.open.package", []));
                Text(json, "dct:description", tables[0].Language, tables[0].Text.Say("chart.open.catalogue", []));
                Typed(json, "dct:modified", InstantPattern.General.Format(tables.Max(table => table.Entry.At)), "xsd:dateTime");
            }
            else
            {
                Text(json, "dct:title", Language.Spanish, "Amparo");
                Text(json, "dct:description", Language.Spanish, "Amparo");
            }

            Agent(json, "Amparo");
            json.WriteStartArray("dcat:dataset");
            foreach (var table in tables)
                Dataset(json, table, addresses);
            json.WriteEndArray();
        });
    }

    private static void Dataset(Utf8JsonWriter json, OpenTable table, CatalogueAddresses addresses)
    {
        var facts = table.Facts;
        json.WriteStartObject();
        json.WriteString("@id", $"{addresses.Root}#{table.Id}");
        json.WriteString("@type", "dcat:Dataset");
        json.WriteString("dct:identifier", table.Id);
        Texts(json, "dct:title", facts.Title);
        Texts(json, "dct:description", facts.Definition);
        if (facts.Limits is { } limits)
            Texts(json, "skos:scopeNote", limits);
        if (facts.Origin == DataOrigin.Invented)
            Text(json, "skos:editorialNote", table.Language, table.Text.Say(ChartTextKeys.MarkInvented, []));
        Agent(json, facts.Source.Publisher);
        json.WriteStartObject("dct:provenance");
        json.WriteString("@type", "dct:ProvenanceStatement");
        json.WriteString("rdfs:label", facts.Source.Title);
        json.WriteEndObject();
        Rights(json, facts.Source);
        Typed(json, "dct:issued", InstantPattern.General.Format(table.Entry.At), "xsd:dateTime");
        json.WriteString("dcat:version", table.Release);
        LanguagesOf(json, facts.Title);
        Extent(json, table);
        json.WriteStartArray("dcat:distribution");
        foreach (var format in TableFormats.All.Where(format => TableFiles.Has(table, format)))
            Distribution(json, table, addresses.AddressOf(table, format), format);
        json.WriteEndArray();
        if (addresses.PackageOf is { } package)
            Reference(json, "dct:hasFormat", package(table));
        json.WriteEndObject();
    }

    private static void Distribution(Utf8JsonWriter json, OpenTable table, string address, TableFormat format)
    {
        json.WriteStartObject();
        json.WriteString("@id", address);
        json.WriteString("@type", "dcat:Distribution");
        json.WriteString("dct:title", $"{table.Id}.{TableFormats.Extension(format)}");
        Reference(json, "dcat:accessURL", address);
        Reference(json, "dcat:downloadURL", address);
        Reference(json, "dcat:mediaType", MediaTypes + TableFormats.MediaType(format).Split(';')[0]);
        Rights(json, table.Facts.Source);
        json.WriteEndObject();
    }

    // The years and countries of which the table states something.
    private static void Extent(Utf8JsonWriter json, OpenTable table)
    {
        if (table.Cube is not { } cube)
            return;
        var stated = cube.Value.Cells.Where(cell => cell.Value.IsStated).Select(cell => cube.Value.PositionsOf(cell.Key)).ToList();
        var years = CodesOf("year").Where(code => int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out _)).Order(StringComparer.Ordinal).ToList();
        if (years.Count > 0)
        {
            json.WriteStartObject("dct:temporal");
            json.WriteString("@type", "dct:PeriodOfTime");
            Typed(json, "dcat:startDate", years[0], "xsd:gYear");
            Typed(json, "dcat:endDate", years[^1], "xsd:gYear");
            json.WriteEndObject();
        }

        json.WriteStartArray("dct:spatial");
        foreach (var code in CodesOf("country"))
        {
            json.WriteStartObject();
            json.WriteString("@type", "dct:Location");
            json.WriteString("skos:notation", code);
            Texts(json, "skos:prefLabel", cube.Value.Dimensions[cube.Value.AxisOf("country")].List.Find(code)!.Name);
            json.WriteEndObject();
        }

        json.WriteEndArray();

        IEnumerable<string> CodesOf(string id)
        {
            if (cube.Value.Dimensions.All(dimension => dimension.Id != id))
                return [];
            var axis = cube.Value.AxisOf(id);
            return stated.Select(positions => positions[axis]).Where(position => position < cube.Value.Dimensions[axis].List.Codes.Count)
                .Distinct().Order().Select(cube.Value.Dimensions[axis].CodeAt);
        }
    }

    private static void Rights(Utf8JsonWriter json, Source source)
    {
        if (Licence.Of(source) is { } licence)
        {
            Reference(json, "dct:license", licence.Address);
            return;
        }

        json.WriteStartObject("dct:license");
        json.WriteString("@type", "dct:LicenseDocument");
        json.WriteString("dct:title", source.Terms);
        json.WriteEndObject();
    }

    private static void LanguagesOf(Utf8JsonWriter json, LocalizedText text)
    {
        json.WriteStartArray("dct:language");
        foreach (var language in Language.All.Where(language => text.StatusOf(language) != TranslationStatus.Missing))
        {
            json.WriteStartObject();
            json.WriteString("@id", Languages + language.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Agent(Utf8JsonWriter json, string name)
    {
        json.WriteStartObject("dct:publisher");
        json.WriteString("@type", "foaf:Agent");
        json.WriteString("foaf:name", name);
        json.WriteEndObject();
    }

    private static void Reference(Utf8JsonWriter json, string property, string address)
    {
        json.WriteStartObject(property);
        json.WriteString("@id", address);
        json.WriteEndObject();
    }

    private static void Typed(Utf8JsonWriter json, string property, string value, string type)
    {
        json.WriteStartObject(property);
        json.WriteString("@value", value);
        json.WriteString("@type", type);
        json.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter json, string property, Language language, string text)
    {
        json.WriteStartObject(property);
        json.WriteString("@value", text);
        json.WriteString("@language", language.Code);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string property, LocalizedText text)
    {
        json.WriteStartArray(property);
        foreach (var language in Language.All.Where(language => text.StatusOf(language) != TranslationStatus.Missing))
        {
            json.WriteStartObject();
            json.WriteString("@value", text[language]);
            json.WriteString("@language", language.Code);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
