using Amparo.Vocabulary;
using static Amparo.Records.Tests.Suggesting.SuggestionFixture;

namespace Amparo.Records.Tests.Suggesting;

/// <summary>What a proposal refuses to claim, and what it never prints.</summary>
public sealed class MappingSuggesterTests
{
    private static readonly (string, Func<int, string>)[] Basis =
        [("Expediente", row => $"E-{row:0000}"), ("Fecha de denuncia", Date(2020, 4, "dd/MM/yyyy"))];

    private static MappingSuggestion With(params (string, Func<int, string>)[] columns) => Of(Csv(60, [.. Basis, .. columns]));

    [Fact]
    public void Years_of_birth_under_the_heading_age_are_no_ages()
    {
        var suggestion = With(("Edad", row => $"{1960 + (row % 45)}"));

        suggestion.FieldOf("Edad").ShouldBeEmpty();
        suggestion.ConfidenceOf("Edad").ShouldBe(SuggestionConfidence.Low);
    }

    [Fact]
    public void Numbers_for_sex_are_a_question_to_the_officer()
    {
        var suggestion = With(("Sexo", Cycle("1", "2")));

        suggestion.ConfidenceOf("Sexo").ShouldBe(SuggestionConfidence.Low);
        suggestion.Yaml.ShouldContain("# sex:");
    }

    [Fact]
    public void M_beside_H_is_a_woman_beside_F_a_man_and_alone_nobody_knows()
    {
        With(("Sexo", Cycle("H", "M"))).Yaml.ShouldContain("M: female");
        With(("Sexo", Cycle("F", "M"))).Yaml.ShouldContain("M: male");
        With(("Sexo", Cycle("M"))).ConfidenceOf("Sexo").ShouldBe(SuggestionConfidence.Low);
        With(("Sexo", Cycle("F", "H", "M"))).ConfidenceOf("Sexo").ShouldNotBe(SuggestionConfidence.High);
    }

    [Fact]
    public void Dates_that_read_either_way_are_not_settled_by_a_guess()
    {
        var suggestion = Of(Csv(40, ("Expediente", row => $"E-{row}"), ("Fecha de denuncia", row => $"{1 + (row % 12):00}/{1 + (row * 5 % 12):00}/2022")));

        suggestion.ConfidenceOf("Fecha de denuncia").ShouldBe(SuggestionConfidence.Low);
        suggestion.Lacking.ShouldBe(["registered"]);
    }

    [Fact]
    public void A_date_with_the_month_first_is_read_so()
    {
        var suggestion = Of(Csv(60, ("Case number", row => $"E-{row}"), ("Registration date", Date(2021, 2, "MM/dd/yyyy"))));

        suggestion.Yaml.ShouldContain("formats: [\"MM/dd/yyyy\"]".Replace("\"", "", StringComparison.Ordinal));
        suggestion.ConfidenceOf("Registration date").ShouldBe(SuggestionConfidence.High);
    }

    [Fact]
    public void The_columns_of_whoever_reported_are_never_taken_for_the_victims()
    {
        string[] about = ["del denunciante", "de la madre", "del imputado", "(testigo)"];
        foreach (var other in about)
        {
            var suggestion = With(($"Nombres {other}", Cycle("Ana", "Luis", "Rosa")), ($"Apellidos {other}", Cycle("Paz", "Ruiz")), ($"Sexo {other}", Cycle("Hombre", "Mujer")),
                ($"Edad {other}", row => $"{20 + (row % 40)}"), ($"Nacionalidad {other}", Cycle("México", "Haití")));

            suggestion.Columns.Skip(2).SelectMany(column => column.Fields).Where(field => !field.StartsWith("perpetrator", StringComparison.Ordinal)).ShouldBeEmpty(other);
        }
    }

    [Fact]
    public void Columns_that_follow_those_of_the_complainant_are_a_question()
    {
        var suggestion = With(("Nombre del denunciante", Cycle("Ana", "Luis")), ("Sexo", Cycle("Hombre", "Mujer")), ("Edad", row => $"{20 + (row % 40)}"));

        suggestion.FieldOf("Sexo").ShouldBeEmpty();
        suggestion.FieldOf("Edad").ShouldBeEmpty();
    }

    [Fact]
    public void Two_columns_of_one_name_are_not_read()
    {
        var suggestion = With(("Sexo", Cycle("Hombre", "Mujer")), ("Sexo", Cycle("Hombre", "Mujer")));

        suggestion.Columns.Skip(2).ShouldAllBe(column => column.Confidence != SuggestionConfidence.High && column.Confidence != SuggestionConfidence.Medium);
        Fixture.Mapping(suggestion.Yaml).Problems.ShouldBeEmpty();
    }

    [Fact]
    public void Births_as_late_as_the_reports_are_doubted()
    {
        With(("Fecha de nacimiento", Date(2020, 4, "dd/MM/yyyy"))).ConfidenceOf("Fecha de nacimiento").ShouldBe(SuggestionConfidence.Low);
    }

    [Fact]
    public void A_blank_mark_is_never_proposed_to_mean_no()
    {
        var suggestion = With(("Explotación sexual", Cycle("X", "")), ("Trabajo forzado", Cycle("", "X")), ("Mendicidad", Cycle("X", "")));

        suggestion.FieldOf("Mendicidad").ShouldBe("forms");
        suggestion.Yaml.Split('\n').Where(line => !line.TrimStart().StartsWith('#')).ShouldAllBe(line => !line.Contains("unset", StringComparison.Ordinal));
    }

    [Fact]
    public void Names_planted_in_columns_of_codes_are_never_written()
    {
        // Once, three times, and inside a value of which a word is recognised; also as a name of the file's own column of names.
        var suggestion = With(
            ("Nombres", Cycle("Clotilde", "Ana", "Luis")),
            ("Sexo", row => row == 7 ? "Hermenegilda Xicará" : row % 2 == 0 ? "Mujer" : "Hombre"),
            ("Nacionalidad", row => row % 9 == 0 ? "Clotilde" : "Honduras"),
            ("Delito", row => row == 11 ? "Explotación sexual de Eufrasia" : row % 2 == 0 ? "Explotación sexual" : "Trabajo forzado"),
            ("Documento", row => $"DPI{row:0000000}"));

        foreach (var planted in new[] { "Hermenegilda", "Xicará", "Clotilde", "Eufrasia", "DPI0000001" })
            suggestion.Yaml.ShouldNotContain(planted, Case.Insensitive);
        suggestion.FieldOf("Delito").ShouldBe("forms");
    }

    [Fact]
    public void Unplaced_codes_that_occur_often_are_shown_to_the_officer()
    {
        var suggestion = With(("Delito", row => row % 4 == 0 ? "ZZ art. 202" : "Explotación sexual"));

        suggestion.Yaml.ShouldContain("ZZ art. 202");
    }

    [Fact]
    public void A_file_without_a_header_is_refused_and_nothing_of_it_is_said()
    {
        var refused = Try(Fixture.Utf8("E-1;05/03/2021;Ana;Femenino;Guatemala\nE-2;06/03/2021;Luis;Masculino;Honduras\n"));

        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(SuggestionProblems.HeaderDoubtful);
        refused.Problems[0].ToString().ShouldNotContain("Ana");
    }

    [Fact]
    public void Titles_above_the_header_are_passed_over()
    {
        var suggestion = Of("Ministerio de Gobernación\n\n" + Csv(30, [.. Basis, ("Sexo", Cycle("Hombre", "Mujer"))]));

        suggestion.Format.HeaderRow.ShouldBe(3);
        suggestion.HeaderIsCertain.ShouldBeTrue();
    }

    [Fact]
    public void The_order_of_the_rows_does_not_change_the_proposal()
    {
        var lines = Csv(80, [.. Basis, ("Sexo", Cycle("Hombre", "mujer", "Mujer", "N/S")), ("Edad", row => $"{10 + (row % 50)}"), ("Delito", Cycle("Explotación sexual", "Otro", "Trata"))]).TrimEnd('\n').Split('\n');
        var turned = string.Join('\n', lines.Take(1).Concat(lines.Skip(1).Reverse())) + "\n";

        Of(turned).Yaml.ShouldBe(Of(string.Join('\n', lines) + "\n").Yaml);
    }

    [Fact]
    public void Random_tables_never_break_it_and_every_proposal_can_be_read()
    {
        var random = new Random(20261123);
        string[] cells = ["", "1", "0", "X", "N/S", "-99", "Ana", "05/03/2021", "2021-13-40", "F", "M", "a: b", "# x", "\"\"", "it's", "{", "ñ", "9-17", "GT", "sexual; laboral", "🙂", "=1+1", "\u0085", "1999"];
        string[] headings = ["", "Sexo", "sexo", "Edad", "Fecha", "Nombre", "Apellidos", "Delito", "Expediente", "a: b", "#", "{x}", "No.", "Víctima", "Otra", "X\u0001Y", "Fecha de nacimiento", "-", "Nacionalidad", "Mendicidad", "Menores", "🙂", "null"];
        for (var run = 0; run < 400; run++)
        {
            var width = random.Next(1, 9);
            var rows = random.Next(0, 12);
            var text = string.Join('\n', Enumerable.Range(0, rows + 1).Select(row => string.Join(';', Enumerable.Range(0, width).Select(_ => row == 0 ? headings[random.Next(headings.Length)] : cells[random.Next(cells.Length)]))));

            var outcome = Try(Fixture.Utf8(text), run % 2 == 0 ? Language.English : Language.Spanish);
            if (!outcome.Succeeded)
                continue;
            var read = Fixture.Mapping(outcome.Value.Yaml);
            read.Problems.Where(problem => problem.Code != RecordsProblems.RequiredFieldNotMapped).ShouldBeEmpty(outcome.Value.Yaml);
        }
    }
}
