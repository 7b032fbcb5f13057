using Amparo.Vocabulary;

namespace Amparo.Records.Tests;

public sealed class MappingReaderTests
{
    private const string Good = """
        id: small
        version: 3
        schema: person-report
        country: GT
        agency-kind: police
        title: { es: Archivo }
        translation: { es: reviewed }
        file: { kind: delimited, encoding: windows-1252, delimiter: tab, header-row: 4 }
        missing: { N/S: unknown }
        fields:
          file-number: { as: text, from: File }
          registered: { as: date, from: Date, formats: [d/M/yyyy] }
          sex: { as: code, from: Sex, values: { M: male, F: female } }
          given-names: { as: split-name, from: Name, layout: "surnames, given" }
          forms: { as: codes, from: Forms, separator: ";", values: { s: sexual } }
          age: { as: approximate-age, from: Age, after: [about] }
        """;

    [Fact]
    public void A_mapping_says_how_the_file_is_laid_out_and_which_columns_it_reads()
    {
        var mapping = Fixture.Mapping(Good).Value;

        (mapping.Id, mapping.Version, mapping.Country, mapping.AgencyKind).ShouldBe(("small", 3, "GT", "police"));
        mapping.Format.ShouldBe(new SourceFormat { Encoding = SourceEncoding.Windows1252, Delimiter = '\t', HeaderRow = 4 });
        mapping.Columns.ShouldBe(["File", "Date", "Sex", "Name", "Forms", "Age"]);
        mapping.Title[Language.Spanish].ShouldBe("Archivo");
    }

    [Theory]
    [InlineData("schema: person-report", "schema: interview", RecordsProblems.SchemaDiffers, "line 3: schema")]
    [InlineData("country: GT", "country: XX", RecordsProblems.MappedCodeUnknown, "line 4: country")]
    [InlineData("agency-kind: police", "agency-kind: army", RecordsProblems.MappedCodeUnknown, "line 5: agency-kind")]
    [InlineData("kind: delimited", "kind: pdf", VocabularyProblems.ValueNotAllowed, "line 8: file.kind")]
    [InlineData("encoding: windows-1252", "encoding: ebcdic", VocabularyProblems.ValueNotAllowed, "line 8: file.encoding")]
    [InlineData("delimiter: tab", "delimiter: ab", VocabularyProblems.ValueNotAllowed, "line 8: file.delimiter")]
    [InlineData("delimiter: tab", "delimiter: '\"'", VocabularyProblems.ValueNotAllowed, "line 8: file.delimiter")]
    [InlineData("delimiter: tab", "delimiter: 'x'", VocabularyProblems.ValueNotAllowed, "line 8: file.delimiter")]
    [InlineData("header-row: 4", "header-row: 0", VocabularyProblems.ValueNotAllowed, "line 8: header-row")]
    [InlineData("header-row: 4", "sheet: S", VocabularyProblems.UnknownKey, "line 8: sheet")]
    [InlineData("kind: delimited", "kind: xlsx", VocabularyProblems.UnknownKey, "line 8: encoding")]
    [InlineData("N/S: unknown", "N/S: none", RecordsProblems.MissingKindUnknown, "line 9: missing")]
    [InlineData("N/S: unknown", "N/S: unknown, n/s: refused", RecordsProblems.SpellingTwice, "line 9: missing")]
    [InlineData("file-number:", "municipality:", RecordsProblems.RequiredFieldNotMapped, "line 11: file-number")]
    [InlineData("registered:", "birth-date:", RecordsProblems.RequiredFieldNotMapped, "line 11: registered")]
    [InlineData("sex: {", "shoe-size: {", RecordsProblems.TargetNotAllowed, "line 13: shoe-size")]
    [InlineData("sex: {", "subject: {", RecordsProblems.TargetNotAllowed, "line 13: subject")]
    [InlineData("sex: { as: code, from: Sex, values: { M: male, F: female } }", "year: { as: code, from: Sex, standard: id }", RecordsProblems.TargetNotAllowed, "line 11: year")]
    [InlineData("separator: \";\"", "unlisted: perhaps, separator: \";\"", RecordsProblems.MissingKindUnknown, "line 15: unlisted")]
    [InlineData("schema: person-report", "schema: person-report\nrecords: secret", VocabularyProblems.ValueNotAllowed, "line 4: records")]
    [InlineData("sex: {", "form: {", RecordsProblems.TargetNotAllowed, "line 13: form")]
    [InlineData("as: code,", "as: guess,", RecordsProblems.TransformationUnknown, "line 13: sex")]
    [InlineData("as: code,", "as: date,", RecordsProblems.TransformationNotAllowed, "line 13: sex")]
    [InlineData("as: code,", "", VocabularyProblems.KeyMissing, "line 13: as")]
    [InlineData("from: Sex", "form: Sex", VocabularyProblems.UnknownKey, "line 13: form")]
    [InlineData("from: Sex, ", "", VocabularyProblems.KeyMissing, "line 13: from")]
    [InlineData("from: Sex", "from: [Sex, Age]", VocabularyProblems.WrongShape, "line 13: from")]
    [InlineData("M: male", "M: man", RecordsProblems.MappedCodeUnknown, "line 13: sex")]
    [InlineData("M: male", "M: male, ' m': female", RecordsProblems.SpellingTwice, "line 13: values")]
    [InlineData("values: { M: male, F: female }", "standard: klingon", VocabularyProblems.ValueNotAllowed, "line 13: standard")]
    [InlineData("values: { M: male, F: female }", "", VocabularyProblems.KeyMissing, "line 13: values")]
    [InlineData("d/M/yyyy", "d/M/yy", RecordsProblems.DateFormatNotAllowed, "line 12: formats")]
    [InlineData("d/M/yyyy", "yyyy-MM", RecordsProblems.DateFormatNotAllowed, "line 12: formats")]
    [InlineData("d/M/yyyy", "dd MMM yyyy", RecordsProblems.DateFormatNotAllowed, "line 12: formats")]
    [InlineData("d/M/yyyy", "dd/MM/yyyy HH", RecordsProblems.DateFormatNotAllowed, "line 12: formats")]
    [InlineData("[d/M/yyyy]", "[]", VocabularyProblems.WrongShape, "line 12: formats")]
    [InlineData("layout: \"surnames, given\"", "layout: surnames", VocabularyProblems.ValueNotAllowed, "line 14: layout")]
    [InlineData("layout: \"surnames, given\"", "layout: given", VocabularyProblems.ValueNotAllowed, "line 14: layout")]
    [InlineData("separator: \";\", ", "", VocabularyProblems.KeyMissing, "line 15: separator")]
    [InlineData("separator: \";\"", "separator: ''", VocabularyProblems.ValueNotAllowed, "line 15: separator")]
    [InlineData("after: [about]", "before: [about]", VocabularyProblems.KeyMissing, "line 16: after")]
    [InlineData("  age:", "  sex:", VocabularyProblems.KeyTwice, "line 16")]
    [InlineData("fields:", "felds:", VocabularyProblems.KeyMissing, "line 1: fields")]
    public void What_is_wrong_with_a_mapping_is_said_with_its_line(string was, string becomes, string code, string path)
    {
        Fixture.Mapping(Good.Replace(was, becomes, StringComparison.Ordinal)).Problems
            .ShouldContain(new Problem(code, "mapping.yaml", path));
    }

    [Theory]
    [InlineData("from: { A: sexual }, set: [X], unset: [x], none-set: blank", RecordsProblems.SpellingTwice)]
    [InlineData("from: { A: sexual }, set: [X], unset: [''], none-set: nothing", RecordsProblems.MissingKindUnknown)]
    [InlineData("from: { A: sexual }, unset: [''], none-set: blank", VocabularyProblems.KeyMissing)]
    [InlineData("from: { A: everything }, set: [X], unset: [''], none-set: blank", RecordsProblems.MappedCodeUnknown)]
    [InlineData("from: A, set: [X], unset: [''], none-set: blank", VocabularyProblems.WrongShape)]
    public void What_is_wrong_with_flags_is_said(string flags, string code)
    {
        var yaml = Good.Replace("as: codes, from: Forms, separator: \";\", values: { s: sexual }", $"as: flags, {flags}", StringComparison.Ordinal);

        Fixture.Mapping(yaml).Problems.ShouldContain(problem => problem.Code == code && problem.Path.StartsWith("line 15", StringComparison.Ordinal));
    }

    [Fact]
    public void A_mapping_for_a_schema_that_lacks_standard_fields_is_refused()
    {
        var schema = new RecordSchema(
            PersonReport.SchemaId, 1, LocalizedText.Same("x"), [.. Fixture.Schema.Fields.Where(field => field.Id is not ("sex" or "document"))]);

        MappingReader.Read(new StringReader(Good), "mapping.yaml", schema).Problems.Select(problem => problem.ToString())
            .ShouldBe([$"{RecordsProblems.SchemaLacksField} sex", $"{RecordsProblems.SchemaLacksField} document"]);
    }

    [Theory]
    [InlineData("list: sex", "list: shoe-size", RecordsProblems.ListNotFound)]
    [InlineData("kind: coded", "kind: number", VocabularyProblems.ValueNotAllowed)]
    [InlineData("sensitivity: quasi-identifier", "sensitivity: secret", VocabularyProblems.ValueNotAllowed)]
    [InlineData("id: b", "id: a", RecordsProblems.FieldTwice)]
    [InlineData("title: B", "titel: B", VocabularyProblems.UnknownKey)]
    public void What_is_wrong_with_a_schema_is_said_with_its_line(string was, string becomes, string code)
    {
        const string Schema = """
            id: s
            version: 1
            title: S
            translation: { es: reviewed }
            fields:
              - { id: a, kind: coded, list: sex, sensitivity: quasi-identifier, title: A }
              - { id: b, kind: text, sensitivity: free-text, title: B }
            """;
        RecordSchemaReader.Read(new StringReader(Schema), "s.yaml", Fixture.Lists).Succeeded.ShouldBeTrue();

        RecordSchemaReader.Read(new StringReader(Schema.Replace(was, becomes, StringComparison.Ordinal)), "s.yaml", Fixture.Lists).Problems
            .ShouldContain(problem => problem.Code == code && problem.Path.StartsWith("line ", StringComparison.Ordinal));
    }
}
