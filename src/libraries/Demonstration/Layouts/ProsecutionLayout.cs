using System.Globalization;
using Amparo.Demonstration.Content;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration.Layouts;

/// <summary>The prosecution: a workbook with two titles and a blank row, names in one upper-case cell, a column for each form.</summary>
internal sealed class ProsecutionLayout(IReadOnlyDictionary<string, NationalityWords> words) : AgencyLayout
{
    private const string TextDateFormat = "dd/MM/yyyy";

    private static readonly SheetCell[] Header =
    [
        .. new[]
        {
            "Causa", "Fecha de ingreso", "Nombre completo", "Sexo", "F. Nac.", "País de nacionalidad", "Doc. identidad", "Expl. sexual", "Expl. laboral",
            "Mendicidad", "Crimen organizado", "Matrimonio forzado", "Extracción de órganos", "Otra",
        }.Select(SheetCell.Of),
    ];

    internal override string FileName => "prosecution.xlsx";

    internal override string FileNumber(FileSequence sequence) => sequence.Text("C-{2:D8}-{1}");

    internal override IAgencyFile Start(Stream stream, FileHead head)
    {
        var sheet = new SheetFile(stream, head.SheetRowLimit);
        // Four rows always fit: the options require a limit of five or more.
        sheet.TryWrite([SheetCell.Of("Fiscalía - Registro de causas por trata de personas")]);
        sheet.TryWrite([SheetCell.Of($"País: {head.Country} - Datos inventados para demostración")]);
        sheet.TryWrite([]);
        sheet.TryWrite(Header);
        return new Rows(sheet, this);
    }

    private SheetCell[] Cells(Report report)
    {
        var cells = new SheetCell[Header.Length];
        cells[0] = SheetCell.Of(Number(report, ""));
        cells[1] = report.Defect is Defect.RegisteredMissing or Defect.RegisteredImpossible
            ? SheetCell.Of(Registered(report, TextDateFormat, "")) : SheetCell.Of(report.Registered);
        cells[2] = SheetCell.Of(FullName(report.Name));
        cells[3] = SheetCell.Of(SexNumber(report));
        cells[4] = report.Defect != Defect.BirthImpossible && report.BirthPrecision == BirthPrecision.Day
            ? SheetCell.Of(report.Birth) : SheetCell.Of(Birth(report, TextDateFormat, ""));
        cells[5] = SheetCell.Of(report.Defect == Defect.CitizenshipCodeUnknown ? "QQQ"
            : report.Citizenship.Length == 0 ? "" : words[report.Citizenship].Iso3);
        cells[6] = SheetCell.Of(report.Document);
        foreach (var form in report.Forms.Forms())
            cells[7 + (int)form] = SheetCell.Of("X");
        return cells;
    }

    private static string FullName(RecordedName name)
    {
        var upper = name.Surnames.ToUpper(CultureInfo.InvariantCulture);
        var given = name.GivenNames.ToUpper(CultureInfo.InvariantCulture);
        return given.Length == 0 ? upper : $"{upper}, {given}";
    }

    private static int SexNumber(Report report) => (report.Defect, report.Sex) switch
    {
        (Defect.SexCodeUnknown, _) => 7,
        (_, Sex.Male) => 1,
        (_, Sex.Female) => 2,
        (_, Sex.Other) => 3,
        _ => 9,
    };

    private sealed class Rows(SheetFile sheet, ProsecutionLayout layout) : IAgencyFile
    {
        public bool TryWrite(Report report) => sheet.TryWrite(layout.Cells(report));

        public void Dispose() => sheet.Dispose();
    }
}
