using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using Amparo.Vocabulary;

namespace Amparo.Publication.Formats;

/// <summary>JSON that people can read as well, with the same bytes on every machine.</summary>
internal static class JsonText
{
    private static readonly JsonWriterOptions Readable = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static void Write(Stream stream, Action<Utf8JsonWriter> content)
    {
        using var json = new Utf8JsonWriter(stream, Readable);
        json.WriteStartObject();
        content(json);
        json.WriteEndObject();
        json.Flush();
    }

    /// <summary>A text in every language that has it: <c>{"es": …, "en": …}</c>.</summary>
    public static void Texts(Utf8JsonWriter json, string name, LocalizedText text)
    {
        json.WriteStartObject(name);
        foreach (var language in Language.All.Where(language => text.StatusOf(language) != TranslationStatus.Missing))
            json.WriteString(language.Code, text[language]);
        json.WriteEndObject();
    }

    public static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }

    /// <summary>12.0 and 12 are one number and must be one text.</summary>
    public static decimal Canonical(decimal value) => value / 1.000000000000000000000000000000000m;
}
