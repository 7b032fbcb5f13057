using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.Publication.Formats;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Publication.Tests.Formats;

public sealed class SdmxCsvTests
{
    // Written down from the public scripts and guidelines named in docs/methods/open-formats.md, not taken from the program.
    private const string Heading =
        "STRUCTURE,STRUCTURE_ID,ACTION,FREQ,REPORTING_TYPE,SERIES,REF_AREA,SEX,AGE,URBANISATION,INCOME_WEALTH_QUANTILE,EDUCATION_LEV,OCCUPATION," +
        "CUST_BREAKDOWN,COMPOSITE_BREAKDOWN,DISABILITY_STATUS,ACTIVITY,PRODUCT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,UNIT_MULT,UNIT_MEASURE,NATURE," +
        "SOURCE_DETAIL,COMMENT_OBS,TIME_DETAIL,LOWER_BOUND,UPPER_BOUND";

    [Fact]
    public void The_columns_are_those_of_the_structure_in_its_order()
    {
        var text = System.Text.Encoding.UTF8.GetString(Samples.Bytes(Samples.Open(Samples.Glotip), TableFormat.SdmxCsv).Span);
        text.Split("\r\n")[0].ShouldBe(Heading);
    }

    [Fact]
    public void Every_cell_of_the_table_is_one_observation_that_states_the_same()
    {
        var rows = Rows(Samples.Open(Samples.Glotip));
        var cells = rows.ToDictionary(
            row => string.Join('|', Area(row["REF_AREA"]), row["TIME_PERIOD"], Sex(row["SEX"])),
            row => (row["OBS_STATUS"], row["OBS_VALUE"], row["LOWER_BOUND"]) switch
            {
                ("A", { Length: > 0 } value, "") => ReadBack.Stated("exact", Number(value), Number(value)),
                ("Q", "", { Length: > 0 } low) => ReadBack.Stated("interval", Number(low), Number(row["UPPER_BOUND"])),
                ("Q", "", "") => "withheld",
                ("O", "", "") => "missing",
                _ => throw new InvalidDataException(),
            },
            StringComparer.Ordinal);
        new SortedDictionary<string, string>(cells, StringComparer.Ordinal).ShouldBe(ReadBack.Cube(Samples.Glotip.Value));
        rows.ShouldAllBe(row => row["SERIES"] == "VC_HTF_DETV" && row["UNIT_MEASURE"] == "NUMBER" && row["AGE"] == "_T" && row["ACTION"] == "I" && row["STRUCTURE"] == "dataflow");
        rows.ShouldAllBe(row => row["COMMENT_OBS"].Contains("not prevalence", StringComparison.Ordinal));
        rows.Single(row => row["LOWER_BOUND"] == "0")["COMMENT_OBS"].ShouldStartWith("Between 0 and 4, both included");
        rows.Select(row => string.Join('|', row.Where(field => SdmxCsv.Dimensions.Contains(field.Key)).Select(field => field.Value))).Distinct().Count().ShouldBe(rows.Count);
    }

    [Fact]
    public void A_rate_is_a_series_of_its_own()
    {
        var rows = Rows(Samples.Open(Samples.Rate)).Where(row => row["OBS_STATUS"] != "O").ToList();
        rows.Count.ShouldBe(2);
        rows.ShouldAllBe(row => row["SERIES"] == "VC_HTF_DETVR" && row["UNIT_MEASURE"] == "PER_100000_POP");
        rows.Single(row => row["REF_AREA"] == "320")["OBS_VALUE"].ShouldBe("1.25");
        (rows.Single(row => row["REF_AREA"] == "84")["LOWER_BOUND"], rows.Single(row => row["REF_AREA"] == "84")["UPPER_BOUND"]).ShouldBe(("0", "0.97"));
    }

    [Fact]
    public void A_table_that_does_not_hold_the_indicator_is_refused_and_writes_nothing()
    {
        foreach (var cube in Samples.Cubes.Where(cube => !cube.Value.Header.Id.StartsWith("glotip", StringComparison.Ordinal)))
        {
            using var buffer = new MemoryStream();
            SdmxCsv.Write(Samples.Open(cube), buffer).ShouldBe(new Problem(PublicationProblems.NoStructure, cube.Value.Header.Id));
            buffer.Length.ShouldBe(0);
            TableFiles.WriteAll(Samples.Open(cube)).Select(file => file.Format).ShouldNotContain(TableFormat.SdmxCsv);
        }
    }

    [Theory]
    [InlineData("country", "ZZ")]
    [InlineData("form", "begging")]
    [InlineData("citizenship", "GT")]
    public void A_code_or_dimension_that_the_structure_cannot_express_is_refused(string dimension, string code)
    {
        var list = Tables.List(dimension, ("Lista", "List"), [(code, code, code)]);
        var years = Tables.List("year", ("Año", "Year"), [("2020", "2020", "2020")]);
        IReadOnlyList<Dimension> dimensions = dimension == "country"
            ? [new("country", list), new("year", years)]
            : [new("country", Tables.Countries), new("year", years), new(dimension, list)];
        var cube = new Cube(Tables.Header() with { Id = "glotip-detected-victims" }, dimensions, [dimensions.Select(one => one.Id).ToHashSet(StringComparer.Ordinal)], []);
        var released = new PrivateRelease.ReleaseDoors(PrivateRelease.Ledger.Empty, Tables.Now).AlreadyPublic(cube);
        TableFiles.Write(Samples.Open(released), TableFormat.SdmxCsv).Problems.ShouldBe([new Problem(PublicationProblems.NotInStructure, dimension, "glotip-detected-victims")]);
    }

    [Fact]
    public void The_numbers_of_countries_are_those_of_M49_in_the_content()
    {
        var content = File.ReadAllText(Path.Combine(Texts.Repository(), "..", "content", "vocabulary", "iso-3166-1.yaml"));
        foreach (var country in Tables.Countries.Codes.Select(code => code.Id))
        {
            var number = Regex.Match(content, $"iso2: {country}, iso3: [A-Z]{{3}}, m49: \"(?<number>[0-9]{{3}})\"", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["number"].Value;
            SdmxCsv.AreaOf(country).ShouldBe(number.TrimStart('0'), country);
        }
    }

    private static IReadOnlyList<Dictionary<string, string>> Rows(OpenTable table) => ReadBack.Csv(Samples.Bytes(table, TableFormat.SdmxCsv));

    private static decimal Number(string digits) => decimal.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);

    private static string Area(string number) => Tables.Countries.Codes.Single(code => SdmxCsv.AreaOf(code.Id) == number).Id;

    private static string Sex(string code) => code switch
    {
        "F" => "female",
        "M" => "male",
        "_O" => "other",
        _ => code,
    };
}
