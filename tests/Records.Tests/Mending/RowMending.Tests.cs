using System.Text;

namespace Amparo.Records.Tests;

public sealed class RowMendingTests
{
    private const string Fields =
        """
        sex: { as: code, from: sex, standard: id }
        age: { as: integer, from: age }
        municipality: { as: text, from: place }
        """;

    private const string Source =
        "file,date,sex,age,place,extra\n"
        + "1,2020-01-01,female,20,\"A, \"\"B\"\"\",x\n"
        + "2,2020-13-01,female,20,-99,x\n"
        + "3,2020-01-03,girl,200,=SUM(1),'x\n"
        + "\n"
        + "5,2020-01-05,male,7\n"
        + "6,2020-01-06,male,30,\"two\nlines\",x\n";

    private static readonly MappingOptions Options = new() { Rules = Rows.Shipped };

    private static readonly RecordMapping Mapping = Fixture.Small(Fields);

    [Fact]
    public void Rows_in_quarantine_are_written_as_they_came_with_number_and_reason() =>
        ToMend(Source).ShouldBe(
            "\uFEFFamparo-row,amparo-problem,file,date,sex,age,place,extra\r\n"
            + "2,REC-103 registered,2,2020-13-01,female,20,-99,x\r\n"
            + "3,REC-110 sex; REC-108 age,3,2020-01-03,girl,200,'=SUM(1),''x\r\n"
            + "5,REC-112 *,5,2020-01-05,male,7,,\r\n");

    [Fact]
    public void Mended_rows_take_the_place_of_theirs_and_keep_their_ids()
    {
        var mended = ToMend(Source).Replace("2020-13-01", "2020-12-01", StringComparison.Ordinal).Replace("girl,200", "female,20", StringComparison.Ordinal);
        var file = Map(Source, mended).Value;

        (file.Report.Read, file.Report.Accepted, file.Report.Quarantined, file.Report.Mended).ShouldBe((5, 5, 0, 3));
        file.Rows.ShouldBe([1, 2, 3, 5, 6]);
        file.Records.Text("record").ShouldBe(["GT-police-1", "GT-police-2", "GT-police-3", "GT-police-5", "GT-police-6"]);
        file.Records.Text("registered").ShouldBe(["2020-01-01", "2020-12-01", "2020-01-03", "2020-01-05", "2020-01-06"]);
        file.Records.Text("municipality").ShouldBe(["A, \"B\"", "", "=SUM(1)", "", "two\nlines"]);
    }

    [Fact]
    public void Files_that_come_back_one_after_the_other_add_up()
    {
        const string Head = "amparo-row,amparo-problem,file,date,sex,age,place,extra\r\n";
        var first = Join(null, Head + "2,,2,2020-12-01,female,20,-99,x\r\n3,,3,2020-01-03,female,20,=SUM(1),'x\r\n");
        first.Written.ShouldBe("\uFEFF" + Head + "2,,2,2020-12-01,female,20,-99,x\r\n3,,3,2020-01-03,female,20,'=SUM(1),x\r\n");
        // Semicolons, as office software writes them; the second row untouched, the third given again, the fifth new.
        var second = Join(first.Written, Head.Replace(',', ';') + "2;;2;2020-13-01;female;20;-99;x\r\n3;;3;2020-01-03;male;21;B;x\r\n5;;5;2020-01-05;male;7;;\r\n");
        second.Written.ShouldBe("\uFEFF" + Head + "2,,2,2020-12-01,female,20,-99,x\r\n3,,3,2020-01-03,male,21,B,x\r\n5,,5,2020-01-05,male,7,,\r\n");
        Map(Source, second.Written).Value.Report.Mended.ShouldBe(3);
        // Neither in quarantine nor mended before; as many columns as no row has.
        Join(first.Written, Head + "1,,1,2020-01-01,male,20,A,x\r\n").ShouldBe((RecordsProblems.MendedRowAccepted, ""));
        Join(first.Written, "amparo-row,amparo-problem,file\r\n2,,2\r\n").ShouldBe((RecordsProblems.MendedHeaderDiffers, ""));
    }

    [Fact]
    public void Unmended_rows_stay_in_quarantine_for_the_same_reasons()
    {
        var before = First(Fixture.Utf8(Source), Mapping);
        var after = Map(Source, ToMend(Source)).Value;
        // A row that was only too short is whole once it stands in a file of its own.
        after.Report.Spelled().ShouldBe(before.Report.Spelled().Where(finding => !finding.StartsWith("5 ", StringComparison.Ordinal)));
        after.Report.Mended.ShouldBe(1);
    }

    [Fact]
    public void Rows_mended_wrongly_and_rows_left_out_stay_in_quarantine_and_nothing_is_lost()
    {
        // Row 2 is mended, row 3 gets another fault, row 5 is left out.
        var mended = "amparo-row;amparo-problem;file;date;sex;age;place;extra\n3;;3;;female;20;;\n2;done;2;2020-12-01;female;20;;\n";
        var file = Map(Source, mended).Value;
        file.Report.Spelled().ShouldBe(["3 registered REC-101", "5 * REC-112"]);
        (file.Report.Read, file.Report.Accepted, file.Report.Quarantined, file.Report.Mended).ShouldBe((5, 3, 2, 1));
        file.Rows.ShouldBe([1, 2, 6]);
    }

    [Fact]
    public void Rows_still_in_quarantine_are_written_in_their_mended_form()
    {
        var mended = "amparo-row,amparo-problem,file,date,sex,age,place,extra\n3,,3,2020-01-03,female,300,here,y\n";
        var report = Map(Source, mended).Value.Report;
        using var target = new MemoryStream();
        RowMending.Write((Fixture.Utf8(Source), Fixture.Utf8(mended)), target, Mapping, report, new ReadingLimits()).ShouldBeNull();
        Encoding.UTF8.GetString(target.ToArray()).Split("\r\n")[2].ShouldBe("3,REC-108 age,3,2020-01-03,female,300,here,y");
    }

    [Fact]
    public void A_row_that_breaks_a_rule_can_be_mended_too()
    {
        var mapping = Fixture.Small("age: { as: integer, from: age }\nmajority: { as: code, from: majority, standard: id }");
        const string Csv = "file,date,age,majority\n1,2020-01-01,12,adult\n2,2020-01-01,12,minor\n";
        var report = First(Fixture.Utf8(Csv), mapping).Report;
        report.Spelled().ShouldBe(["1 majority RUL-011"]);
        using var target = new MemoryStream();
        RowMending.Write((Fixture.Utf8(Csv), null), target, mapping, report, new ReadingLimits()).ShouldBeNull();
        var mended = Encoding.UTF8.GetString(target.ToArray()).Replace("12,adult", "12,minor", StringComparison.Ordinal);
        Again((Fixture.Utf8(Csv), Fixture.Utf8(mended)), mapping).Value.Report.Quarantined.ShouldBe(0);
    }

    [Theory]
    [InlineData("REC-040", "file,date,sex,age,place,extra\n2,2020-12-01,female,20,,\n")]
    [InlineData("REC-040", "amparo-row,amparo-problem,file,date,sex,age,extra,place\n2,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-041", "amparo-row,amparo-problem,file,date,sex,age,place,extra\n4,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-041", "amparo-row,amparo-problem,file,date,sex,age,place,extra\n7,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-041", "amparo-row,amparo-problem,file,date,sex,age,place,extra\n0,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-041", "amparo-row,amparo-problem,file,date,sex,age,place,extra\n-2,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-041", "amparo-row,amparo-problem,file,date,sex,age,place,extra\ntwo,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-042", "amparo-row,amparo-problem,file,date,sex,age,place,extra\n2,,2,2020-12-01,female,20,,\n2,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-043", "amparo-row,amparo-problem,file,date,sex,age,place,extra\n1,,2,2020-12-01,female,20,,\n")]
    [InlineData("REC-044", "amparo-row,amparo-problem,file,date,sex,age,place,extra\n2,,2,2020-12-01,female,20\n")]
    [InlineData("REC-001", "")]
    public void Only_rows_in_quarantine_are_replaced_each_once(string code, string mended)
    {
        var refused = Map(Source, mended);
        refused.Succeeded.ShouldBeFalse();
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    [Fact]
    public void Dates_of_a_workbook_are_mended_as_they_are_written()
    {
        var mapping = Fixture.Small("sex: { as: code, from: sex, standard: id }", "{ kind: xlsx }");
        using var workbook = Workbook.Of((
            "S",
            [
                [Workbook.Text("file"), Workbook.Text("date"), Workbook.Text("sex")],
                [Workbook.Text("1"), Workbook.Date(new(2020, 1, 2)), Workbook.Text("female")],
                [Workbook.Text("2"), Workbook.Date(new(2020, 1, 3)), Workbook.Text("girl")],
            ]));
        var report = First(workbook, mapping).Report;
        report.Spelled().ShouldBe(["2 sex REC-110"]);
        using var target = new MemoryStream();
        workbook.Position = 0;
        RowMending.Write((workbook, null), target, mapping, report, new ReadingLimits()).ShouldBeNull();
        var mended = Encoding.UTF8.GetString(target.ToArray());
        mended.ShouldContain("2,REC-110 sex,2,2020-01-03,girl");
        workbook.Position = 0;
        var file = Again((workbook, Fixture.Utf8(mended.Replace("girl", "female", StringComparison.Ordinal))), mapping).Value;
        file.Records.Text("registered").ShouldBe(["2020-01-02", "2020-01-03"]);
    }

    private static (string? Problem, string Written) Join(string? earlier, string returned)
    {
        using var target = new MemoryStream();
        using var before = earlier is null ? null : Fixture.Utf8(earlier);
        var problem = RowMending.Join((Fixture.Utf8(Source), before, Fixture.Utf8(returned)), target, Mapping, new HashSet<int> { 2, 3, 5 }, new());
        return (problem?.Code, System.Text.Encoding.UTF8.GetString(target.ToArray()));
    }

    private static string ToMend(string source)
    {
        var report = First(Fixture.Utf8(source), Mapping).Report;
        using var target = new MemoryStream();
        RowMending.Write((Fixture.Utf8(source), null), target, Mapping, report, new ReadingLimits()).ShouldBeNull();
        return Encoding.UTF8.GetString(target.ToArray());
    }

    private static Vocabulary.Outcome<MappedFile> Map(string source, string mended) =>
        Again((Fixture.Utf8(source), Fixture.Utf8(mended)), Mapping);

    private static MappedFile First(Stream source, RecordMapping mapping) =>
        RecordMapper.Map(source, mapping, Options, TestContext.Current.CancellationToken).Value;

    private static Vocabulary.Outcome<MappedFile> Again((Stream Source, Stream Mended) files, RecordMapping mapping) =>
        RowMending.Map(files, mapping, Options, TestContext.Current.CancellationToken);
}
