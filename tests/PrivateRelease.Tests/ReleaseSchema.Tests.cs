using System.Text;
using Amparo.PrivateRelease.Tables;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Tests;

public class ReleaseSchemaTests
{
    private const string Planted = "juana-perez-1984";

    private const string Good = """
        population: persons
        person: id
        columns:
          - name: sex
            codes: [f, m]
            other: other
          - name: flag
            codes: ["0", "1"]
            several: highest
        """;

    private static Outcome<ReleaseSchema> Yaml(string text) =>
        ReleaseSchemaReader.Read(new StringReader(text), "schema.yaml", CodeListCatalogue.Of([]).Value);

    private static Outcome<ReleaseSchema> Domain(string text) => ReleaseSchemaReader.ReadDomain(new MemoryStream(Encoding.UTF8.GetBytes(text)), "domain.json");

    private static Outcome<CodedTable> Rows(string csv, ReleaseSchema schema)
    {
        using var rows = RowSource.Open(new MemoryStream(Encoding.UTF8.GetBytes(csv)), new SourceFormat(), new ReadingLimits()).Value;
        return CodedTableReader.Read(rows, schema);
    }

    private static void Refused<T>(Outcome<T> outcome, string code)
        where T : class
    {
        outcome.Succeeded.ShouldBeFalse();
        outcome.Problems.ShouldContain(problem => problem.Code == code);
        outcome.Problems.ShouldAllBe(problem => !problem.ToString().Contains(Planted, StringComparison.Ordinal));
    }

    private static readonly CodeList Bands = List("bands", "0-8", "9-17", "18-20", "21-plus", "sealed");
    private static readonly CodeList Groups = List("groups", "0-17", "18-plus");
    private static readonly CodeList All = List("all", "any");

    private static CodeList List(string id, params string[] codes) => new(
        id, 1, LocalizedText.Same(id), "test", [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>(StringComparer.Ordinal)))]);

    private static Outcome<ReleaseSchema> Rolled(string column) => ReleaseSchemaReader.Read(
        new StringReader($"population: persons\ncolumns:\n  - {{ name: age, {column} }}\n"), "schema.yaml", CodeListCatalogue.Of([Bands, Groups, All]).Value,
        [
            new("bands-to-groups", 1, "test", (Bands, Groups), [0, 0, 1, 1, -1]), new("groups-to-all", 1, "test", (Groups, All), [0, 0]),
        ]);

    [Fact]
    public void Values_are_joined_to_the_broader_codes_as_the_file_is_read()
    {
        var schema = Rolled("list: bands, roll-up: [bands-to-groups], absent: blank, other: unknown").Value;

        schema.Domain.Columns[0].Labels.ShouldBe(["0-17", "18-plus", "blank", "unknown"]);
        schema.RolledUp.ShouldHaveSingleItem().ShouldBe(new("age", "groups", 7, 4) { Declared = true });
        // What the hierarchy places nowhere, and what is no band, goes to the others; a broader code is no value of the file.
        Rows("id,age\n1,9-17\n2,21-plus\n3,\n4,sealed\n5,unknown\n6,18-plus\n", schema).Value.Column(0).ToArray().ShouldBe(new ushort[] { 0, 1, 2, 3, 3, 3 });
        Rolled("list: bands, roll-up: [bands-to-groups, groups-to-all], other: unknown").Value.Domain.Columns[0].Labels.ShouldBe(["any", "unknown"]);
    }

    [Theory]
    [InlineData("PRV-019", "list: bands, roll-up: [nothing], other: unknown")]
    [InlineData("PRV-035", "list: groups, roll-up: [bands-to-groups], other: unknown")]
    [InlineData("PRV-035", "list: bands, roll-up: [bands-to-groups, bands-to-groups], other: unknown")]
    [InlineData("PRV-035", "list: bands, roll-up: [bands-to-groups]")]
    [InlineData("PRV-035", "codes: [a, b], roll-up: [bands-to-groups], other: unknown")]
    [InlineData("PRV-019", "list: bands, roll-up: [bands-to-groups], coarsen: [bands-to-groups], other: unknown")]
    public void A_roll_up_that_does_not_fit_is_refused(string code, string column) => Refused(Rolled(column), code);

    [Fact]
    public void Other_takes_what_is_unknown_or_blank()
    {
        var schema = Yaml(Good).Value;
        schema.Columns[0].Column.Labels.ShouldBe(["f", "m", "other"]);
        var table = Rows($"id,sex,flag\n1,f,0\n2,,1\n3,{Planted},0\n", schema).Value;
        table.Column(0).ToArray().ShouldBe(new ushort[] { 0, 2, 2 });
    }

    [Fact]
    public void Ten_thousand_rows_of_one_person_become_one()
    {
        var csv = new StringBuilder("id,sex,flag\n");
        for (var row = 0; row < 10_000; row++)
            csv.Append("her,").Append(row == 0 ? 'f' : 'm').Append(',').Append(row == 9_000 ? '1' : '0').Append('\n');
        var table = Rows(csv.ToString(), Yaml(Good).Value).Value;

        table.Rows.ShouldBe(1);
        table.Column(0)[0].ShouldBe((ushort)0);
        table.Column(1)[0].ShouldBe((ushort)1);
    }

    [Theory]
    [InlineData("sex,flag\nf,juana-perez-1984\n", PrivateReleaseProblems.ColumnMissing)]
    [InlineData("id,sex\njuana-perez-1984,f\n", PrivateReleaseProblems.ColumnMissing)]
    [InlineData("id,sex,flag\n1,f,juana-perez-1984\n", PrivateReleaseProblems.OutsideDomain)]
    [InlineData("id,sex,flag\n1,f,0,juana-perez-1984\n", PrivateReleaseProblems.RaggedRow)]
    [InlineData("id,sex,flag\njuana-perez-1984\n", PrivateReleaseProblems.RaggedRow)]
    [InlineData("id,sex,flag\n", PrivateReleaseProblems.NoRows)]
    public void A_file_that_does_not_fit_is_refused_without_its_values(string csv, string code) => Refused(Rows(csv, Yaml(Good).Value), code);

    [Fact]
    public void A_value_outside_the_domain_is_named_by_column_and_row()
    {
        var problem = Rows($"id,sex,flag\n1,f,0\n2,f,{Planted}\n", Yaml(Good).Value).Problems.ShouldHaveSingleItem();
        problem.ToString().ShouldContain("flag");
        problem.ToString().ShouldContain("row ");
    }

    [Theory]
    [InlineData("columns: []", PrivateReleaseProblems.DomainUnusable)]
    [InlineData("columns:\n  - name: a\n    codes: [x]\n  - name: a\n    codes: [y]", PrivateReleaseProblems.DomainUnusable)]
    [InlineData("columns:\n  - name: a\n    codes: [x, x]", PrivateReleaseProblems.SchemaUnusable)]
    [InlineData("columns:\n  - name: a\n    list: nowhere", PrivateReleaseProblems.SchemaUnusable)]
    [InlineData("columns:\n  - name: a\n    codes: [x]\n    several: sometimes", PrivateReleaseProblems.SchemaUnusable)]
    [InlineData("person: a\ncolumns:\n  - name: a\n    codes: [x]", PrivateReleaseProblems.SchemaUnusable)]
    public void A_schema_that_cannot_be_used_is_refused_with_its_line(string yaml, string code)
    {
        var outcome = Yaml(yaml);
        Refused(outcome, code);
        outcome.Problems.ShouldAllBe(problem => problem.Subject == "schema.yaml" && problem.Path.Any(char.IsAsciiDigit));
    }

    [Theory]
    [InlineData("", PrivateReleaseProblems.SchemaUnusable)]
    [InlineData("[1]", PrivateReleaseProblems.SchemaUnusable)]
    [InlineData("{}", PrivateReleaseProblems.DomainUnusable)]
    [InlineData("{\"a\": 0}", PrivateReleaseProblems.DomainUnusable)]
    [InlineData("{\"a\": 1.5}", PrivateReleaseProblems.DomainUnusable)]
    [InlineData("{\"a\": 65536}", PrivateReleaseProblems.DomainUnusable)]
    [InlineData("{\"a\": \"juana-perez-1984\"}", PrivateReleaseProblems.DomainUnusable)]
    [InlineData("{\"a\": 2, \"a\": 3}", PrivateReleaseProblems.DomainUnusable)]
    public void A_domain_that_cannot_be_used_is_refused(string json, string code) => Refused(Domain(json), code);

    [Theory]
    [InlineData(64, true)]
    [InlineData(65, false)]
    public void A_domain_has_at_most_64_columns(int columns, bool good) =>
        Domain("{" + string.Join(',', Enumerable.Range(0, columns).Select(column => $"\"c{column}\":2")) + "}").Succeeded.ShouldBe(good);
}
