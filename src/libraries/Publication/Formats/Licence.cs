using System.Text.Json;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Formats;

/// <summary>A licence that programs know by its id and address; any other terms are passed on in the source's words.</summary>
/// <param name="Id">Its id among the open licences.</param>
/// <param name="Address">Its text.</param>
internal sealed record Licence(string Id, string Address)
{
    private static readonly Dictionary<string, Licence> Known = new(StringComparer.Ordinal)
    {
        ["CC BY 4.0"] = new("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/"),
        ["CC0"] = new("CC0-1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
        ["Apache-2.0"] = new("Apache-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
    };

    /// <summary>The licence that a source's terms name; null if they are terms of its own.</summary>
    public static Licence? Of(Source source) => Known.GetValueOrDefault(source.Terms.Trim());

    /// <summary>The property <c>licenses</c> of a data package.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<Source> sources)
    {
        json.WriteStartArray("licenses");
        foreach (var source in sources.DistinctBy(source => source.Terms, StringComparer.Ordinal))
        {
            json.WriteStartObject();
            if (Of(source) is { } licence)
            {
                json.WriteString("name", licence.Id);
                json.WriteString("path", licence.Address);
            }
            else
            {
                json.WriteString("name", "notspecified");
            }

            json.WriteString("title", source.Terms);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
