using System.Text.Json;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Review;

// How the parts of both files are read and written. Reading throws what Unreadable names; the callers turn it into a coded problem that quotes nothing.
internal static class ReviewJson
{
    public static bool Unreadable(Exception exception) =>
        exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException or ArgumentException;

    public static string Text(JsonElement element, string name) => element.GetProperty(name).GetString() ?? throw new FormatException();

    // The numbers that a weight may be: JSON has no infinities, but a literal like 1e999 becomes one.
    public static double Number(JsonElement element, string name)
    {
        var number = element.GetProperty(name).GetDouble();
        return double.IsFinite(number) ? number : throw new FormatException();
    }

    public static LocalizedText Localized(JsonElement element) => new(element.EnumerateObject().ToDictionary(
        text => Language.Find(text.Name) ?? throw new FormatException(),
        text => (text.Value.GetString() ?? throw new FormatException(), TranslationStatus.Reviewed)));

    public static void Write(Utf8JsonWriter json, LocalizedText text)
    {
        json.WriteStartObject();
        foreach (var language in Language.All.Where(language => text.StatusOf(language) != TranslationStatus.Missing))
            json.WriteString(language.Code, text[language]);
        json.WriteEndObject();
    }

    public static void Write(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, LocalizedText> texts)
    {
        json.WriteStartObject(name);
        // Sorted: a dictionary's own order is nobody's promise, and the same queue must give the same bytes.
        foreach (var (id, text) in texts.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            json.WritePropertyName(id);
            Write(json, text);
        }

        json.WriteEndObject();
    }

    public static byte[] Line(Action<Utf8JsonWriter> fill)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            fill(json);
            json.WriteEndObject();
        }

        buffer.WriteByte((byte)'\n');
        return buffer.ToArray();
    }
}
