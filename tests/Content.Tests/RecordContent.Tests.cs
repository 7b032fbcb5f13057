using System.Globalization;
using System.Text;
using Amparo.Records;
using Amparo.Records.Tables;
using Amparo.Vocabulary;

namespace Amparo.Content.Tests;

public sealed class RecordContentTests
{
    private static readonly string[] ExpectedLists =
        ["age-group", "agency-kind", "citizenship", "country", "form", "missing", "sex", "year"];

    private static CodeListCatalogue Lists { get; } = Repository.Content.LoadCodeLists().Value;

    private static RecordSchema Schema { get; } = Repository.Content.LoadSchema(PersonReport.SchemaId, Lists).Value;

    [Fact]
    public void All_code_lists_load()
    {
        var lists = Repository.Content.LoadCodeLists();

        lists.Problems.ShouldBeEmpty();
        ExpectedLists.ShouldBeSubsetOf(lists.Value.Lists.Select(list => list.Id));
    }

    [Fact]
    public void The_nine_countries_have_their_ISO_codes()
    {
        Lists["country"].Codes.Select(code => $"{code.Id}={code.Equivalents["iso3"]}")
            .ShouldBe(["BZ=BLZ", "CR=CRI", "DO=DOM", "SV=SLV", "GT=GTM", "HN=HND", "MX=MEX", "NI=NIC", "PA=PAN"]);
    }

    [Fact]
    public void Years_run_from_2000_to_2030()
    {
        Lists["year"].Codes.Select(code => code.Id).ShouldBe(Enumerable.Range(2000, 31).Select(year => year.ToString(CultureInfo.InvariantCulture)));
    }

    [Fact]
    public void The_kinds_of_missing_are_those_of_the_code_in_their_order()
    {
        Lists["missing"].Codes.Select(code => code.Id).ShouldBe(MissingKinds.All.Select(MissingKinds.NameOf));
    }

    [Fact]
    public void Every_name_exists_in_four_languages_and_says_how_far_it_can_be_trusted()
    {
        foreach (var name in ExpectedLists.Except(["year", "citizenship"]).Select(id => Lists[id]).SelectMany(list => list.Codes.Select(code => code.Name).Append(list.Title)))
        {
            Language.All.Select(name.StatusOf).ShouldBe(
                [TranslationStatus.Reviewed, TranslationStatus.Reviewed, TranslationStatus.Machine, TranslationStatus.Machine]);
        }
    }

    [Fact]
    public void The_person_report_has_all_fields_that_the_rules_speak_of()
    {
        PersonReport.Check(Schema).ShouldBeEmpty();
        Schema.Fields.Where(field => field.Sensitivity == Sensitivity.PublicCode).Select(field => field.Id)
            .ShouldBe([PersonReport.Country, PersonReport.Year, PersonReport.AgencyKind]);
    }

    [Fact]
    public void The_six_demonstration_mappings_load_and_name_their_kind_of_agency()
    {
        var mappings = Repository.Content.LoadMappings("demonstration", Schema);

        mappings.Problems.ShouldBeEmpty();
        mappings.Value.Select(mapping => mapping.Id).ShouldBe(["hotline", "iom", "migration", "police", "prosecution", "shelter"]);
        mappings.Value.ShouldAllBe(mapping => mapping.AgencyKind == mapping.Id && mapping.Country == null);
    }

    [Fact]
    public void The_mappings_of_published_data_load_over_all_schemas_together()
    {
        var schemas = Repository.Content.LoadSchemas(Lists);
        schemas.Problems.ShouldBeEmpty();
        schemas.Value.Select(schema => schema.Id).ShouldBe(["person-report", "population-counts", "published-counts"], ignoreOrder: true);

        var mappings = Repository.Content.LoadMappings("standards", schemas.Value);

        mappings.Problems.ShouldBeEmpty();
        mappings.Value.Count.ShouldBe(14);
        mappings.Value.Where(mapping => mapping.Schema.Id == "published-counts").Select(mapping => mapping.Id)
            .ShouldBe(["glotip-country-year", "sdg-16-2-2-derived", "sdg-16-2-2"]);
        // A reader that knows only reports about persons refuses the others instead of reading them as something else.
        Repository.Content.LoadMappings("standards", Schema).Problems.ShouldContain(problem => problem.Code == RecordsProblems.SchemaDiffers);
    }

    [Fact]
    public void Every_problem_code_has_a_sentence_in_Spanish_and_in_English()
    {
        var codes = new[] { typeof(VocabularyProblems), typeof(RecordsProblems), typeof(TableProblems), typeof(ContentProblems) }
            .SelectMany(type => type.GetFields()).Select(field => (string)field.GetRawConstantValue()!).ToArray();
        codes.Distinct(StringComparer.Ordinal).Count().ShouldBe(codes.Length);

        foreach (var language in new[] { Language.Spanish, Language.English })
        {
            var sentences = Repository.Content.LoadProblemSentences(language).Value;
            codes.ShouldAllBe(code => sentences.ContainsKey(code));
        }
    }

    [Fact]
    public void A_language_without_sentences_is_reported()
    {
        Repository.Content.LoadProblemSentences(Language.HaitianCreole).Problems
            .ShouldBe([new Problem(ContentProblems.Missing, "languages/problems.ht.yaml")]);
    }

    [Fact]
    public void A_file_that_is_not_named_after_its_list_is_reported_with_every_other_problem()
    {
        using var folder = new TemporaryFolder();
        folder.Write("vocabulary/one.yaml", Encoding.UTF8.GetBytes("""
            id: another
            version: 1
            title: T
            translation: {}
            source: S
            codes: [ { id: a, name: A } ]
            """));
        folder.Write("vocabulary/two.yaml", [0x69, 0x64, 0x3A, 0x20, 0xE1]);

        new ContentFolder(folder.Path).LoadCodeLists().Problems.ShouldBe(
        [
            new Problem(VocabularyProblems.FileNameDiffers, "one.yaml"),
            new Problem(VocabularyProblems.NotUtf8, "vocabulary/two.yaml"),
        ]);
    }

    [Fact]
    public void A_content_folder_without_code_lists_is_reported()
    {
        using var folder = new TemporaryFolder();

        new ContentFolder(folder.Path).LoadCodeLists().Problems.ShouldBe([new Problem(ContentProblems.Missing, "vocabulary")]);
    }

    [Theory]
    [InlineData("../secrets")]
    [InlineData("a/b")]
    [InlineData("")]
    public void An_id_cannot_lead_out_of_the_content_folder(string id)
    {
        Should.Throw<ArgumentException>(() => Repository.Content.LoadSchema(id, Lists));
        Should.Throw<ArgumentException>(() => Repository.Content.LoadMappings(id, Schema));
    }
}
