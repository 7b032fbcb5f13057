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
        ]);

    [Fact]
    public void Read_is_accepted_and_quarantined_together()
    {
        (Report.Read, Report.Accepted, Report.Quarantined).ShouldBe((10, 7, 3));
        Report.Counts().ShouldBe([new("REC-101", "registered", 1), new("REC-110", "sex", 2), new("REC-112", "*", 1)]);
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
            """{"read":10,"accepted":7,"quarantined":3,"problems":[{"code":"REC-101","field":"registered","count":1},"""
            + """{"code":"REC-110","field":"sex","count":2},{"code":"REC-112","field":"*","count":1}]}""");
    }

    [Fact]
    public void The_report_is_written_for_people_in_Spanish_and_in_English()
    {
        var sentences = new Dictionary<string, string>(StringComparer.Ordinal) { ["REC-110"] = "Frase." };

        CheckReportFile.ToText(Report, CheckReportWords.In(Language.Spanish, sentences)).ShouldBe(
            "Filas leídas: 10\nAceptadas: 7\nEn cuarentena: 3\n"
            + "  REC-101 (registered): 1\n  REC-110 (sex): 2 – Frase.\n  REC-112 (fila entera): 1\n");
        CheckReportFile.ToText(Report, CheckReportWords.In(Language.English, sentences)).ShouldStartWith("Rows read: 10\nAccepted: 7\nIn quarantine: 3\n");
    }
}
