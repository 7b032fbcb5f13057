using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records.Tests.Suggesting;

/// <summary>Proposals with the real words.</summary>
internal static class SuggestionFixture
{
    internal static SuggestionWords Words { get; } = SuggestionWordsReader.Read(
        (Open("person-report.yaml"), Open("texts.yaml")), "suggestions", Fixture.Schema).Value;

    internal static Outcome<MappingSuggestion> Try(Stream stream, Language? language = null) =>
        MappingSuggester.Suggest(stream, Fixture.Schema, new() { Words = Words, Country = "GT", AgencyKind = "police", Language = language ?? Language.Spanish });

    internal static MappingSuggestion Of(string text) => Try(Fixture.Utf8(text)).Value;

    /// <summary>A CSV of a header and rows made of columns, each cell by its row number.</summary>
    internal static string Csv(int rows, params (string Heading, Func<int, string> Cell)[] columns)
    {
        var text = new StringBuilder().AppendJoin(';', columns.Select(column => column.Heading)).Append('\n');
        for (var row = 0; row < rows; row++)
            text.AppendJoin(';', columns.Select(column => column.Cell(row))).Append('\n');
        return text.ToString();
    }

    internal static Func<int, string> Cycle(params string[] values) => row => values[row * 7 % values.Length];

    internal static Func<int, string> Date(int fromYear, int years, string format) => row =>
        new DateOnly(fromYear + (row % years), 1 + (row % 12), 1 + (row * 5 % 28)).ToString(format, System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>The field that an active line fills from a column; empty if none does.</summary>
    internal static string FieldOf(this MappingSuggestion suggestion, string heading)
    {
        var use = suggestion.Columns.First(column => column.Heading == heading);
        return use.Confidence > SuggestionConfidence.Low ? string.Join('+', use.Fields) : "";
    }

    internal static SuggestionConfidence? ConfidenceOf(this MappingSuggestion suggestion, string heading) =>
        suggestion.Columns.First(column => column.Heading == heading).Confidence;

    private static StringReader Open(string name) => new(File.ReadAllText(Path.Combine(Fixture.Root, "content", "suggestions", name)));
}
