using System.Text;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration.Layouts;

/// <summary>The shelter: UTF-8 with a byte-order mark, commas, age bands instead of birth dates, refusals kept apart from "not known".</summary>
internal sealed class ShelterLayout : DelimitedLayout
{
    private static readonly string[] FormCodes = ["sexual", "laboral", "mendicidad", "crimen", "matrimonio", "organos", "otra"];

    private static readonly (int From, string Band)[] Bands =
    [
        (48, "48+"), (39, "39-47"), (30, "30-38"), (27, "27-29"), (24, "24-26"), (21, "21-23"), (18, "18-20"), (9, "9-17"), (0, "0-8"),
    ];

    internal override string FileName => "shelter.csv";

    private protected override Dialect Dialect { get; } =
        new(',', "\n") { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: true) };

    private protected override string[] Header { get; } =
        ["codigo", "ingreso", "nombres", "apellidos", "sexo", "rango_edad", "nacionalidad", "formas", "municipio"];

    internal override string FileNumber(FileSequence sequence) => sequence.Text("ALB{2:D8}");

    private protected override string[] Cells(Report report) =>
    [
        Number(report, ""), Registered(report, "yyyy-MM-dd", ""), report.Name.GivenNames, report.Name.Surnames, SexText(report),
        BandText(report), report.Defect == Defect.CitizenshipCodeUnknown ? "QQ" : OrMissing(report.Citizenship, "N/S"), FormText(report), report.Municipality,
    ];

    private static string BandText(Report report) => report.Age is { } age ? Array.Find(Bands, band => age >= band.From).Band : "N/S";

    private static string SexText(Report report) => (report.Defect, report.Sex) switch
    {
        (Defect.SexCodeUnknown, _) => "qqq",
        (_, Sex.Female) => "mujer",
        (_, Sex.Male) => "hombre",
        (_, Sex.Other) => "otro",
        _ => report.Unstated == Unstated.Blank ? "" : "no responde",
    };

    private static string FormText(Report report)
    {
        if (report.Defect == Defect.FormCodeUnknown)
            return "qqq";
        if (!report.Forms.IsEmpty)
            return Joined(report.Forms, FormCodes, ";");
        return report.Unstated switch { Unstated.Refused => "no responde", Unstated.Unknown => "N/S", _ => "" };
    }
}
