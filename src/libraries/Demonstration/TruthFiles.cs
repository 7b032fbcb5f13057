using System.Globalization;
using System.Text;
using Amparo.Demonstration.Layouts;
using Amparo.Demonstration.Population;
using Amparo.Demonstration.Reports;

namespace Amparo.Demonstration;

/// <summary>The ground truth: who the persons are, and what a perfect reader finds in each row.</summary>
/// <remarks>For tests and benchmarks. It is invented too, but showing it would show how to undo a linkage: it is never published.</remarks>
internal sealed class TruthFiles : IDisposable
{
    internal const string PersonsPath = "truth/persons.csv";
    internal const string RecordsPath = "truth/records.csv";

    private static readonly string[] DefectCodes =
    [
        "", "registered-missing", "registered-impossible", "birth-impossible", "birth-after-registration", "age-out-of-range", "code-unknown",
        "code-unknown", "code-unknown", "file-number-missing",
    ];

    private readonly DelimitedFile _persons;
    private readonly DelimitedFile _records;

    internal TruthFiles(Func<string, Stream> open)
    {
        var dialect = new Dialect(',', "\n") { Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false) };
        _persons = new(open(PersonsPath), dialect);
        _persons.Write(["person", "country", "sex", "birth_date", "citizenship", "forms", "family"]);
        try
        {
            _records = new(open(RecordsPath), dialect);
        }
        catch
        {
            // A file that cannot be opened must not leave the first one open.
            _persons.Dispose();
            throw;
        }

        _records.Write(["country", "agency_kind", "row", "person", "file_number", "registered", "year", "sex", "age_group", "form", "defect"]);
    }

    internal void Write(string country, Person person)
    {
        // The principal form comes first; the others follow in the order of the code list.
        var forms = person.Forms.Forms().OrderBy(form => form == person.PrincipalForm ? -1 : (int)form)
            .Select(form => Codes.Forms[(int)form]);
        _persons.Write(
        [
            PersonId(country, person), country, Codes.Sexes[(int)person.Sex], Iso(person.Birth), person.Citizenship, string.Join(';', forms),
            person.Family == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{country}-F{person.Family:D7}"),
        ]);
    }

    /// <param name="country">The country's code.</param>
    /// <param name="row">The row's number in its file, one for the first data row.</param>
    /// <param name="report">The row.</param>
    internal void Write(string country, int row, Report report)
    {
        var reading = PerfectReading.Of(report);
        var dated = PerfectReading.HasRegistered(report);
        _records.Write(
        [
            country, Codes.Agencies[(int)report.Agency], row.ToString(CultureInfo.InvariantCulture), PersonId(country, report.Person),
            report.Defect == Defect.FileNumberMissing ? Codes.Unknown : report.FileNumber, dated ? Iso(report.Registered) : Codes.Unknown,
            dated ? report.Registered.Year.ToString(CultureInfo.InvariantCulture) : Codes.Unknown,
            reading.SexCode, reading.AgeGroup, reading.FormCode, DefectCodes[(int)report.Defect],
        ]);
    }

    public void Dispose()
    {
        _persons.Dispose();
        _records.Dispose();
    }

    private static string PersonId(string country, Person person) =>
        string.Create(CultureInfo.InvariantCulture, $"{country}-{person.Number:D7}");

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
