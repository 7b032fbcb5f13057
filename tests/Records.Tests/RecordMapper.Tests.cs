using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed class RecordMapperTests
{
    [Theory]
    [InlineData("1999-05-03", "", "", "0-17")]   // a complete birth date wins: 17 on 2017-05-02
    [InlineData("", "18", "", "18-plus")]
    [InlineData("", "17", "", "0-17")]
    [InlineData("", "17", "18-20", "0-17")]      // a stated age before a band
    [InlineData("", "", "18-20", "18-plus")]
    [InlineData("1980", "", "9-17", "0-17")]     // a band before a partial birth date
    [InlineData("1980", "16", "", "0-17")]
    [InlineData("", "", "15-20", "_unknown")]
    [InlineData("1998", "", "15-20", "18-plus")] // a band that leaves doubt, and a year that does not
    [InlineData("1998", "", "", "18-plus")]      // 18 or 19
    [InlineData("1999", "", "", "_unknown")]     // 17 or 18
    [InlineData("2000", "", "", "0-17")]         // 16 or 17
    [InlineData("2017", "", "", "0-17")]
    [InlineData("1999-04", "", "", "18-plus")]
    [InlineData("1999-05", "", "", "_unknown")]
    [InlineData("1999-06", "", "", "0-17")]
    [InlineData("1999-05-02", "", "", "18-plus")]
    [InlineData("1999-05-02", "3", "0-8", "18-plus")]
    [InlineData("", "", "", "_blank")]
    [InlineData("", "-99", "", "_unknown")]
    [InlineData("refused", "", "", "_refused")]
    public void The_age_group_comes_from_what_says_most(string birth, string age, string band, string group)
    {
        var file = MapAges($"F,2017-05-02,{birth},{age},{band}\n");

        file.Report.Findings.ShouldBeEmpty();
        file.Records.Coded("age-group").ShouldBe([group]);
    }

    [Theory]
    [InlineData("2017-05-02", "", "", null)]
    [InlineData("2017-05-03", "", "", "birth-date REC-107")]
    [InlineData("2017-06", "", "", "birth-date REC-107")]
    [InlineData("2017-05", "", "", null)]
    [InlineData("2018", "", "", "birth-date REC-107")]
    [InlineData("1906-05-03", "", "", null)]                  // 110
    [InlineData("1906-05-02", "", "", "birth-date REC-108")]  // 111
    [InlineData("1906", "", "", null)]                        // 110 or 111
    [InlineData("1905", "", "", "birth-date REC-108")]
    [InlineData("1999-02-29", "", "", "birth-date REC-106")]
    [InlineData("2000-02-29", "", "", null)]
    [InlineData("1999-13", "", "", "birth-date REC-106")]
    [InlineData("1999-00-01", "", "", "birth-date REC-106")]
    [InlineData("0000", "", "", "birth-date REC-106")]
    [InlineData("99", "", "", "birth-date REC-105")]
    [InlineData("1999-5", "", "", "birth-date REC-105")]
    [InlineData("1999-05-03 ?", "", "", "birth-date REC-105")]
    [InlineData("", "110", "", null)]
    [InlineData("", "111", "", "age REC-108")]
    [InlineData("", "0", "", null)]
    [InlineData("", "-1", "", "age REC-108")]
    [InlineData("", "12.5", "", "age REC-109")]
    [InlineData("", "quince", "", "age REC-109")]
    [InlineData("", "1234", "", "age REC-109")]
    [InlineData("", "", "17-9", "age-group REC-110")]
    [InlineData("", "", "200+", "age-group REC-110")]
    [InlineData("", "", "minor", "age-group REC-110")]
    public void Impossible_dates_and_ages_go_into_quarantine(string birth, string age, string band, string? finding)
    {
        var file = MapAges($"F,2017-05-02,{birth},{age},{band}\n");

        file.Report.Spelled().ShouldBe(finding is null ? [] : [$"1 {finding}"]);
        (file.Report.Read, file.Report.Accepted, file.Records.Count).ShouldBe(finding is null ? (1, 1, 1) : (1, 0, 0));
    }

    [Theory]
    [InlineData("", "REC-101")]
    [InlineData("-99", "REC-101")]
    [InlineData("2/5/2017", "REC-102")]
    [InlineData("2017-05", "REC-102")]
    [InlineData("2017-02-30", "REC-103")]
    [InlineData("1999-12-31", "REC-104")]
    [InlineData("2031-01-01", "REC-104")]
    [InlineData("2000-01-01", null)]
    [InlineData("2030-12-31", null)]
    public void A_registration_date_must_be_there_exist_and_lie_in_a_known_year(string date, string? code)
    {
        Fixture.MapSmall("", $"file,date\nF,{date}\n").Report.Spelled().ShouldBe(code is null ? [] : [$"1 registered {code}"]);
    }

    [Fact]
    public void Everything_wrong_with_a_row_is_found_and_the_row_counts_once()
    {
        var report = Fixture.MapSmall(
            "sex: { as: code, from: sex, values: { F: female } }", "file,date,sex\n,2017-02-30,Q\nF,2017-01-01,F\n").Report;

        report.Spelled().ShouldBe(["1 sex REC-110", "1 file-number REC-111", "1 registered REC-103"]);
        (report.Read, report.Accepted, report.Quarantined).ShouldBe((2, 1, 1));
    }

    [Fact]
    public void A_broken_row_is_reported_as_a_whole_and_not_field_by_field()
    {
        Fixture.MapSmall("", "file,date\nF\nF,2017-01-01,x\nF\0,2017-01-01\nF,2017-01-01\n").Report.Spelled()
            .ShouldBe(["1 * REC-112", "2 * REC-112", "3 * REC-113"]);
    }

    [Fact]
    public void Kinds_of_missing_stay_apart_and_a_field_may_say_its_own()
    {
        var records = Fixture.MapSmall(
            """
            sex: { as: code, from: sex, values: { F: female }, missing: { "": not-applicable, hidden: suppressed, REFUSED: not-asked } }
            citizenship: { as: constant, missing-kind: suppressed }
            """,
            "file,date,sex\n1,2017-01-01,\n2,2017-01-01,Hidden\n3,2017-01-01,-99\n4,2017-01-01,refused\n").Records;

        records.Coded("sex").ShouldBe(["_not-applicable", "_suppressed", "_unknown", "_not-asked"]);
        records.Coded("citizenship").ShouldBe(["_suppressed", "_suppressed", "_suppressed", "_suppressed"]);
        records.Coded("form").ShouldAllBe(cell => cell == "_not-asked");
        records.Coded("age-group").ShouldAllBe(cell => cell == "_not-asked");
    }

    [Theory]
    [InlineData("FÉMINA", "female")]
    [InlineData("  femina ", "female")]
    [InlineData("fe\u0301mina", "female")]
    [InlineData("no  binaria", "other")]
    [InlineData("No\u00A0Binaria", "other")]
    public void Spellings_are_matched_whatever_their_case_accents_and_spaces(string cell, string code)
    {
        Fixture.MapSmall("sex: { as: code, from: sex, values: { Fémina: female, No binaria: other } }", $"file,date,sex\nF,2017-01-01,{cell}\n")
            .Records.Coded("sex").ShouldBe([code]);
    }

    [Theory]
    [InlineData("s", "sexual", "sexual")]
    [InlineData("s;s", "sexual", "sexual")]
    [InlineData("o;s", "several", "sexual;organ-removal")]
    [InlineData("s;-99", "sexual", "sexual")]
    [InlineData(";s;", "sexual", "sexual")]
    [InlineData("-99", "_unknown", "")]
    [InlineData("-99;refused", "_unknown", "")]
    [InlineData(";", "_blank", "")]
    [InlineData("", "_blank", "")]
    public void Forms_are_a_partition_of_none_one_or_several(string cell, string form, string forms)
    {
        var records = Fixture.MapSmall(
            "forms: { as: codes, from: forms, separator: \";\", values: { s: sexual, o: organ-removal } }", $"file,date,forms\nF,2017-01-01,{cell}\n").Records;

        records.Coded("form").ShouldBe([form]);
        records.Flags("forms").ShouldBe([forms]);
    }

    [Theory]
    [InlineData("PEREZ GOMEZ, ANA MARIA", "PEREZ", "GOMEZ", "ANA MARIA")]
    [InlineData("DE LA CRUZ DE LEON, ANA", "DE LA CRUZ", "DE LEON", "ANA")]
    [InlineData("Pérez,Ana", "Pérez", "", "Ana")]
    [InlineData("Pérez", "Pérez", "", "")]
    [InlineData(", Ana", "", "", "Ana")]
    [InlineData("San Martín  Paz Ruiz ,  Ana", "San Martín", "Paz Ruiz", "Ana")]
    [InlineData("De", "De", "", "")]
    [InlineData("-99", "", "", "")]
    public void Names_in_one_cell_are_split_and_particles_stay_with_their_surname(string cell, string first, string second, string given)
    {
        var records = Fixture.MapSmall(
            """
            given-names: { as: split-name, from: name, layout: "surnames, given" }
            surname-1: { as: split-name, from: name, layout: "surnames, given" }
            surname-2: { as: split-name, from: name, layout: "surnames, given" }
            """,
            $"file,date,name\nF,2017-01-01,\"{cell}\"\n").Records;

        (records.Text("surname-1")[0], records.Text("surname-2")[0], records.Text("given-names")[0]).ShouldBe((first, second, given));
    }

    [Fact]
    public void Columns_are_found_in_any_order_among_others_whatever_case_and_accents()
    {
        Fixture.MapSmall("document: { as: text, from: número }", "x,NUMERO,Date,y,FILE\n1,D,2017-01-01,2,F\n").Records.Text("document").ShouldBe(["D"]);
    }

    [Fact]
    public void Columns_that_are_missing_or_occur_twice_refuse_the_file_by_their_name_in_the_mapping()
    {
        var mapping = Fixture.Small("document: { as: text, from: paper }\nmunicipality: { as: text, from: place }");

        Fixture.Map(mapping, Fixture.Utf8("file,FILE,date,town\n1,1,2017-01-01,x\n")).Problems.ShouldBe(
        [
            new Problem(RecordsProblems.ColumnTwice, "file"), new Problem(RecordsProblems.ColumnMissing, "paper"),
            new Problem(RecordsProblems.ColumnMissing, "place"),
        ]);
    }

    [Theory]
    [InlineData("file,date\n")]
    [InlineData("file,date")]
    [InlineData("file,date\n\n\n")]
    public void A_file_with_nothing_below_its_header_is_refused(string text)
    {
        Fixture.Map(Fixture.Small(""), Fixture.Utf8(text)).Problems.ShouldBe([new Problem(RecordsProblems.HeaderOnly, "file")]);
    }

    [Fact]
    public void A_file_that_cannot_be_read_to_its_end_is_refused_as_a_whole()
    {
        var bytes = Encoding.UTF8.GetBytes("file,date\n1,2017-01-01\n\"2,2017-01-01\n");

        Fixture.Map(Fixture.Small(""), new MemoryStream(bytes)).Problems.ShouldHaveSingleItem().Code.ShouldBe(RecordsProblems.QuotationNotClosed);
    }

    [Theory]
    [InlineData(null, null, RecordsProblems.AgencyNotGiven, RecordsProblems.AgencyNotGiven)]
    [InlineData("XX", "army", RecordsProblems.AgencyUnknown, RecordsProblems.AgencyUnknown)]
    [InlineData("gt", "police", RecordsProblems.AgencyUnknown, null)]
    [InlineData("GT", "police", null, null)]
    public void The_agency_must_be_known(string? country, string? kind, string? countryCode, string? kindCode)
    {
        var yaml = """
            id: small
            version: 1
            schema: person-report
            title: Small
            translation: {}
            file: { kind: delimited }
            fields:
              file-number: { as: text, from: file }
              registered: { as: date, from: date, formats: [yyyy-MM-dd] }
            """;
        var outcome = RecordMapper.Map(
            Fixture.Utf8("file,date\n1,2017-01-01\n"), Fixture.Mapping(yaml).Value, new MappingOptions { Country = country, AgencyKind = kind },
            TestContext.Current.CancellationToken);

        outcome.Problems.Select(problem => problem.Code).ShouldBe(new[] { countryCode, kindCode }.OfType<string>());
    }

    [Fact]
    public void A_mapping_made_for_another_agency_is_refused()
    {
        RecordMapper.Map(
            Fixture.Utf8("file,date\n1,2017-01-01\n"), Fixture.Small(""), new MappingOptions { Country = "HN" }, TestContext.Current.CancellationToken)
            .Problems.ShouldBe([new Problem(RecordsProblems.AgencyDiffers, "country")]);
    }

    [Fact]
    public void Offices_that_number_their_files_alike_share_no_record_and_no_subject()
    {
        string?[] offices = [null, "north", "north-2", "south"];
        var sets = offices.Select(office => MapOffice(office, "file,date\n7,2017-01-01\n2-7,2017-01-01\nnorth-7,2017-01-01\n").Value.Records).ToArray();

        sets.SelectMany(set => set.Text("record")).ShouldBeUnique();
        sets.SelectMany(set => set.Text("subject")).ShouldBeUnique();
        sets[0].Text("record")[0].ShouldBe("GT-police-1");
        sets[0].Text("subject")[0].ShouldBe("GT-police-7");
        sets[1].Text("record")[0].ShouldBe("GT-police-north-1");
        sets[1].Text("subject")[0].ShouldBe("GT-police:north:7");
    }

    [Theory]
    [InlineData("")]
    [InlineData("north:2")]
    [InlineData("-north")]
    [InlineData("casa niña")]
    public void An_office_that_is_no_id_is_refused(string office) =>
        MapOffice(office, "file,date\n7,2017-01-01\n").Problems.ShouldBe([new Problem(RecordsProblems.OfficeRefused, "office")]);

    [Fact]
    public void No_problem_and_no_finding_holds_a_cell()
    {
        const string Secret = "Xochitl";
        var fields = """
            sex: { as: code, from: sex, values: { F: female } }
            birth-date: { as: date, from: birth, formats: [yyyy-MM-dd] }
            age: { as: integer, from: age }
            forms: { as: codes, from: forms, separator: ";", values: { s: sexual } }
            """;
        var row = string.Join(',', Enumerable.Repeat(Secret, 6));
        var report = Fixture.MapSmall(fields, $"file,date,sex,birth,age,forms\n{row}\n").Report;
        using var quarantine = new MemoryStream();
        QuarantineFile.Write(quarantine, report);

        report.Findings.Count.ShouldBe(5);
        Encoding.UTF8.GetString(quarantine.ToArray()).ShouldNotContain(Secret, Case.Insensitive);
        foreach (var broken in new[] { $"file,date\n{Secret}\"{Secret}\n\"{Secret}", $"{Secret}\n{Secret}\n", $"file,date\n\"{Secret}\n{Secret}\",\"x\n\"y\n" })
        {
            Fixture.Map(Fixture.Small(""), Fixture.Utf8(broken)).Problems.Select(problem => problem.ToString())
                .ShouldAllBe(text => !text.Contains(Secret, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public void Progress_is_told_and_the_work_can_be_stopped()
    {
        var text = "file,date\n" + string.Concat(Enumerable.Repeat("1,2017-01-01\n", 20_000));
        var told = new Told();
        RecordMapper.Map(Fixture.Utf8(text), Fixture.Small(""), new MappingOptions { Progress = told }, TestContext.Current.CancellationToken)
            .Succeeded.ShouldBeTrue();
        told.Rows.ShouldBe([8_192, 16_384, 20_000]);

        using var stopped = new CancellationTokenSource();
        stopped.Cancel();
        Should.Throw<OperationCanceledException>(() => RecordMapper.Map(Fixture.Utf8(text), Fixture.Small(""), new MappingOptions(), stopped.Token));
    }

    private static Outcome<MappedFile> MapOffice(string? office, string csv) =>
        RecordMapper.Map(Fixture.Utf8(csv), Fixture.Small(""), new MappingOptions { Office = office }, TestContext.Current.CancellationToken);

    private static MappedFile MapAges(string row) => Fixture.MapSmall(
        """
        birth-date: { as: partial-date, from: birth, formats: [yyyy-MM-dd, yyyy-MM, yyyy] }
        age: { as: integer, from: age }
        age-group: { as: band, from: band }
        """,
        "file,date,birth,age,band\n" + row);

    private sealed class Told : IProgress<long>
    {
        internal List<long> Rows { get; } = [];

        public void Report(long value) => Rows.Add(value);
    }
}
