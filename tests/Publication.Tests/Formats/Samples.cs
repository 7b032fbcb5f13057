using Amparo.PrivateRelease;
using Amparo.Publication.Formats;
using Amparo.Records.Registers;
using Amparo.Vocabulary.Shapes;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Publication.Tests.Formats;

/// <summary>Released tables of every shape, with every kind of figure.</summary>
internal static class Samples
{
    /// <summary>A table under the id of the custodian's figures by sex: exact, interval, withheld, missing, unknown and total.</summary>
    public static readonly Released<Cube> Glotip = Release(
        Tables.Header() with { Id = "glotip-detected-victims-sex" },
        [
            new("country", Tables.Countries), new("year", Tables.List("year", ("Año", "Year"), [("2019", "2019", "2019"), ("2020", "2020", "2020")])),
            new("sex", Tables.Sexes),
        ],
        [
            (["BZ", "2019", "female"], Figure.Exact(11)), (["BZ", "2019", "male"], Figure.Between((0, 4))), (["BZ", "2019", "other"], Figure.Withheld),
            (["BZ", "2019", CodeList.Unknown], Figure.Exact(2)), (["BZ", "2019", CodeList.Total], Figure.Between((13, 17))),
            (["GT", "2020", "female"], Figure.Exact(1234)), (["GT", "2020", "male"], Figure.Exact(0)), (["GT", "2020", CodeList.Total], Figure.Exact(1236)),
            (["PA", "2020", CodeList.Total], Figure.Withheld),
        ]);

    public static readonly Released<Cube> Rate = Release(
        Tables.Header(measure: MeasureKind.Rate) with { Id = "glotip-detected-victims-rate" },
        [new("country", Tables.Countries), new("year", Tables.Years)],
        [(["GT", "2020"], Figure.Exact(1.25m)), (["BZ", "2020"], Figure.Between((0, 0.97m)))]);

    /// <summary>Names that a spreadsheet would take for formulas, and characters that every form must escape.</summary>
    public static readonly Released<Cube> Hostile = Release(
        Tables.Header() with { Id = "hostile", Title = LocalizedText.Same("=1+1 <b>&\"'"), Unit = LocalizedText.Same("@SUM(A1)") },
        [new("form", Tables.List("form", ("=cmd", "=cmd"), [("a", "=HYPERLINK(\"http://x\")", "+1"), ("b", "-2,\"x\"", "@x"), ("c", "línea\nnueva", "a;b")]))],
        [(["a"], Figure.Exact(1)), (["b"], Figure.Withheld)]);

    public static readonly Released<EstimateTable> Estimates = new ReleaseDoors(Ledger.Empty, Tables.Now).Estimate(
        new EstimateTable(
            Tables.Header(DataOrigin.Invented, MeasureKind.Distinct) with { Id = "estimated-victims" }, "stepwise", 0.95m,
            [
                new("HN", EstimateStanding.Usable, Figure.Between((1_712, 2_288)), Figure.Exact(1_934)) { Observed = Figure.Exact(1_400) },
                new("NI", EstimateStanding.NotEstimable, Figure.Missing, Figure.Missing) { Observed = Figure.Exact(240) },
            ]),
        new EstimateRounding(100), "invented-persons").Value;

    public static readonly Released<RegisterTable> Laws = new ReleaseDoors(Ledger.Empty, Tables.Now).NonPersonal(
        new RegisterTable(
            "laws", Tables.Text("Leyes", "Laws"), Tables.Text("Nota", "Note"), new Source("Amparo", "Leyes", new LocalDate(2026, 1, 1), "CC BY 4.0"),
            [new("country", Tables.Text("País", "Country"), Tables.Countries), new("law", Tables.Text("Ley", "Law"))],
            [["GT", "Decreto 9-2009"], ["BZ", "=Act"], ["PA", ""]]),
        RegisterHolding.Laws);

    public static IReadOnlyList<Released<Cube>> Cubes { get; } = [Glotip, Rate, Hostile, Tables.ByForm, Tables.AgeBySex, Tables.ByYear, Tables.Invented()];

    /// <summary>The texts that the open formats ask for, beside those of charts.</summary>
    public static IReadOnlyList<string> TextKeys()
    {
        var asked = new SortedSet<string>(StringComparer.Ordinal);
        var text = Texts.In(Language.English);
        var listening = text with
        {
            Say = (key, arguments) =>
            {
                asked.Add(key);
                return text.Say(key, arguments);
            },
        };
        OpenTable[] tables = [OpenTable.Of(Glotip, listening), OpenTable.Of(Estimates, listening), OpenTable.Of(Laws, listening)];
        foreach (var table in tables)
            TableFiles.WriteAll(table);
        DcatCatalogue.Write(tables, new("", (_, _) => "x"), Stream.Null);
        return [.. asked.Where(key => key.StartsWith("chart.open.", StringComparison.Ordinal))];
    }

    public static OpenTable Open(Released<Cube> cube, Language? language = null) => OpenTable.Of(cube, Texts.In(language ?? Language.Spanish));

    public static ReadOnlyMemory<byte> Bytes(OpenTable table, TableFormat format)
    {
        var file = TableFiles.Write(table, format);
        file.Problems.ShouldBeEmpty();
        return file.Value.Bytes;
    }

    private static Released<Cube> Release(CubeHeader header, IReadOnlyList<Dimension> dimensions, IReadOnlyList<(string[] At, Figure Figure)> cells)
    {
        IReadOnlySet<string>[] views = [dimensions.Select(dimension => dimension.Id).ToHashSet(StringComparer.Ordinal)];
        var frame = new Cube(header, dimensions, views, []);
        return new ReleaseDoors(Ledger.Empty, Tables.Now).AlreadyPublic(new Cube(header, dimensions, views, cells.Select(cell =>
            KeyValuePair.Create(frame.IndexOf([.. cell.At.Select((code, axis) => dimensions[axis].PositionOf(code))]), cell.Figure))));
    }
}
