using System.Text;
using Amparo.PrivateRelease.Tables;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Tests;

public sealed class CodedTableReaderTests
{
    private const string Planted = "juana-perez-1984";

    private static readonly CodeListCatalogue NoLists = CodeListCatalogue.Of([]).Value;

    private const string Schema = """
        population: shelters
        person: case
        invented: yes
        columns:
          - { name: sex, codes: [female, male], other: unknown }
          - { name: beaten, codes: ["no", "yes"], other: "no", several: highest }
          - { name: form, codes: [labour, sexual] }
        """;

    [Fact]
    public void Several_rows_of_one_person_are_one_row_by_each_columns_rule()
    {
        var table = Read("case,form,sex,beaten\na,labour,female,no\nb,sexual,male,no\na,sexual,male,yes\n,labour,,no\n,labour,,no\n").Value;
        table.Rows.ShouldBe(4);
        table.Column(0).ToArray().ShouldBe(new ushort[] { 0, 1, 2, 2 });
        table.Column(1).ToArray().ShouldBe(new ushort[] { 1, 0, 0, 0 });
        table.Column(2).ToArray().ShouldBe(new ushort[] { 0, 1, 0, 0 });
    }

    [Fact]
    public void A_blank_cell_has_the_code_that_is_named_for_it()
    {
        var schema = ReleaseSchemaReader.Read(new StringReader("columns:\n  - { name: a, codes: [x], absent: none, other: more }\n  - { name: b, codes: [y] }"), "s.yaml", NoLists).Value;
        var table = CodedTableReader.Read(Rows("a,b\n,y\nx,y\nz,y\n"), schema).Value;
        table.Domain.Columns[0].Labels.ShouldBe(["x", "none", "more"]);
        table.Column(0).ToArray().ShouldBe(new ushort[] { 1, 0, 2 });
    }

    [Fact]
    public void A_person_with_ten_thousand_rows_is_one_person() =>
        Read("case,form,sex,beaten\n" + string.Concat(Enumerable.Repeat("a,labour,female,no\n", 10_000))).Value.Rows.ShouldBe(1);

    [Theory]
    [InlineData("case,form,sex,beaten\na,juana-perez-1984,female,no\n", "PRV-014", "form", "row 1")]
    [InlineData("case,form,sex\na,labour,female\n", "PRV-017", "beaten", "")]
    [InlineData("form,sex,beaten\nlabour,female,no\n", "PRV-017", "case", "")]
    [InlineData("case,form,sex,beaten\n", "PRV-015", "file", "")]
    [InlineData("case,form,sex,beaten\na,labour,female,no,juana-perez-1984\n", "PRV-018", "row", "row 1")]
    public void Bad_rows_are_named_by_place_and_never_by_value(string file, string code, string subject, string place)
    {
        var problem = Read(file).Problems[0];
        (problem.Code, problem.Subject, problem.Path).ShouldBe((code, subject, place));
        problem.ToString().ShouldNotContain(Planted);
    }

    [Theory]
    [InlineData("columns: []", "VOC-007")]
    [InlineData("columns:\n  - { name: a, list: nothing }", "PRV-019")]
    [InlineData("columns:\n  - { name: a, codes: [x, x] }", "PRV-019")]
    [InlineData("columns:\n  - { name: a, codes: [x], several: never }", "PRV-019")]
    [InlineData("columns:\n  - { name: a, codes: [x], coarsen: [nothing] }", "PRV-019")]
    [InlineData("columns:\n  - { name: a, codes: [x] }\n  - { name: a, codes: [y] }", "PRV-016")]
    [InlineData("columns:\n  - { name: a, codes: [x], colour: red }", "VOC-005")]
    public void A_schema_that_cannot_be_is_refused_with_its_line(string schema, string code)
    {
        var problems = ReleaseSchemaReader.Read(new StringReader(schema), "s.yaml", NoLists).Problems;
        problems.ShouldContain(problem => problem.Code == code);
        problems.ShouldAllBe(problem => problem.Path.Contains("line", StringComparison.Ordinal) || problem.Path.Contains("s.yaml", StringComparison.Ordinal));
    }

    [Fact]
    public void More_than_64_columns_are_refused()
    {
        var schema = "columns:\n" + string.Concat(Enumerable.Range(0, 65).Select(at => $"  - {{ name: c{at}, codes: [x] }}\n"));
        ReleaseSchemaReader.Read(new StringReader(schema), "s.yaml", NoLists).Problems.ShouldContain(problem => problem.Code == "PRV-016");
        var domain = "{" + string.Join(',', Enumerable.Range(0, 65).Select(at => $"\"c{at}\":2")) + "}";
        Domain(domain).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-016");
    }

    [Theory]
    [InlineData("{}", "PRV-016")]
    [InlineData("{\"a\":0}", "PRV-016")]
    [InlineData("{\"a\":1.5}", "PRV-016")]
    [InlineData("{\"a\":70000}", "PRV-016")]
    [InlineData("{\"a\":2,\"a\":2}", "PRV-016")]
    [InlineData("[1]", "PRV-019")]
    [InlineData("nothing", "PRV-019")]
    public void A_domain_that_cannot_be_is_refused(string json, string code) => Domain(json).Problems.ShouldHaveSingleItem().Code.ShouldBe(code);

    [Theory]
    [InlineData("a,b\n2,0\n")]
    [InlineData("a,b\n-1,0\n")]
    [InlineData("a,b\n,0\n")]
    [InlineData("a,b\n1.0,0\n")]
    public void A_code_outside_the_domain_is_refused(string file) =>
        CodedTableReader.Read(Rows(file), Domain("{\"a\":2,\"b\":2}").Value).Problems[0].Code.ShouldBe("PRV-014");

    private static Outcome<CodedTable> Read(string file) =>
        CodedTableReader.Read(Rows(file), ReleaseSchemaReader.Read(new StringReader(Schema), "s.yaml", NoLists).Value);

    private static Outcome<ReleaseSchema> Domain(string json) => ReleaseSchemaReader.ReadDomain(new MemoryStream(Encoding.UTF8.GetBytes(json)), "domain.json");

    private static RowSource Rows(string file) =>
        RowSource.Open(new MemoryStream(Encoding.UTF8.GetBytes(file)), new SourceFormat(), new ReadingLimits()).Value;
}
