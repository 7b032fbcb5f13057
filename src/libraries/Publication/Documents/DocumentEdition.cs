using System.Text.Json;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Documents;

/// <summary>A release that an edition was made from.</summary>
/// <param name="Table">The table's id.</param>
/// <param name="Sequence">The number of its line in the ledger.</param>
/// <param name="ContentHash">The hash of its archive.</param>
public sealed record EditionRelease(string Table, int Sequence, string ContentHash);

/// <summary>What an edition of a publication said, read back from the record (<c>.json</c>) beside it.</summary>
/// <remarks>Nothing in it is believed: every figure is compared with the release that it names before it is printed again.</remarks>
public sealed record DocumentEdition
{
    internal const string Generator = "amparo publish";
    internal const int Format = 1;
    private const string Region = "_T";

    internal DocumentEdition()
    {
    }

    /// <summary>The template's id.</summary>
    public string Template { get; internal init; } = string.Empty;

    /// <summary>The country's code; null for the region.</summary>
    public string? Place { get; internal init; }

    /// <summary>The year.</summary>
    public int Year { get; internal init; }

    /// <summary>The releases it was made from.</summary>
    public IReadOnlyList<EditionRelease> Releases { get; internal init; } = [];

    internal IReadOnlyList<(FigureBinding Binding, Figure Figure)> Figures { get; init; } = [];

    /// <summary>Reads the record of an edition.</summary>
    /// <param name="json">The file's bytes.</param>
    /// <param name="fileName">How problems name the file.</param>
    /// <returns>The edition, or <c>PUB-056</c>.</returns>
    public static Outcome<DocumentEdition> Read(ReadOnlyMemory<byte> json, string fileName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(fileName);
        try
        {
            using var document = JsonDocument.Parse(json);
            var root = document.RootElement;
            if (root.GetProperty("generator").GetString() != Generator || root.GetProperty("format").GetInt32() != Format)
                return new Problem(PublicationProblems.EditionUnreadable, fileName);
            var place = root.GetProperty("place").GetString();
            return new DocumentEdition
            {
                Template = root.GetProperty("template").GetString() ?? string.Empty,
                Place = place == Region ? null : place,
                Year = root.GetProperty("year").GetInt32(),
                Releases = [.. root.GetProperty("releases").EnumerateArray().Select(release => new EditionRelease(
                    release.GetProperty("table").GetString()!, release.GetProperty("number").GetInt32(), release.GetProperty("content-hash").GetString()!))],
                Figures = [.. root.GetProperty("figures").EnumerateArray().Select(ReadFigure)],
            };
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or FormatException or InvalidOperationException
            or ArgumentException or OverflowException)
        {
            return new Problem(PublicationProblems.EditionUnreadable, fileName);
        }
    }

    internal static void WriteBinding(Utf8JsonWriter json, FigureBinding binding)
    {
        json.WriteString("id", binding.Id);
        json.WriteString("table", binding.Table);
        if (binding.Per is { } per)
            json.WriteString("per", per);
        if (binding.ShareOf is { } share)
            json.WriteString("share-of", share);
        if (binding.Over is { } over)
            json.WriteString("over", over);
        if (binding.CountsStated)
            json.WriteBoolean("counts-stated", true);
        WriteAt(json, binding.At);
    }

    internal static void WriteAt(Utf8JsonWriter json, IReadOnlyDictionary<string, string> at)
    {
        json.WriteStartObject("at");
        foreach (var (dimension, code) in at.OrderBy(one => one.Key, StringComparer.Ordinal))
            json.WriteString(dimension, code);
        json.WriteEndObject();
    }

    internal static void WriteFigure(Utf8JsonWriter json, Figure figure)
    {
        json.WriteString("kind", SliceCsv.KindOf(figure));
        if (!figure.IsStated)
            return;
        json.WriteNumber("low", figure.Low);
        json.WriteNumber("high", figure.High);
    }

    private static (FigureBinding Binding, Figure Figure) ReadFigure(JsonElement json) => (
        new FigureBinding
        {
            Id = json.GetProperty("id").GetString()!,
            Table = json.GetProperty("table").GetString()!,
            Per = TextOf(json, "per"),
            ShareOf = TextOf(json, "share-of"),
            Over = TextOf(json, "over"),
            CountsStated = json.TryGetProperty("counts-stated", out var counts) && counts.GetBoolean(),
            At = json.GetProperty("at").EnumerateObject().ToDictionary(one => one.Name, one => one.Value.GetString()!, StringComparer.Ordinal),
        },
        json.GetProperty("kind").GetString() switch
        {
            "missing" => Figure.Missing,
            "withheld" => Figure.Withheld,
            "exact" or "interval" => Figure.Between((json.GetProperty("low").GetDecimal(), json.GetProperty("high").GetDecimal())),
            _ => throw new FormatException("A kind of figure that does not exist."),
        });

    private static string? TextOf(JsonElement json, string name) => json.TryGetProperty(name, out var value) ? value.GetString() : null;
}
