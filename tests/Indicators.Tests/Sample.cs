using Amparo.Records;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Indicators.Tests;

/// <summary>Small record sets for the tests; nobody in them exists.</summary>
internal static class Sample
{
    public static readonly CodeList Sex = List("sex", "female", "male");

    public static readonly CodeList Year = List("year", "2019", "2020", "2021");

    public static CodeList List(string id, params string[] codes) => new(
        id, 1, LocalizedText.Same(id), "test",
        [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>()))]);

    public static CubeHeader Header(MeasureKind measure = MeasureKind.Count, string id = "persons") => new(
        id, measure, LocalizedText.Same("Title"), LocalizedText.Same("Definition"), LocalizedText.Same("Limits"),
        LocalizedText.Same("persons"), new Source("A publisher", "A title", new LocalDate(2024, 5, 30), "Free"), DataOrigin.Invented);

    public static IReadOnlySet<string> View(params string[] fields) => fields.ToHashSet(StringComparer.Ordinal);

    public static IndicatorDefinition Definition(
        Subject? subject = null, IReadOnlyList<string>? years = null, params IReadOnlyList<IReadOnlySet<string>> views) => new(
            Header(subject is null ? MeasureKind.Count : MeasureKind.Distinct), subject,
            [new IndicatorDimension("sex", null), new IndicatorDimension("year", years)],
            views.Count > 0 ? views : [View("sex", "year")], new PopulationRule("population", 10));

    /// <summary>One record a tuple: codes of sex and year (null = unknown), whom it is about, and when.</summary>
    public static RecordSet Records(params (string? Sex, string? Year, string Subject, string Registered)[] rows) => new(
        rows.Length,
        [
            new CodedColumn("sex", Sex, [.. rows.Select(row => Cell(Sex, row.Sex))]),
            new CodedColumn("year", Year, [.. rows.Select(row => Cell(Year, row.Year))]),
        ],
        new Dictionary<string, IReadOnlyList<string>>
        {
            ["subject"] = [.. rows.Select(row => row.Subject)],
            ["registered"] = [.. rows.Select(row => row.Registered)],
        });

    private static short Cell(CodeList list, string? code) =>
        code is null ? CodedColumn.Missing(MissingKind.Unknown) : (short)list.PositionOf(code);
}
