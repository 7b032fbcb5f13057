using Amparo.Records.Aggregates;
using Amparo.Vocabulary;
using static Amparo.Records.Tests.Aggregates.Extracts;

namespace Amparo.Records.Tests.Aggregates;

public class ExtractDeclarationTests
{
    [Fact]
    public void A_rule_says_how_each_column_is_read()
    {
        var rule = Table.Extract.ShouldNotBeNull();

        rule.Where.ShouldBe(new Dictionary<string, string> { ["dim"] = "persons" });
        rule.Axes.Select(axis => (axis.Field, axis.Column, axis.Reading)).ShouldBe(
        [
            ("country", "iso", new CodeReading(CodeReadingKind.Equivalent, "iso3")),
            ("year", "year", new CodeReading(CodeReadingKind.Id, "")),
            ("citizenship", "who", new CodeReading(CodeReadingKind.Name, "")),
            ("sex", "sex", new CodeReading(CodeReadingKind.Equivalent, "publisher")),
        ]);
        rule.Axes[2].Words["Hondure\uFFFDo"].ShouldBe("HN");
        (rule.Figure.Column, rule.Figure.Thousands, rule.Figure.Scale).ShouldBe(("value", ',', 1));
        rule.Figure.Intervals["<5"].ShouldBe((0, 4));
        rule.Repeated.ShouldBe(RepeatedRows.SameIsOne);
        rule.Columns.ShouldBe(["dim", "iso", "year", "who", "sex", "value"]);
    }

    [Fact]
    public void A_column_that_is_used_twice_is_asked_for_once() =>
        With("where: { dim: persons }", "where: { dim: persons, sex: Total }").Extract!.Columns.ShouldBe(["dim", "sex", "iso", "year", "who", "value"]);

    [Theory]
    [InlineData("never-one", RepeatedRows.NeverOne)]
    [InlineData("same-is-one", RepeatedRows.SameIsOne)]
    public void What_several_rows_mean_is_declared(string word, RepeatedRows meaning) =>
        Declare($"{Declaration}\n  repeated: {word}").Value.Extract!.Repeated.ShouldBe(meaning);

    [Fact]
    public void A_table_needs_no_rule() =>
        Declare(Declaration[..Declaration.IndexOf("\nextract:", StringComparison.Ordinal)]).Value.Extract.ShouldBeNull();

    [Theory]
    [InlineData("  where:", "  when: x\n  where:", VocabularyProblems.UnknownKey, "line 20: when")]
    [InlineData("{ column: year }", "{ column: year, of: x }", VocabularyProblems.UnknownKey, "line 23: of")]
    [InlineData("    year: {", "    month: { column: m }\n    year: {", VocabularyProblems.UnknownKey, "line 23: month")]
    [InlineData("    column: value", "    column: value\n    unit: x", VocabularyProblems.UnknownKey, "line 28: unit")]
    [InlineData("    year: { column: year }\n", "", VocabularyProblems.KeyMissing, "line 22: year")]
    [InlineData("{ column: year }", "{ by: id }", VocabularyProblems.KeyMissing, "line 23: column")]
    [InlineData("    column: value\n", "", VocabularyProblems.KeyMissing, "line 27: column")]
    [InlineData("{ column: year }", "year", VocabularyProblems.WrongShape, "line 23: year")]
    [InlineData("{ dim: persons }", "{ dim: [persons] }", VocabularyProblems.WrongShape, "line 20: dim")]
    [InlineData("[0, 4]", "[5, 4]", VocabularyProblems.ValueNotAllowed, "line 28: intervals")]
    [InlineData("[0, 4]", "[4]", VocabularyProblems.ValueNotAllowed, "line 28: intervals")]
    [InlineData("[0, 4]", "[0, 2, 4]", VocabularyProblems.ValueNotAllowed, "line 28: intervals")]
    [InlineData("[0, 4]", "4", VocabularyProblems.ValueNotAllowed, "line 28: intervals")]
    [InlineData("[0, 4]", "[-1, 4]", VocabularyProblems.ValueNotAllowed, "line 28: intervals")]
    [InlineData("[0, 4]", "[0, 99999999999999999999999999]", VocabularyProblems.ValueNotAllowed, "line 28: intervals")]
    [InlineData("Nationals: =country", "Nationals: =sex", VocabularyProblems.ValueNotAllowed, "line 24: words")]
    [InlineData("Nationals: =country", "Nationals: =citizenship", VocabularyProblems.ValueNotAllowed, "line 24: words")]
    [InlineData("Nationals: =country", "Nationals: =nation", VocabularyProblems.ValueNotAllowed, "line 24: words")]
    [InlineData("thousands: \",\"", "thousands: \",.\"", VocabularyProblems.ValueNotAllowed, "line 27: thousands")]
    [InlineData("thousands: \",\"", "scale: 0", VocabularyProblems.ValueNotAllowed, "line 29: scale")]
    [InlineData("thousands: \",\"", "scale: 1000001", VocabularyProblems.ValueNotAllowed, "line 29: scale")]
    [InlineData("  where:", "  repeated: sometimes\n  where:", VocabularyProblems.ValueNotAllowed, "line 20: repeated")]
    public void A_fault_is_named_with_its_line(string right, string wrong, string code, string place)
    {
        Declaration.ShouldContain(right);

        Declare(Declaration.Replace(right, wrong, StringComparison.Ordinal)).Problems.ShouldContain(new Problem(code, "found.yaml", place));
    }

    [Fact]
    public void A_rule_without_axes_or_figure_is_refused()
    {
        var head = Declaration[..Declaration.IndexOf("\nextract:", StringComparison.Ordinal)];

        Declare(head + "\nextract:\n  where: { dim: persons }\n").Problems.Select(problem => (problem.Code, problem.Path)).ShouldBe(
            [(VocabularyProblems.KeyMissing, "line 20: axes"), (VocabularyProblems.KeyMissing, "line 20: figure")]);
    }
}
