using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Validation;

namespace Amparo.Demonstration.Tests;

public sealed class AgencyFilesTests
{
    private static readonly string[] Countries = ["BZ", "CR", "DO", "SV", "GT", "HN", "MX", "NI", "PA"];

    private static readonly string[] Recorded = ["file_number", "registered", "year", "sex", "age_group", "form", "defect"];

    private static GeneratedFiles Files => GeneratedFiles.TwentyThousand;

    [Theory]
    [InlineData("police")]
    [InlineData("prosecution")]
    [InlineData("shelter")]
    [InlineData("migration")]
    [InlineData("hotline")]
    [InlineData("iom")]
    public void An_independent_reader_finds_in_every_row_what_the_truth_says(string agency)
    {
        var truth = Files.Truth("truth/records.csv").Where(record => record["agency_kind"] == agency)
            .ToLookup(record => record["country"], StringComparer.Ordinal);
        foreach (var country in Countries)
        {
            var read = IndependentReader.Read(agency, Files.Bytes(Path(country, agency)));
            var expected = truth[country].ToList();
            read.Count.ShouldBe(expected.Count, country);
            for (var i = 0; i < read.Count; i++)
            {
                var row = (i + 1).ToString(CultureInfo.InvariantCulture);
                expected[i]["row"].ShouldBe(row);
                string[] found = [read[i].FileNumber, read[i].Registered, read[i].Year, read[i].Sex, read[i].AgeGroup, read[i].Form, read[i].Defect];
                string[] written = [.. Recorded.Select(column => expected[i][column])];
                found.ShouldBe(written, $"{country} row {row}");
            }
        }
    }

    [Fact]
    public void Every_defect_appears_in_every_agency_whose_layout_can_show_it()
    {
        // Migration has few rows and nine defects: 100,000 persons give each of them about ten.
        var found = GeneratedFiles.Of(new DemonstrationOptions { Seed = 12, Persons = 100_000 }).Truth("truth/records.csv")
            .Where(record => record["defect"].Length > 0)
            .Select(record => (record["agency_kind"], record["defect"])).ToHashSet();
        string[] everywhere = ["registered-missing", "registered-impossible", "code-unknown", "file-number-missing"];
        string[] dated = ["birth-impossible", "birth-after-registration"];
        foreach (var agency in IndependentReader.Agencies)
        {
            foreach (var defect in everywhere)
                found.ShouldContain((agency, defect));
            foreach (var defect in dated)
                found.Contains((agency, defect)).ShouldBe(agency is not ("shelter" or "hotline"), $"{agency} {defect}");
            found.Contains((agency, "age-out-of-range")).ShouldBe(agency != "shelter", agency);
        }
    }

    [Fact]
    public void About_one_row_in_two_hundred_is_defective()
    {
        var summary = Files.Outcome!.Value;
        // Five binomial standard deviations around 0.5 % of the rows.
        var deviation = Math.Sqrt(summary.Rows * 0.005 * 0.995);
        ((double)summary.DefectiveRows).ShouldBe(summary.Rows * 0.005, 5 * deviation);
    }

    [Fact]
    public void The_workbooks_are_valid_Open_XML()
    {
        using var workbook = SpreadsheetDocument.Open(new MemoryStream(Files.Bytes("agencies/NI/prosecution.xlsx")), isEditable: false);
        new OpenXmlValidator().Validate(workbook, TestContext.Current.CancellationToken).ShouldBeEmpty();
    }

    [Fact]
    public void Headers_and_line_ends_are_those_of_the_layouts()
    {
        var police = System.Text.Encoding.Latin1.GetString(Files.Bytes("agencies/GT/police.csv"));
        police.ShouldStartWith(
            "No. Expediente;Fecha de denuncia;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;"
            + "Sexo;Edad;Fecha de nacimiento;Nacionalidad;Documento;Municipio;Delito\r\n");
        System.Text.Encoding.UTF8.GetString(Files.Bytes("agencies/GT/hotline.csv")).ShouldStartWith(
            "dossier;date_appel;prénom;nom;sexe;âge_approximatif;nationalité;formes;commune\n");
        Files.Bytes("agencies/GT/hotline.csv").ShouldNotContain((byte)'\r');
        Files.Bytes("agencies/GT/iom.csv").ShouldNotContain((byte)'\r');
        Files.Bytes("agencies/GT/shelter.csv").ShouldNotContain((byte)'\r');
        // Windows-1252 holds ñ in one byte.
        Files.Bytes("agencies/HN/police.csv").ShouldContain((byte)0xF1);
    }

    [Fact]
    public void Every_row_is_as_wide_as_its_header()
    {
        foreach (var agency in IndependentReader.Agencies)
        {
            var rows = IndependentReader.Rows(agency, Files.Bytes(Path("MX", agency)));
            rows.ShouldAllBe(row => row.Count == rows[0].Count);
        }
    }

    [Fact]
    public void A_person_has_one_file_number_in_an_agency_and_a_number_one_person()
    {
        var records = Files.Truth("truth/records.csv").Where(record => record["file_number"] != "_U").ToList();
        records.GroupBy(record => (record["country"], record["agency_kind"], record["person"]))
            .ShouldAllBe(group => group.Select(record => record["file_number"]).Distinct().Count() == 1);
        records.GroupBy(record => (record["country"], record["agency_kind"], record["file_number"]))
            .ShouldAllBe(group => group.Select(record => record["person"]).Distinct().Count() == 1);
        records.GroupBy(record => (record["country"], record["agency_kind"], record["person"])).Count(group => group.Count() > 1).ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Migration_writes_full_dates_months_years_and_blanks()
    {
        var lengths = IndependentReader.Rows("migration", Files.Bytes("agencies/MX/migration.tsv")).Select(row => row["DateOfBirth"].Length).ToHashSet();
        lengths.ShouldBe([10, 7, 4, 0], ignoreOrder: true);
    }

    [Fact]
    public void The_first_of_January_is_written_far_too_often()
    {
        var births = IndependentReader.Rows("iom", Files.Bytes("agencies/MX/iom.csv")).Select(row => row["prs_date_of_birth"])
            .Where(birth => birth != "-99").ToList();
        var share = births.Count(birth => birth.EndsWith("-01-01", StringComparison.Ordinal)) / (double)births.Count;
        share.ShouldBeInRange(5.0 / 365, 30.0 / 365);
    }

    [Fact]
    public void Nobody_is_written_as_born_on_the_twenty_ninth_of_February()
    {
        foreach (var country in Countries)
        {
            var rows = IndependentReader.Rows("iom", Files.Bytes(Path(country, "iom")));
            rows.ShouldAllBe(row => !row["prs_date_of_birth"].EndsWith("-02-29", StringComparison.Ordinal));
        }
    }

    private static string Path(string country, string agency) => $"agencies/{country}/{IndependentReader.FileName(agency)}";
}
