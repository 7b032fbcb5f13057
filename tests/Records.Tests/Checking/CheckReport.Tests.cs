using System.Text;
using System.Text.Json;
using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed class CheckReportTests
{
    private static readonly CheckReport Report = new(
        10,
        [
            new(2, "registered", RecordsProblems.RegisteredMissing), new(2, "sex", RecordsProblems.CodeUnknown),
            new(5, "sex", RecordsProblems.CodeUnknown), new(9, CheckFinding.WholeRow, RecordsProblems.RaggedRow),
        ])
    {
        HeaderRow = 4,
        UnnoticedColumns = [3, 7],
        Remarks =
        [
            new("RUL-006", RuleSeverity.Warning, "age", [1, 10]),
            new("RUL-030", RuleSeverity.Warning, "file-number", [10]) { FirstRows = [1] },
            new("RUL-041", RuleSeverity.Note, "sex", [1, 3, 4, 6, 7, 8, 10]),
        ],
    };

    [Fact]
    public void Read_is_accepted_and_quarantined_together()
    {
        (Report.Read, Report.Accepted, Report.Quarantined).ShouldBe((10, 7, 3));
        Report.Counts(2).Select(count => (count.Severity, count.Code, count.Field, count.Count, string.Join(' ', count.Rows), string.Join(' ', count.FirstRows))).ShouldBe(
        [
            (RuleSeverity.Error, "REC-101", "registered", 1, "2", ""), (RuleSeverity.Error, "REC-110", "sex", 2, "2 5", ""),
            (RuleSeverity.Error, "REC-112", "*", 1, "9", ""), (RuleSeverity.Warning, "RUL-006", "age", 2, "1 10", ""),
            (RuleSeverity.Warning, "RUL-030", "file-number", 1, "10", "1"), (RuleSeverity.Note, "RUL-041", "sex", 7, "1 3", ""),
        ]);
        (Report.CountRemarks(RuleSeverity.Warning), Report.CountRemarks(RuleSeverity.Note)).ShouldBe((3, 7));
    }

    [Fact]
    public void Remarks_are_about_rows_in_order_and_never_errors()
    {
        Should.Throw<ArgumentException>(() => new RuleFindings("RUL-001", RuleSeverity.Error, "age", [1]));
        Should.Throw<ArgumentException>(() => new RuleFindings("RUL-001", RuleSeverity.Note, "age", []));
        Should.Throw<ArgumentException>(() => new RuleFindings("RUL-001", RuleSeverity.Note, "age", [2, 2]));
        Should.Throw<ArgumentException>(() => new RuleFindings("RUL-001", RuleSeverity.Note, "age", [0]));
    }

    [Fact]
    public void A_report_that_does_not_add_up_is_refused()
    {
        Should.Throw<ArgumentException>(() => new CheckReport(2, Report.Findings));
        Should.Throw<ArgumentException>(() => new CheckReport(10, [.. Report.Findings.Reverse()]));
        Should.Throw<ArgumentException>(() => new CheckReport(10, [new(0, "sex", RecordsProblems.CodeUnknown)]));
        Should.Throw<ArgumentOutOfRangeException>(() => new CheckReport(-1, []));
    }

    [Fact]
    public void The_quarantine_file_has_both_numbers_of_the_row_field_and_code_and_nothing_else()
    {
        using var stream = new MemoryStream();
        QuarantineFile.Write(stream, new CheckReport(Report.Read, Report.Findings) { HeaderRow = 4 });

        Encoding.UTF8.GetString(stream.ToArray())
            .ShouldBe("row,sheet-row,field,code\n2,6,registered,REC-101\n2,6,sex,REC-110\n5,9,sex,REC-110\n9,13,*,REC-112\n");
    }

    [Fact]
    public void The_report_is_written_as_JSON()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
            CheckReportFile.WriteJson(json, Report);

        Encoding.UTF8.GetString(stream.ToArray()).ShouldBe(
            """{"read":10,"accepted":7,"quarantined":3,"mended":0,"warnings":3,"notes":7,"headerRow":4,"unnoticedColumns":[3,7],"problems":["""
            + """{"severity":"error","code":"REC-101","field":"registered","count":1,"rows":[2]},{"severity":"error","code":"REC-110","field":"sex","count":2,"rows":[2,5]},"""
            + """{"severity":"error","code":"REC-112","field":"*","count":1,"rows":[9]},{"severity":"warning","code":"RUL-006","field":"age","count":2,"rows":[1,10]},"""
            + """{"severity":"warning","code":"RUL-030","field":"file-number","count":1,"rows":[10],"firstRows":[1]},"""
            + """{"severity":"note","code":"RUL-041","field":"sex","count":7,"rows":[1,3,4,6,7,8,10]}]}""");
    }

    [Fact]
    public void The_report_is_written_for_people_in_Spanish_and_in_English()
    {
        var sentences = new Dictionary<string, string>(StringComparer.Ordinal) { ["REC-110"] = "Frase." };

        CheckReportFile.ToText(Report, Fixture.Schema, CheckReportWords.In(Language.Spanish, sentences)).ShouldBe(
            """
            Filas leídas: 10
            Aceptadas: 7
            En cuarentena: 3
              REC-101 Fecha de registro (registered): 1 [filas de la hoja: 6]
              REC-110 Sexo (sex): 2 – Frase. [filas de la hoja: 6, 9]
              REC-112 fila entera: 1 [filas de la hoja: 13]
            Avisos sobre filas aceptadas: 3
              RUL-006 Edad en años al registro (age): 2 [filas de la hoja: 5, 14]
              RUL-030 Número de expediente (file-number): 1 [filas de la hoja: 14 (repite la 5)]
            Notas sobre filas aceptadas: 7
              RUL-041 Sexo (sex): 7
            Columnas que la asignación no lee ni deja de lado a propósito (por su número): 3, 7

            """.ReplaceLineEndings("\n"));
        CheckReportFile.ToText(Report, Fixture.Schema, CheckReportWords.In(Language.English, sentences)).ShouldStartWith("Rows read: 10\nAccepted: 7\nIn quarantine: 3\n");
    }

    [Theory]
    [InlineData("es", "Formas de explotación", "forms")]
    [InlineData("en", "Forms of exploitation: Forced labour", "forms.labour")]
    [InlineData("fr", "Formas de explotación: Trabajo forzado", "forms.labour")]
    [InlineData("en", "whole row", "*")]
    [InlineData("en", "forms.nothing", "forms.nothing")]
    [InlineData("es", "nothing", "nothing")]
    public void Fields_are_called_by_their_titles(string language, string title, string field) =>
        CheckReportWords.In(Language.Find(language)!, new Dictionary<string, string>()).TitleOf(field, Fixture.Schema).ShouldBe(title);

    [Theory]
    [InlineData("", "file", "")]
    [InlineData("GT/police.csv, después de la fila 7", "file", "GT/police.csv, after row 7")]
    [InlineData("encabezado", "file", "header")]
    [InlineData("mapa.yaml, línea 3: sex", "mapa.yaml", "line 3: sex")]
    [InlineData("row totals", "row totals", "")]
    [InlineData("line ", "line ", "")]
    public void Places_are_said_in_the_readers_words_and_names_stay_as_they_are(string said, string subject, string path) =>
        CheckReportWords.In(Language.Spanish, new Dictionary<string, string>()).PlaceOf(new Problem("REC-001", subject, path)).ShouldBe(said);
}
