using System.Text;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration.Layouts;

/// <summary>The international organisation: UTF-8, commas, columns in the manner of HTCDS, -99 for everything missing.</summary>
internal sealed class IomLayout : DelimitedLayout
{
    private const string Missing = "-99";

    internal override string FileName => "iom.csv";

    private protected override Dialect Dialect { get; } =
        new(',', "\n") { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private protected override string[] Header { get; } =
    [
        "cas_number", "cas_registered", "prs_first_name", "prs_family_name", "prs_gender", "prs_date_of_birth", "prs_citizenship", "prs_document",
        "exploit_sexual", "exploit_labour", "exploit_begging", "exploit_criminality", "exploit_marriage", "exploit_organ", "exploit_other",
    ];

    internal override string FileNumber(FileSequence sequence) => sequence.Text("{0}{2:D8}");

    private protected override string[] Cells(Report report)
    {
        var cells = new string[Header.Length];
        cells[0] = Number(report, Missing);
        cells[1] = Registered(report, "yyyy-MM-dd", Missing);
        cells[2] = OrMissing(report.Name.GivenNames, Missing);
        cells[3] = OrMissing(report.Name.Surnames, Missing);
        cells[4] = SexText(report);
        cells[5] = Birth(report, "yyyy-MM-dd", Missing);
        cells[6] = report.Defect == Defect.CitizenshipCodeUnknown ? "QQ" : OrMissing(report.Citizenship, Missing);
        cells[7] = OrMissing(report.Document, Missing);
        // No form seen: either nothing was asked, or every question was answered with no.
        var absent = report.Forms.IsEmpty && report.Unstated != Unstated.Blank ? Missing : "0";
        foreach (var form in Codes.AllForms)
            cells[8 + (int)form] = report.Forms.Contains(form) ? "1" : absent;
        return cells;
    }

    private static string SexText(Report report) => (report.Defect, report.Sex) switch
    {
        (Defect.SexCodeUnknown, _) => "Qqqq",
        (_, Sex.Female) => "Feminine",
        (_, Sex.Male) => "Masculine",
        (_, Sex.Other) => "Non-Conforming",
        _ => "Not Specified",
    };
}
