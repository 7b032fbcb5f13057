using Amparo.Vocabulary;
using static Amparo.Records.Tests.Suggesting.SuggestionFixture;

namespace Amparo.Records.Tests.Suggesting;

/// <summary>What becomes of a proposal that somebody has gone through column by column.</summary>
public sealed class ColumnChoiceTests
{
    private static readonly MappingSuggestion Suggestion = Of(Csv(
        60, ("Expediente", row => $"E-{row:0000}"), ("Fecha de denuncia", Date(2020, 4, "dd/MM/yyyy")), ("Nombre completo", Cycle("Cruz Lima, Ana", "Paz Sosa, Eva")),
        ("Sexo", Cycle("Femenino", "Masculino")), ("Edad", row => $"{20 + (row % 30)}"), ("\"Dato: \"\"raro\"\", {1}\"", Cycle("a", "b"))));

    [Fact]
    public void As_proposed_is_what_the_document_of_the_proposal_says()
    {
        var all = Suggestion.Columns.Where(column => column.Confidence > SuggestionConfidence.Low).Select(column => new ColumnChoice(column.Number, null)).ToList();
        var (composed, written) = (Read(Suggestion.Compose(all, Fixture.Schema)), Read(Suggestion.Yaml));
        composed.Columns.ShouldBe(written.Columns);
        composed.Columns.Count.ShouldBeGreaterThan(3);
        (composed.Country, composed.AgencyKind, composed.Format).ShouldBe((written.Country, written.AgencyKind, written.Format));
    }

    [Fact]
    public void A_line_that_reads_several_fields_goes_with_its_column()
    {
        var composed = Suggestion.Compose([new(1, null), new(2, null)], Fixture.Schema);
        Read(composed).Columns.ShouldBe(["Expediente", "Fecha de denuncia"], ignoreOrder: true);
        composed.ShouldNotContain("surname");
    }

    [Fact]
    public void Every_field_that_can_be_chosen_makes_a_mapping_that_is_read()
    {
        // The year follows from the date, so that both at once are refused.
        foreach (var field in ColumnChoice.Fields(Fixture.Schema).Where(field => field.Id is not (PersonReport.FileNumber or PersonReport.Registered or PersonReport.Year)))
        {
            // A heading with every sign that a document could take for its own.
            var mapping = Read(Suggestion.Compose([new(1, PersonReport.FileNumber), new(2, PersonReport.Registered), new(6, field.Id)], Fixture.Schema));
            mapping.Columns.ShouldBe(["Expediente", "Fecha de denuncia", "Dato: \"raro\", {1}"], ignoreOrder: true, field.Id);
        }
    }

    [Fact]
    public void What_does_not_exist_or_is_said_twice_is_no_choice()
    {
        Should.Throw<ArgumentException>(() => Suggestion.Compose([new(99, null)], Fixture.Schema));
        Should.Throw<ArgumentException>(() => Suggestion.Compose([new(0, null)], Fixture.Schema));
        Should.Throw<ArgumentException>(() => Suggestion.Compose([new(1, null), new(1, PersonReport.FileNumber)], Fixture.Schema));
        foreach (var field in new[] { PersonReport.Record, PersonReport.Country, PersonReport.Form, "nothing" })
            Should.Throw<ArgumentException>(() => Suggestion.Compose([new(1, field)], Fixture.Schema), field);
    }

    [Fact]
    public void Without_what_a_record_needs_the_reader_says_so() =>
        MappingReader.Read(new StringReader(Suggestion.Compose([], Fixture.Schema)), "mapping", Fixture.Schema).Succeeded.ShouldBeFalse();

    private static RecordMapping Read(string document)
    {
        var read = MappingReader.Read(new StringReader(document), "mapping", Fixture.Schema);
        read.Succeeded.ShouldBeTrue(string.Join('\n', read.Problems));
        return read.Value;
    }
}
