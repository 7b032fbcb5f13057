using System.Globalization;
using System.Text;
using Amparo.Demonstration.Content;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration.Layouts;

/// <summary>The telephone line: UTF-8, semicolons, French, ages by ear, many callers without a name.</summary>
internal sealed class HotlineLayout(IReadOnlyDictionary<string, NationalityWords> words) : DelimitedLayout
{
    private static readonly string[] FormLabels =
    [
        "exploitation sexuelle", "travail forcé", "mendicité", "criminalité forcée", "mariage forcé", "prélèvement d'organes", "autre",
    ];

    internal override string FileName => "hotline.csv";

    private protected override Dialect Dialect { get; } =
        new(';', "\n") { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };

    private protected override string[] Header { get; } =
        ["dossier", "date_appel", "prénom", "nom", "sexe", "âge_approximatif", "nationalité", "formes", "commune"];

    internal override string FileNumber(FileSequence sequence) => sequence.Text("H{2:D8}");

    private protected override string[] Cells(Report report) =>
    [
        Number(report, ""), Registered(report, "dd-MM-yyyy", ""), report.Name.GivenNames, report.Name.Surnames, SexText(report),
        AgeText(report), CitizenshipText(report), FormText(report), report.Municipality,
    ];

    private static string AgeText(Report report)
    {
        if (report.Age is not { } age)
            return "inconnu";
        var years = age.ToString(CultureInfo.InvariantCulture);
        return report.Spelling < 6 ? $"env. {years}" : years;
    }

    private string CitizenshipText(Report report) =>
        report.Defect == Defect.CitizenshipCodeUnknown ? "Qqqq"
        : report.Citizenship.Length == 0 ? "" : words[report.Citizenship].FrenchCountry;

    private static string SexText(Report report) => (report.Defect, report.Sex) switch
    {
        (Defect.SexCodeUnknown, _) => "Q",
        (_, Sex.Female) => "Femme",
        (_, Sex.Male) => "Homme",
        (_, Sex.Other) => "Autre",
        _ => "Inconnu",
    };

    private static string FormText(Report report)
    {
        if (report.Defect == Defect.FormCodeUnknown)
            return "qqq";
        return report.Forms.IsEmpty ? "non précisé" : Joined(report.Forms, FormLabels, " + ");
    }
}
