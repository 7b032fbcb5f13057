using System.Text;

namespace Amparo.Records.Tests;

/// <summary>Columns that mean another thing in each row, fields that must be there, a word beside flags, and schemas to choose from.</summary>
public sealed class ConditionsTests
{
    private const string Schema = """
        id: counts
        version: 1
        title: { es: Cifras, en: Counts }
        translation: { es: reviewed, en: reviewed }
        fields:
          - { id: record, kind: text, sensitivity: public-code, title: { es: Registro, en: Record } }
          - { id: country, kind: coded, list: iso-3166-1, sensitivity: public-code, title: { es: País, en: Country } }
          - { id: dimension, kind: coded, list: glotip-dimension, sensitivity: public-code, title: { es: Desglose, en: Breakdown } }
          - { id: form, kind: coded, list: glotip-form, sensitivity: public-code, title: { es: Forma, en: Form } }
          - { id: citizenship, kind: coded, list: citizenship, sensitivity: public-code, title: { es: Nacionalidad, en: Citizenship } }
          - { id: count, kind: count, sensitivity: public-code, title: { es: Cifra, en: Count } }
        """;

    private const string Head = """
        id: table
        version: 1
        schema: counts
        title: Table
        translation: { es: reviewed }
        file: { kind: delimited, delimiter: "," }
        fields:
        """;

    private static readonly RecordSchema Counts = RecordSchemaReader.Read(new StringReader(Schema), "counts.yaml", Fixture.Lists).Value;

    [Fact]
    public void A_column_fills_the_field_whose_condition_holds_and_the_other_is_not_applicable()
    {
        var mapping = Read("""
              dimension: { as: code, from: by, standard: glotip }
              form: { as: code, from: what, standard: glotip, when: { column: by, is: [By Form of exploitation, Total] }, missing: { Total: not-applicable } }
              citizenship: { as: code, from: what, standard: names, language: en, when: { column: by, is: [by citizenship] } }
              count: { as: count, from: n, thousands: "," }
            """);
        const string Text = """
            by,what,n
            by form of exploitation,Forced labour,<5
            BY CITIZENSHIP,hondureña,7
            Total,Total,"1,200"
            by form of exploitation,Honduras,1
            Total,Honduras,1
            by citizenship,97 albanian,1
            by citizenship,,1

            """;

        var file = Fixture.Map(mapping, Fixture.Utf8(Text)).Value;

        file.Report.Spelled().ShouldBe(["4 form REC-110", "5 form REC-110", "6 citizenship REC-110"]);
        file.Records.Coded("form").ShouldBe(["labour", "_not-applicable", "_not-applicable", "_not-applicable"]);
        file.Records.Coded("citizenship").ShouldBe(["_not-applicable", "HN", "_not-applicable", "_blank"]);
        file.Records.Text("record").ShouldBe(["table-1", "table-2", "table-3", "table-7"]);

        using var written = new MemoryStream();
        SourceFile.Write(written, file.Records, mapping).Value.ShouldSatisfyAllConditions(
            result => result.Rows.ShouldBe(4),
            result => result.Lost.ShouldBeEmpty());
        Encoding.UTF8.GetString(written.ToArray()).ShouldBe("""
            by,what,n
            by form of exploitation,Forced labour,<5
            by citizenship,Honduras,7
            Total,Total,"1,200"
            by citizenship,,1

            """);
    }

    [Fact]
    public void A_condition_needs_a_column_that_a_field_keeps()
    {
        var read = MappingReader.Read(new StringReader($$"""
            {{Head}}
              form: { as: code, from: what, standard: glotip, when: { column: by, is: [Total] } }
            """), "table.yaml", Counts);

        read.Problems.ShouldHaveSingleItem().Code.ShouldBe(RecordsProblems.ConditionNotMapped);
    }

    [Fact]
    public void A_condition_and_a_demand_are_for_fields_of_one_code()
    {
        var read = MappingReader.Read(new StringReader($$"""
            {{Head}}
              dimension: { as: code, from: by, standard: glotip, required: perhaps }
              count: { as: count, from: n, when: { column: by, is: [Total] }, required: true }
            """), "table.yaml", Counts);

        read.Problems.Select(problem => problem.Code).Order(StringComparer.Ordinal)
            .ShouldBe([Vocabulary.VocabularyProblems.UnknownKey, Vocabulary.VocabularyProblems.UnknownKey, Vocabulary.VocabularyProblems.ValueNotAllowed]);
    }

    [Fact]
    public void A_required_field_that_is_missing_puts_the_row_into_quarantine_whatever_the_kind()
    {
        var mapping = Read("""
              country: { as: code, from: c, standard: iso3, required: true, missing: { Unknown: unknown } }
              count: { as: count, from: n }
            """);

        var file = Fixture.Map(mapping, Fixture.Utf8("c,n\nHND,1\n,2\nUnknown,3\n")).Value;

        file.Report.Spelled().ShouldBe(["2 country REC-135", "3 country REC-135"]);
        file.Records.Coded("country").ShouldBe(["HN"]);
    }

    [Fact]
    public void A_word_beside_flags_adds_what_the_flags_do_not_say_and_may_not_contradict_them()
    {
        const string Forms = """
            forms:
              as: flags
              from: { L: labour }
              set: ["1"]
              unset: ["0"]
              word: { from: F, values: { work: labour, sex: sexual, more: other }, missing: { NS: unknown } }
            """;
        const string Text = """
            file,date,L,F
            1,2020-01-01,1,work
            2,2020-01-01,0,sex
            3,2020-01-01,1,more
            4,2020-01-01,-99,work
            5,2020-01-01,0,work
            6,2020-01-01,0,NS
            7,2020-01-01,,
            8,2020-01-01,1,nothing

            """;

        var file = Fixture.MapSmall(Forms, Text);

        file.Report.Spelled().ShouldBe(["5 forms REC-110", "8 forms REC-110"]);
        file.Records.Flags("forms").ShouldBe(["labour", "sexual", "labour;other", "labour", "", ""]);
        file.Records.Coded("form").ShouldBe(["labour", "sexual", "several", "labour", "_unknown", "_blank"]);
        using var written = new MemoryStream();
        SourceFile.Write(written, file.Records, Fixture.Small(Forms)).Value.Lost.ShouldBeEmpty();
        Encoding.UTF8.GetString(written.ToArray()).ShouldBe("""
            file,date,L,F
            1,2020-01-01,1,work
            2,2020-01-01,0,sex
            3,2020-01-01,1,more
            4,2020-01-01,1,work
            6,2020-01-01,0,NS
            7,2020-01-01,,

            """);
    }

    [Fact]
    public void A_mapping_chooses_its_schema_and_one_that_nobody_knows_is_refused()
    {
        const string Fields = "  country: { as: code, from: c, standard: iso3 }";
        MappingReader.Read(new StringReader($"{Head}\n{Fields}"), "table.yaml", [Fixture.Schema, Counts]).Value.Schema.ShouldBe(Counts);

        var unknown = MappingReader.Read(new StringReader($"{Head.Replace("schema: counts", "schema: other", StringComparison.Ordinal)}\n{Fields}"), "table.yaml", [Counts]);
        unknown.Problems.ShouldHaveSingleItem().Code.ShouldBe(RecordsProblems.SchemaDiffers);
        Should.Throw<ArgumentException>(() => MappingReader.Read(new StringReader(Head), "table.yaml", Array.Empty<RecordSchema>()));
    }

    [Fact]
    public void Records_of_another_schema_are_not_written() =>
        Should.Throw<ArgumentException>(() => SourceFile.Write(
            Stream.Null, new RecordSet(1, [new TextColumn("citizenship", ["HN"])]), Read("  country: { as: code, from: c, standard: iso3 }")));

    private static RecordMapping Read(string fields) => MappingReader.Read(new StringReader($"{Head}\n{fields}"), "table.yaml", Counts).Value;
}
