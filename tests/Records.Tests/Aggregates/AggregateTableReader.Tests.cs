using System.Text;
using Amparo.Records.Aggregates;
using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;
using NodaTime;

namespace Amparo.Records.Tests.Aggregates;

public class AggregateTableReaderTests
{
    private const string Header = "country,year,sex,low,high\n";

    private static Outcome<AggregateTable> Declare(string yaml) =>
        AggregateTableReader.ReadDeclaration(new StringReader(yaml), "victims.yaml");

    private static Outcome<Cube> Figures(string csv, CodeListCatalogue? lists = null) =>
        AggregateTableReader.ReadFigures(
            Declare(Tests.Tables.Declaration).Value, new StringReader(csv), "victims.csv", lists ?? Tests.Tables.Lists);

    [Fact]
    public void A_declaration_says_what_the_figures_are_and_where_they_come_from()
    {
        var table = Declare(Tests.Tables.Declaration).Value;

        table.Header.Id.ShouldBe("victims");
        table.Header.Measure.ShouldBe(MeasureKind.Count);
        table.Header.Origin.ShouldBe(DataOrigin.Official);
        table.Header.Source.ShouldBe(new Source("UNODC", "GLOTIP", new LocalDate(2023, 5, 30), "with citation"));
        table.Header.Title[Language.English].ShouldBe("Victims");
        table.Header.Title.StatusOf(Language.English).ShouldBe(TranslationStatus.Machine);
        table.Header.Title.StatusOf(Language.HaitianCreole).ShouldBe(TranslationStatus.Missing);
        table.Dimensions.Select(dimension => dimension.Field).ShouldBe(["country", "year", "sex"]);
        table.Dimensions[1].Codes.ShouldBe(["2020", "2021"]);
        table.Views.Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("measure: count", "measure: guess", "line 3: measure")]
    [InlineData("origin: official", "origin: recorded", "line 4: origin")]
    [InlineData("date: 2023-05-30", "date: 2023-02-30", "line 10: source.date")]
    [InlineData("date: 2023-05-30", "date: May", "line 10: source.date")]
    [InlineData("  - sex", "  - country", "line 14: dimensions")]
    [InlineData("  - [country, year]\n", "  - [country, form]\n", "line 16: views")]
    [InlineData("  - [country, year]\n", "  - [country, country]\n", "line 16: views")]
    [InlineData("  - [country, year]\n", "  - []\n", "line 16: views")]
    public void A_value_that_is_not_allowed_is_named_with_its_line(string right, string wrong, string place) =>
        Declare(Tests.Tables.Declaration.Replace(right, wrong, StringComparison.Ordinal)).Problems
            .ShouldContain(new Problem(VocabularyProblems.ValueNotAllowed, "victims.yaml", place));

    [Theory]
    [InlineData("version: 1", "version: 1\nhidden: yes", VocabularyProblems.UnknownKey)]
    [InlineData("version: 1", "version: 1\nversion: 2", VocabularyProblems.KeyTwice)]
    [InlineData("version: 1\n", "", VocabularyProblems.KeyMissing)]
    [InlineData("limits: { es: Límites }\n", "", VocabularyProblems.KeyMissing)]
    [InlineData("terms: with citation", "licence: none", VocabularyProblems.UnknownKey)]
    [InlineData("unit: { es: víctimas }", "unit: { en: victims }", VocabularyProblems.SpanishMissing)]
    [InlineData("  - sex", "  - value", VocabularyProblems.IdNotAllowed)]
    [InlineData("[\"2020\", \"2021\"]", "[\"2020\", \"2020\"]", VocabularyProblems.CodeTwice)]
    public void A_declaration_of_another_form_is_refused(string right, string wrong, string code) =>
        Declare(Tests.Tables.Declaration.Replace(right, wrong, StringComparison.Ordinal)).Problems
            .ShouldContain(problem => problem.Code == code && problem.Path.StartsWith("line ", StringComparison.Ordinal));

    [Fact]
    public void Exact_figures_intervals_and_missing_ones_stay_apart()
    {
        var cube = Figures(Header + "GT,2020,female,7,7\nGT,2020,male,0,4\nGT,2020,_U,,\nGT,2020,_T,12,12\n").Value;

        cube[("country", "GT"), ("year", "2020"), ("sex", "female")].ShouldBe(Figure.Exact(7));
        cube[("country", "GT"), ("year", "2020"), ("sex", "male")].ShouldBe(Figure.Between((0, 4)));
        cube[("country", "GT"), ("year", "2020"), ("sex", "_U")].ShouldBe(Figure.Missing);
        // The stated total, not the sum of the parts.
        cube[("country", "GT"), ("year", "2020")].ShouldBe(Figure.Exact(12));
        cube[("country", "MX"), ("year", "2020")].Kind.ShouldBe(FigureKind.Missing);
        cube[("country", "GT")].Kind.ShouldBe(FigureKind.Missing);
        cube.Cells.Count().ShouldBe(3);
    }

    [Fact]
    public void A_scope_shortens_the_axis_to_the_years_of_the_edition()
    {
        var year = Figures(Header + "GT,2020,_T,1,1\n").Value.Dimensions[1];

        year.List.Codes.Select(code => code.Id).ShouldBe(["2020", "2021"]);
        Figures(Header + "GT,2019,_T,1,1\n").Problems.ShouldBe([new(TableProblems.CodeUnknown, "year", "victims.csv line 2")]);
    }

    [Fact]
    public void One_column_of_values_gives_exact_figures() =>
        Figures("value,sex,year,country\n9,_T,2021,HN\n").Value[("country", "HN"), ("year", "2021")].ShouldBe(Figure.Exact(9));

    [Fact]
    public void Windows_line_ends_and_a_missing_last_line_end_change_nothing() =>
        Figures(Header.Replace("\n", "\r\n", StringComparison.Ordinal) + "GT,2020,_T,3,3").Value
            .Cells.ShouldBe(Figures(Header + "GT,2020,_T,3,3\n").Value.Cells);

    [Theory]
    [InlineData("XX,2020,_T,1,1", TableProblems.CodeUnknown, "country", "victims.csv line 3")]
    [InlineData("gt,2020,_T,1,1", TableProblems.CodeUnknown, "country", "victims.csv line 3")]
    [InlineData("GT,,_T,1,1", TableProblems.CodeUnknown, "year", "victims.csv line 3")]
    [InlineData("GT,2020,_T,5,4", TableProblems.BoundsRefused, "low", "victims.csv line 3")]
    [InlineData("GT,2020,_T,5,", TableProblems.BoundsRefused, "high", "victims.csv line 3")]
    [InlineData("GT,2020,_T,,5", TableProblems.BoundsRefused, "low", "victims.csv line 3")]
    [InlineData("GT,2020,_T,<5,4", TableProblems.NumberRefused, "low", "victims.csv line 3")]
    [InlineData("GT,2020,_T,1.5,2", TableProblems.NumberRefused, "low", "victims.csv line 3")]
    [InlineData("GT,2020,_T,-1,2", TableProblems.NumberRefused, "low", "victims.csv line 3")]
    [InlineData("GT,2020,_T,1,+2", TableProblems.NumberRefused, "high", "victims.csv line 3")]
    [InlineData("GT,2020,_T,1, 2", TableProblems.NumberRefused, "high", "victims.csv line 3")]
    [InlineData("GT,2020,_T,\"1,000\",\"1,000\"", TableProblems.NumberRefused, "low", "victims.csv line 3")]
    [InlineData("GT,2020,_T,1,99999999999999999999999999999999", TableProblems.NumberRefused, "high", "victims.csv line 3")]
    [InlineData("MX,2020,_T,1,1", TableProblems.LineTwice, "victims.csv", "line 3")]
    [InlineData("GT,2020,_T,1", TableProblems.LineRefused, "victims.csv", "line 3")]
    [InlineData("GT,2020,_T,1,1,1", TableProblems.LineRefused, "victims.csv", "line 3")]
    [InlineData("G\"T,2020,_T,1,1", TableProblems.LineRefused, "victims.csv", "line 3")]
    [InlineData("\"GT,2020,_T,1,1", TableProblems.LineRefused, "victims.csv", "line 3")]
    public void A_wrong_line_is_named_by_number_and_never_quoted(string line, string code, string subject, string place)
    {
        // The last line shows that one bad line does not swallow those behind it.
        var problems = Figures(Header + "MX,2020,_T,1,1\n" + line + "\nHN,2020,_T,1,1\n").Problems;

        problems.ShouldContain(new Problem(code, subject, place));
        problems.ShouldAllBe(problem => problem.Path.Contains("line 3", StringComparison.Ordinal));
    }

    [Fact]
    public void A_cell_that_no_view_publishes_is_refused_and_a_margin_of_a_view_is_not()
    {
        var table = Declare(Tests.Tables.Declaration.Replace("- [country, year, sex]", "- [year, sex]", StringComparison.Ordinal)).Value;
        Outcome<Cube> Read(string line) => AggregateTableReader.ReadFigures(
            table, new StringReader(Header + line), "victims.csv", Tests.Tables.Lists);

        Read("GT,2020,female,1,1\n").Problems.ShouldBe([new(TableProblems.OutsideViews, "victims.csv", "line 2")]);
        Read("GT,_T,female,1,1\n").Succeeded.ShouldBeFalse();
        Read("_T,2020,female,1,1\n").Succeeded.ShouldBeTrue();
        Read("_T,_T,_T,1,1\n").Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void Every_wrong_line_is_reported_at_once() =>
        Figures(Header + "XX,2020,_T,1,1\nGT,2020,_T,9,1\nGT,2020,thing,a,1\n").Problems.Count.ShouldBe(4);

    [Theory]
    [InlineData("country,year,low,high\nGT,2020,1,1\n", TableProblems.ColumnMissing, "sex", "victims.csv")]
    [InlineData("country,year,sex,low\nGT,2020,_T,1\n", TableProblems.ColumnMissing, "high", "victims.csv")]
    [InlineData("country,year,sex,low,high,María\nGT,2020,_T,1,1,x\n", TableProblems.ColumnRefused, "victims.csv", "column 6")]
    [InlineData("country,year,sex,sex,value\nGT,2020,_T,_T,1\n", TableProblems.ColumnRefused, "victims.csv", "column 4")]
    [InlineData("country,year,sex,value,low\nGT,2020,_T,1,1\n", TableProblems.ColumnRefused, "victims.csv", "column 5")]
    public void Columns_are_the_declared_ones_and_no_others(string csv, string code, string subject, string path) =>
        Figures(csv).Problems.ShouldBe([new(code, subject, path)]);

    [Theory]
    [InlineData("")]
    [InlineData("country,year,sex,low,high\n")]
    public void A_table_without_lines_is_refused(string csv) =>
        Figures(csv).Problems.ShouldBe([new(TableProblems.Empty, "victims.csv")]);

    [Fact]
    public void A_dimension_without_its_code_list_is_refused() =>
        Figures(Header + "GT,2020,_T,1,1\n", Tests.Tables.NoLists).Problems.Select(problem => (problem.Code, problem.Subject)).ShouldBe(
            [(TableProblems.ListMissing, "country"), (TableProblems.ListMissing, "year"), (TableProblems.ListMissing, "sex")]);

    [Fact]
    public void A_scope_beyond_the_code_list_is_refused()
    {
        var table = Declare(Tests.Tables.Declaration.Replace("\"2021\"", "\"2031\"", StringComparison.Ordinal)).Value;

        AggregateTableReader.ReadFigures(table, new StringReader(Header + "GT,2020,_T,1,1\n"), "victims.csv", Tests.Tables.Lists)
            .Problems.ShouldBe([new(TableProblems.ScopeUnknown, "year")]);
    }

    [Fact]
    public void Bytes_that_are_not_of_the_encoding_are_refused()
    {
        byte[] latin = [.. Encoding.UTF8.GetBytes(Header), 0xE9, 0x0A];
        using var reader = new StreamReader(new MemoryStream(latin), new UTF8Encoding(false, true));

        AggregateTableReader.ReadFigures(Declare(Tests.Tables.Declaration).Value, reader, "victims.csv", Tests.Tables.Lists)
            .Problems.ShouldBe([new(TableProblems.WrongEncoding, "victims.csv")]);
    }

    [Theory]
    [InlineData("rate", "1.25", true)]
    [InlineData("rate", "1,25", false)]
    [InlineData("share", "1", true)]
    [InlineData("share", "1.01", false)]
    [InlineData("distinct", "2", true)]
    [InlineData("distinct", "2.0", false)]
    public void A_number_is_judged_by_what_the_table_measures(string measure, string number, bool taken)
    {
        var table = Declare(Tests.Tables.Declaration.Replace("measure: count", $"measure: {measure}", StringComparison.Ordinal)).Value;

        AggregateTableReader.ReadFigures(
            table, new StringReader($"country,year,sex,value\nGT,2020,_T,\"{number}\"\n"), "victims.csv", Tests.Tables.Lists)
            .Succeeded.ShouldBe(taken);
    }
}
