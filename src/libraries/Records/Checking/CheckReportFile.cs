using System.Globalization;
using System.Text;
using System.Text.Json;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>Writes what checking a file found, for programs as JSON and for people as text.</summary>
public static class CheckReportFile
{
    /// <summary>
    /// Writes JSON: <c>read</c>, <c>accepted</c>, <c>quarantined</c>, and <c>problems</c>, a list of <c>code</c>, <c>field</c> and
    /// <c>count</c> in ordinal order of code, then field.
    /// </summary>
    /// <param name="json">Where to; an object is written as one value, so that the caller can put it anywhere in its own document.</param>
    /// <param name="report">The report.</param>
    public static void WriteJson(Utf8JsonWriter json, CheckReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteStartObject();
        json.WriteNumber("read", report.Read);
        json.WriteNumber("accepted", report.Accepted);
        json.WriteNumber("quarantined", report.Quarantined);
        json.WriteStartArray("problems");
        foreach (var count in report.Counts())
        {
            json.WriteStartObject();
            json.WriteString("code", count.Code);
            json.WriteString("field", count.Field);
            json.WriteNumber("count", count.Count);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes text: three lines of counts, then a line for each problem and field with its sentence.</summary>
    /// <param name="report">The report.</param>
    /// <param name="words">The reader's language.</param>
    /// <returns>The text, lines ended by LF. A code without a sentence stands alone.</returns>
    public static string ToText(CheckReport report, CheckReportWords words)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(words);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{words.Read}: {report.Read}\n");
        text.Append(CultureInfo.InvariantCulture, $"{words.Accepted}: {report.Accepted}\n");
        text.Append(CultureInfo.InvariantCulture, $"{words.Quarantined}: {report.Quarantined}\n");
        foreach (var count in report.Counts())
        {
            var field = count.Field == CheckFinding.WholeRow ? words.WholeRow : count.Field;
            text.Append(CultureInfo.InvariantCulture, $"  {count.Code} ({field}): {count.Count}");
            if (words.Sentences.TryGetValue(count.Code, out var sentence))
                text.Append(CultureInfo.InvariantCulture, $" – {sentence}");
            text.Append('\n');
        }

        return text.ToString();
    }
}

/// <summary>The words of a report in one language.</summary>
/// <remarks>Spanish and English; readers of other languages get the Spanish ones, as everywhere.</remarks>
public sealed record CheckReportWords
{
    private CheckReportWords(IReadOnlyDictionary<string, string> sentences) => Sentences = sentences;

    /// <summary>"Rows read".</summary>
    public required string Read { get; init; }

    /// <summary>"Accepted".</summary>
    public required string Accepted { get; init; }

    /// <summary>"In quarantine".</summary>
    public required string Quarantined { get; init; }

    /// <summary>"Whole row".</summary>
    public required string WholeRow { get; init; }

    /// <summary>What each problem code means (<c>content/languages/problems.*.yaml</c>).</summary>
    public IReadOnlyDictionary<string, string> Sentences { get; }

    /// <summary>The words of a language.</summary>
    /// <param name="language">The reader's language.</param>
    /// <param name="sentences">What each problem code means in it.</param>
    /// <returns>The words.</returns>
    public static CheckReportWords In(Language language, IReadOnlyDictionary<string, string> sentences)
    {
        ArgumentNullException.ThrowIfNull(language);
        ArgumentNullException.ThrowIfNull(sentences);
        return language == Language.English
            ? new(sentences) { Read = "Rows read", Accepted = "Accepted", Quarantined = "In quarantine", WholeRow = "whole row" }
            : new(sentences) { Read = "Filas leídas", Accepted = "Aceptadas", Quarantined = "En cuarentena", WholeRow = "fila entera" };
    }
}
