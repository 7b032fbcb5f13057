using Amparo.Indicators;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.PrivateRelease.Tests;

/// <summary>Small tables for the tests; nothing in them is real.</summary>
internal static class Sample
{
    public static readonly Instant Noon = Instant.FromUtc(2026, 1, 2, 12, 0);

    public static readonly Source Source = new("A publisher", "A title", new LocalDate(2024, 5, 30), "Free use with citation");

    public static CubeHeader Header(DataOrigin origin = DataOrigin.Invented, string id = "persons") => new(
        id, MeasureKind.Count, LocalizedText.Same("Title"), LocalizedText.Same("Definition"), LocalizedText.Same("Limits"),
        LocalizedText.Same("persons"), Source, origin);

    public static Dimension Dimension(string id, int codes) => new(id, new CodeList(
        id, 1, LocalizedText.Same(id), "test",
        [.. Enumerable.Range(0, codes).Select(code => new Code($"{id}{code}", LocalizedText.Same($"{id} {code}"), new Dictionary<string, string>()))]));

    /// <summary>A cube whose views are all pairs, or the one view of all dimensions.</summary>
    public static CountedCube Counted(int[] codes, ReadOnlySpan<int> counts, params string[][] views)
    {
        Dimension[] dimensions = [.. codes.Select((count, axis) => Dimension(((char)('a' + axis)).ToString(), count))];
        if (views.Length == 0)
            views = [[.. dimensions.Select(dimension => dimension.Id)]];
        return new CountedCube(
            Header(), dimensions, [.. views.Select(IReadOnlySet<string> (view) => view.ToHashSet(StringComparer.Ordinal))], counts);
    }

    public static Cube Official(params (string Year, Figure Figure)[] cells)
    {
        var dimension = new Dimension("year", new CodeList(
            "year", 1, LocalizedText.Same("Year"), "test",
            [.. cells.Select(cell => new Code(cell.Year, LocalizedText.Same(cell.Year), new Dictionary<string, string> { ["iso"] = cell.Year }))]));
        return new Cube(
            Header(DataOrigin.Official, "official"), [dimension], [new HashSet<string>(StringComparer.Ordinal) { "year" }],
            cells.Select((cell, index) => KeyValuePair.Create((long)index, cell.Figure)));
    }

    public static RegisterTable Register(string fact = "A law") => new(
        "laws", LocalizedText.Same("Laws"), LocalizedText.Same("Note"), Source,
        [new RegisterColumn("country", LocalizedText.Same("Country"), Dimension("country", 2).List), new RegisterColumn("law", LocalizedText.Same("Law"))],
        [["GT", fact], ["MX", ""]]);
}
