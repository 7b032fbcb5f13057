using System.Globalization;
using System.Text;
using Amparo.Demonstration.Content;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration.Layouts;

/// <summary>The police: Windows-1252, semicolons, Spanish, nationality as free text.</summary>
internal sealed class PoliceLayout(IReadOnlyDictionary<string, NationalityWords> words) : DelimitedLayout
{
    private const string DateFormat = "dd/MM/yyyy";

    private static readonly string[] Offences =
    [
        "Trata - explotación sexual", "Trata - trabajo forzado", "Trata - mendicidad", "Trata - crimen organizado", "Trata - matrimonio forzado",
        "Trata - extracción de órganos", "Trata - otra",
    ];

    internal override string FileName => "police.csv";

    private protected override Dialect Dialect { get; } =
        new(';', "\r\n") { Encoding = CodePagesEncodingProvider.Instance.GetEncoding(1252)! };

    private protected override string[] Header { get; } =
    [
        "No. Expediente", "Fecha de denuncia", "Primer nombre", "Segundo nombre", "Primer apellido", "Segundo apellido", "Sexo", "Edad",
        "Fecha de nacimiento", "Nacionalidad", "Documento", "Municipio", "Delito",
    ];

    internal override string FileNumber(FileSequence sequence) => sequence.Text("{0}-P-{1}-{2:D8}");

    private protected override string[] Cells(Report report) =>
    [
        Number(report, ""), Registered(report, DateFormat, ""), report.Name.FirstGiven, report.Name.SecondGiven, report.Name.FirstSurname,
        report.Name.SecondSurname, SexText(report), report.Age?.ToString(CultureInfo.InvariantCulture) ?? "", Birth(report, DateFormat, ""),
        Nationality(report), report.Document, report.Municipality, Offence(report),
    ];

    private static string SexText(Report report) => (report.Defect, report.Sex) switch
    {
        (Defect.SexCodeUnknown, _) => "Q",
        (_, Sex.Female) => "Femenino",
        (_, Sex.Male) => "Masculino",
        // The form knows no third box: it stays blank, and a perfect reader finds nothing.
        _ => "",
    };

    private string Nationality(Report report)
    {
        if (report.Defect == Defect.CitizenshipCodeUnknown)
            return "Qqqq";
        if (report.Citizenship.Length == 0)
            return "";
        var word = words[report.Citizenship];
        var demonym = report.Person.Sex == Sex.Female ? word.SpanishFeminine : word.SpanishMasculine;
        var text = (report.Spelling % 6) switch
        {
            0 or 1 => TypingErrors.Capitalised(demonym),
            2 => demonym,
            3 => demonym.ToUpperInvariant(),
            4 => word.SpanishCountry.ToUpperInvariant(),
            _ => word.SpanishCountry,
        };
        return report.Spelling < 6 ? TypingErrors.WithoutAccents(text, keepEnye: true) : text;
    }

    private static string Offence(Report report)
    {
        if (report.Defect == Defect.FormCodeUnknown)
            return "Trata - qqq";
        if (report.Forms.IsEmpty)
            return report.Unstated == Unstated.Blank ? "" : "Sin especificar";
        return Joined(report.Forms, Offences, " / ");
    }
}
