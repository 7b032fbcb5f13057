using Amparo.Records.Aggregates;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Records.Tests.Aggregates;

/// <summary>A small table with a rule, its code lists, and the publisher's file that it is made from.</summary>
internal static class Extracts
{
    /// <summary>The columns of the publisher's file, in its order.</summary>
    internal const string Header = "iso,year,dim,who,sex,value";

    internal const string Declaration = """
        id: found
        version: 1
        measure: count
        origin: official
        translation: { es: reviewed }
        title: { es: Víctimas }
        definition: { es: Definición }
        limits: { es: Límites }
        unit: { es: víctimas }
        source: { publisher: UNODC, title: GLOTIP, date: 2023-05-30, terms: with citation }
        dimensions:
          - { field: country, codes: [GT, MX] }
          - { field: year, codes: ["2020", "2021"] }
          - { field: citizenship, codes: [GT, MX, HN] }
          - sex
        views:
          - [country, year, citizenship]
          - [country, year, sex]
        extract:
          where: { dim: persons }
          axes:
            country: { column: iso, by: iso3 }
            year: { column: year }
            citizenship: { column: who, by: name, words: { Nationals: =country, "Hondure\uFFFDo": HN, All: _T, Unknown: _U } }
            sex: { column: sex, by: publisher, words: { Total: _T, "?": _U } }
          figure:
            column: value
            intervals: { "<5": [0, 4] }
            thousands: ","
        """;

    internal static CodeListCatalogue Lists { get; } = CodeListCatalogue.Of(
    [
        List("country", ("GT", "Guatemala", "iso3", "GTM"), ("MX", "México", "iso3", "MEX"), ("HN", "Honduras", "iso3", "HND")),
        List("year", ("2019", "2019", "", ""), ("2020", "2020", "", ""), ("2021", "2021", "", "")),
        List("citizenship", ("GT", "Guatemala", "", ""), ("MX", "México", "", ""), ("HN", "Honduras", "", ""), ("CU", "Cuba", "", "")),
        List("sex", ("female", "Mujer", "publisher", "Female"), ("male", "Hombre", "publisher", "Male")),
    ]).Value;

    internal static AggregateTable Table { get; } = Declare(Declaration).Value;

    internal static Outcome<AggregateTable> Declare(string yaml) => AggregateTableReader.ReadDeclaration(new StringReader(yaml), "found.yaml");

    /// <summary>The table with a part of its declaration written differently.</summary>
    internal static AggregateTable With(string right, string wrong)
    {
        Declaration.ShouldContain(right);
        return Declare(Declaration.Replace(right, wrong, StringComparison.Ordinal)).Value;
    }

    internal static ExtractedTable Read(AggregateTable table, params string[] rows) => Read(table, Fixture.Utf8(Header + "\n" + string.Join('\n', rows)), Reading.Reads.Commas);

    internal static ExtractedTable Read(AggregateTable table, Stream file, SourceFormat format)
    {
        using var rows = RowSource.Open(file, format, new ReadingLimits()).Value;
        return TableExtract.Read([table], rows, Lists, TestContext.Current.CancellationToken).Value.ShouldHaveSingleItem();
    }

    /// <summary>The stated cells: codes and bounds, in the order of the axes.</summary>
    internal static string[] Cells(this ExtractedTable made) => made.Cube.Cells();

    internal static string[] Cells(this Cube cube) =>
    [
        .. cube.Cells.Select(cell => FormattableString.Invariant(
            $"{string.Join('|', cube.PositionsOf(cell.Key).Select((position, axis) => cube.Dimensions[axis].CodeAt(position)))} {cell.Value.Low}-{cell.Value.High}")),
    ];

    private static CodeList List(string id, params (string Id, string Name, string Standard, string Spelling)[] codes) => new(
        id, 1, LocalizedText.Same(id), "test",
        [
            .. codes.Select(code => new Code(
                code.Id, LocalizedText.Same(code.Name),
                code.Standard.Length == 0 ? new Dictionary<string, string>() : new Dictionary<string, string>(StringComparer.Ordinal) { [code.Standard] = code.Spelling })),
        ]);
}
