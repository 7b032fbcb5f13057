using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime.Text;

namespace Amparo.Publication.Formats;

/// <summary>A table with its files, as a data package speaks of them.</summary>
/// <param name="Table">The table.</param>
/// <param name="Files">Its files; the CSV is among them.</param>
/// <param name="PathOf">Where each lies: beside the descriptor or below it, never above.</param>
public sealed record PackagedTable(OpenTable Table, IReadOnlyList<DataFile> Files, Func<TableFormat, string> PathOf);

/// <summary>Writes the descriptor of a Data Package, version 2: <c>datapackage.json</c>.</summary>
/// <remarks>
/// Tables and dictionaries are tabular resources with a schema; the other forms of a table are plain resources. Beside the properties of the
/// standard stand <c>titles</c> and <c>descriptions</c>, the same texts in every language that has them, and <c>release</c>.
/// </remarks>
public static class DataPackage
{
    internal const string PackageProfile = "https://datapackage.org/profiles/2.0/datapackage.json";
    internal const string ResourceProfile = "https://datapackage.org/profiles/2.0/dataresource.json";
    internal const string SchemaProfile = "https://datapackage.org/profiles/2.0/tableschema.json";

    private static readonly IReadOnlyList<string> EmptyIsMissing = [string.Empty];

    /// <summary>Writes the descriptor.</summary>
    /// <param name="tables">The tables; one gives the package its name, several are the package of all released tables.</param>
    /// <param name="stream">Where to, UTF-8; not closed.</param>
    /// <exception cref="ArgumentException">There is no table.</exception>
    public static void Write(IReadOnlyList<PackagedTable> tables, Stream stream)
    {
        ArgumentNullException.ThrowIfNull(tables);
        ArgumentNullException.ThrowIfNull(stream);
        if (tables.Count == 0)
            throw new ArgumentException("A package holds at least one table.", nameof(tables));

        var newest = tables.Select(table => table.Table.Entry).MaxBy(entry => entry.Sequence)!;
        var sources = tables.Select(table => table.Table.Facts.Source).Distinct().ToList();
        JsonText.Write(stream, json =>
        {
            json.WriteString("$schema", PackageProfile);
            if (tables is [{ Table: var only }])
            {
                json.WriteString("name", only.Id);
                json.WriteString("id", "sha256:" + only.Entry.ContentHash);
                json.WriteString("title", only.Facts.Title[only.Language]);
                json.WriteString("description", DescriptionOf(only));
                Localized(json, only.Facts);
            }
            else
            {
                json.WriteString("name", "amparo-released-tables");
                json.WriteString("title", tables[0].Table.Text.Say("chart.open.package", []));
            }

            json.WriteString("version", newest.Sequence.ToString(CultureInfo.InvariantCulture));
            json.WriteString("created", InstantPattern.General.Format(newest.At));
            json.WriteStartArray("contributors");
            json.WriteStartObject();
            json.WriteString("title", "Amparo");
            JsonText.Strings(json, "roles", ["publisher"]);
            json.WriteEndObject();
            json.WriteEndArray();
            Sources(json, sources);
            Licence.Write(json, sources);
            json.WriteStartArray("resources");
            foreach (var table in tables)
            {
                foreach (var file in table.Files)
                    Resource(json, table, file);
            }

            json.WriteEndArray();
        });
    }

    private static string DescriptionOf(OpenTable table) => string.Join(
        "\n\n",
        TableNotes.Of(table).Where(note => note.Text != table.Facts.Title[table.Language]).Select(note => $"{note.Heading}: {note.Text}"));

    private static void Localized(Utf8JsonWriter json, TableFacts facts)
    {
        JsonText.Texts(json, "titles", facts.Title);
        JsonText.Texts(json, "descriptions", facts.Definition);
        if (facts.Limits is { } limits)
            JsonText.Texts(json, "limits", limits);
    }

    private static void Sources(Utf8JsonWriter json, IEnumerable<Source> sources)
    {
        json.WriteStartArray("sources");
        foreach (var source in sources)
        {
            json.WriteStartObject();
            json.WriteString("title", $"{source.Publisher}: {source.Title}");
            json.WriteString("version", LocalDatePattern.Iso.Format(source.Date));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Resource(Utf8JsonWriter json, PackagedTable packaged, DataFile file)
    {
        var table = packaged.Table;
        json.WriteStartObject();
        json.WriteString("$schema", ResourceProfile);
        json.WriteString("name", file.Format == TableFormat.Csv ? table.Id : $"{table.Id}-{file.Extension.Replace('.', '-')}");
        var isTable = file.Format is TableFormat.Csv or TableFormat.Dictionary;
        if (isTable)
            json.WriteString("type", "table");
        json.WriteString("path", packaged.PathOf(file.Format));
        json.WriteString("title", table.Facts.Title[table.Language]);
        if (file.Format == TableFormat.Csv)
        {
            json.WriteString("description", DescriptionOf(table));
            Localized(json, table.Facts);
        }

        var extension = file.Extension;
        json.WriteString("format", extension[(extension.LastIndexOf('.') + 1)..]);
        json.WriteString("mediatype", file.MediaType.Split(';')[0]);
        if (file.Format != TableFormat.Workbook)
            json.WriteString("encoding", "utf-8");
        json.WriteNumber("bytes", file.Bytes.Length);
        json.WriteString("hash", "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file.Bytes.Span)));
        json.WriteNumber("release", table.Entry.Sequence);
        Sources(json, [table.Facts.Source]);
        Licence.Write(json, [table.Facts.Source]);
        if (file.Format == TableFormat.Csv)
            Schema(json, table);
        else if (file.Format == TableFormat.Dictionary)
            DictionarySchema(json);
        json.WriteEndObject();
    }

    private static void Schema(Utf8JsonWriter json, OpenTable table)
    {
        json.WriteStartObject("schema");
        json.WriteString("$schema", SchemaProfile);
        json.WriteStartArray("fields");
        foreach (var column in table.Columns)
            Field(json, table, column);
        json.WriteEndArray();
        JsonText.Strings(json, "missingValues", EmptyIsMissing);
        if (table.Cube is { } cube)
            JsonText.Strings(json, "primaryKey", cube.Value.Dimensions.Select(dimension => dimension.Id));
        json.WriteEndObject();
    }

    private static void Field(Utf8JsonWriter json, OpenTable table, OpenColumn column)
    {
        json.WriteStartObject();
        json.WriteString("name", column.Id);
        json.WriteString("type", Codebook.Type(column));
        json.WriteString("title", column.Title);
        if (column.Description.Length > 0)
            json.WriteString("description", column.Description);
        if (column.Titles is { } titles)
            JsonText.Texts(json, "titles", titles);
        var categories = CategoriesOf(table, column).ToList();
        json.WriteStartObject("constraints");
        json.WriteBoolean("required", !column.MayBeEmpty);
        if (categories.Count > 0)
            JsonText.Strings(json, "enum", categories.Select(category => category.Value));
        else if (column.Values is { } values)
            JsonText.Strings(json, "enum", values);
        if (column.Type is not OpenType.Text)
            json.WriteNumber("minimum", 0);
        json.WriteEndObject();
        if (categories.Count > 0)
        {
            json.WriteStartArray("categories");
            foreach (var (value, label) in categories)
            {
                json.WriteStartObject();
                json.WriteString("value", value);
                json.WriteString("label", label);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static IEnumerable<(string Value, string Label)> CategoriesOf(OpenTable table, OpenColumn column)
    {
        foreach (var code in column.List?.Codes ?? [])
            yield return (code.Id, code.Name[table.Language]);
        if (column.WithReserved)
        {
            yield return (CodeList.Unknown, table.Text.Say(ChartTextKeys.Unknown, []));
            yield return (CodeList.Total, table.Text.Say(ChartTextKeys.Total, []));
        }
    }

    private static void DictionarySchema(Utf8JsonWriter json)
    {
        json.WriteStartObject("schema");
        json.WriteString("$schema", SchemaProfile);
        json.WriteStartArray("fields");
        foreach (var name in Codebook.Heading)
        {
            json.WriteStartObject();
            json.WriteString("name", name);
            json.WriteString("type", name == "list_version" ? "integer" : "string");
            json.WriteEndObject();
        }

        json.WriteEndArray();
        JsonText.Strings(json, "missingValues", EmptyIsMissing);
        json.WriteEndObject();
    }
}
