using System.Text;
using Amparo.Demonstration.Content;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration.Layouts;

/// <summary>The migration service: UTF-16 with a byte-order mark, tabs, English, birth dates that may be a year or a month only.</summary>
internal sealed class MigrationLayout(IReadOnlyDictionary<string, NationalityWords> words) : DelimitedLayout
{
    private static readonly string[] FormCodes = ["SEX", "LAB", "BEG", "CRM", "MAR", "ORG", "OTH"];

    internal override string FileName => "migration.tsv";

    private protected override Dialect Dialect { get; } =
        new('\t', "\r\n") { Encoding = new UnicodeEncoding(bigEndian: false, byteOrderMark: true) };

    private protected override string[] Header { get; } =
        ["FileRef", "RegistrationDate", "GivenNames", "Surnames", "Sex", "DateOfBirth", "Citizenship", "TravelDocument", "Exploitation"];

    internal override string FileNumber(FileSequence sequence) => sequence.Text("MIG/{1}/{2:D8}");

    private protected override string[] Cells(Report report) =>
    [
        Number(report, ""), Registered(report, "yyyy-MM-dd", ""), report.Name.GivenNames, report.Name.Surnames, SexText(report),
        Birth(report, "yyyy-MM-dd", ""), CitizenshipText(report), report.Document, FormText(report),
    ];

    private string CitizenshipText(Report report) =>
        report.Defect == Defect.CitizenshipCodeUnknown ? "QQQ" : report.Citizenship.Length == 0 ? "" : words[report.Citizenship].Iso3;

    private static string SexText(Report report) => (report.Defect, report.Sex) switch
    {
        (Defect.SexCodeUnknown, _) => "Q",
        (_, Sex.Female) => "F",
        (_, Sex.Male) => "M",
        (_, Sex.Other) => "X",
        _ => "U",
    };

    private static string FormText(Report report)
    {
        if (report.Defect == Defect.FormCodeUnknown)
            return "QQQ";
        return report.Forms.IsEmpty ? "UNK" : Joined(report.Forms, FormCodes, "|");
    }
}
