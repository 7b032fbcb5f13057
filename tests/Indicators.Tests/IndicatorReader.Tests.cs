using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Indicators.Tests;

public class IndicatorReaderTests
{
    private const string Document = """
        id: persons
        version: 1
        measure: distinct
        subject: subject
        order-by: registered
        dimensions:
          - country
          - { field: year, codes: ["2020", "2021"] }
        views:
          - [country, year]
          - [year]
        translation: { es: reviewed, en: machine }
        title: { es: Personas, en: Persons }
        definition: { es: Definición }
        limits: { es: Límites }
        unit: { es: personas }
        source: { publisher: P, title: T, date: 2026-11-23, terms: Apache-2.0 }
        origin: invented
        population: { id: population, regime: classical, threshold: 10 }
        """;

    private static Outcome<IndicatorDefinition> Read(string document) => IndicatorReader.Read(new StringReader(document), "persons.yaml");

    [Fact]
    public void A_complete_document_gives_the_indicator()
    {
        var indicator = Read(Document).Value;

        indicator.Header.Measure.ShouldBe(MeasureKind.Distinct);
        indicator.Header.Origin.ShouldBe(DataOrigin.Invented);
        indicator.Header.Title[Language.English].ShouldBe("Persons");
        indicator.Header.Title.StatusOf(Language.English).ShouldBe(TranslationStatus.Machine);
        indicator.Header.Title.StatusOf(Language.French).ShouldBe(TranslationStatus.Missing);
        indicator.Subject.ShouldBe(new Subject("subject", "registered"));
        indicator.Dimensions[0].Codes.ShouldBeNull();
        indicator.Dimensions[1].Codes.ShouldBe(["2020", "2021"]);
        indicator.Views.Count.ShouldBe(2);
        indicator.Population.ShouldBe(new PopulationRule("population", 10));
    }

    [Theory]
    [InlineData("measure: distinct", "measure: guess", "line 3: measure")]
    [InlineData("origin: invented", "origin: official", "line 18: origin")]
    [InlineData("regime: classical", "regime: formal", "line 19: regime")]
    [InlineData("threshold: 10", "threshold: 1", "line 19: population.threshold")]
    [InlineData("threshold: 10", "threshold: ten", "line 19: population.threshold")]
    [InlineData("- [year]", "- [form]", "line 11: views")]
    [InlineData("- [year]", "- [year, year]", "line 11: views")]
    public void A_value_that_is_not_allowed_is_named_with_its_line(string right, string wrong, string place) =>
        Read(Document.Replace(right, wrong, StringComparison.Ordinal)).Problems
            .ShouldBe([new(IndicatorsProblems.ValueNotAllowed, "persons.yaml", place)]);

    [Theory]
    [InlineData("id: persons\n", "")]
    [InlineData("subject: subject\n", "")]
    [InlineData("origin: invented", "origins: invented")]
    [InlineData("title: { es: Personas, en: Persons }", "title: { en: Persons }")]
    [InlineData("views:", "viewed:")]
    [InlineData("date: 2026-11-23", "date: 2026-02-31")]
    public void A_document_of_another_form_is_refused(string right, string wrong) =>
        Read(Document.ReplaceLineEndings("\n").Replace(right, wrong, StringComparison.Ordinal)).Succeeded.ShouldBeFalse();
}
