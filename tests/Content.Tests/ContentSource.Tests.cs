using Amparo.Linkage.Explaining;
using Amparo.Linkage.Reading;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Content.Tests;

public sealed class ContentSourceTests
{
    private static readonly ContentSource Source = ContentSource.Open(Repository.Content).Value;

    [Fact]
    public void The_standard_record_comes_first()
    {
        Source.Schema.Id.ShouldBe(PersonReport.SchemaId);
        Source.Schemas.Count.ShouldBeGreaterThan(1);
        Source.Lists.Lists.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    [InlineData("../schemas/person-report")]
    [InlineData("demonstration/police")]
    public void A_mapping_is_found_by_its_name_alone(string name)
    {
        Source.Mapping("police").Value.Id.ShouldBe("police");
        Source.Mapping(name).Problems.ShouldHaveSingleItem().Code.ShouldBe(ContentProblems.NoMapping);
    }

    [Fact]
    public void An_agency_s_file_is_read_with_the_rules_and_a_country_of_the_list()
    {
        var police = Source.Mapping("police").Value;

        var options = Source.OptionsFor(police, new() { Country = "GT", Office = "north" }).Value;

        (options.Country, options.Office).ShouldBe(("GT", "north"));
        options.Rules.ShouldNotBeNull();
        Source.OptionsFor(police, new()).Problems.ShouldHaveSingleItem().ShouldBe(new(ContentProblems.CountryNotGiven, "police"));
        var unknown = Source.OptionsFor(police, new() { Country = "XX" }).Problems.ShouldHaveSingleItem();
        unknown.Code.ShouldBe(ContentProblems.CountryUnknown);
        unknown.Path.ShouldContain("GT");
    }

    [Fact]
    public void A_stream_is_mapped_with_what_the_content_knows()
    {
        var police = Source.Mapping("police").Value;
        using var nothing = new MemoryStream();

        var mapped = RecordMapper.Map(nothing, police, Source.OptionsFor(police, new() { Country = "GT" }).Value, TestContext.Current.CancellationToken);

        mapped.Succeeded.ShouldBeFalse();
        mapped.Problems[0].Code.ShouldStartWith("REC-");
    }

    [Fact]
    public void An_indicator_is_found_by_its_id()
    {
        Source.Indicator("detected-persons").Value.Header.Id.ShouldBe("detected-persons");
        Source.Indicator("nothing").Problems.ShouldHaveSingleItem().Code.ShouldBe(ContentProblems.Missing);
        Should.Throw<ArgumentException>(() => Source.Indicator("../vocabulary/sex"));
    }

    [Fact]
    public void Every_level_and_every_kind_of_column_has_a_text()
    {
        var texts = Source.LinkageTexts().Value;

        LevelNames.All.Concat(LevelNames.Common.Select(field => $"field.{field}")).Except(texts.Keys, StringComparer.Ordinal).ShouldBeEmpty();
        texts["birth.same-day"][Language.English].ShouldBe("the same day");
        texts["birth.same-day"].StatusOf(Language.French).ShouldBe(TranslationStatus.Missing);
        FieldRole[] silent = [FieldRole.Ignored, FieldRole.Id, FieldRole.List, FieldRole.Truth, FieldRole.Text, FieldRole.Consent];
        Enum.GetValues<FieldRole>().Except(silent).Select(role => $"role.{role}").Except(texts.Keys, StringComparer.Ordinal).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("id\tes\ten\nname.exact\tigual\n", "row 2")]
    [InlineData("id\tes\ten\nname.exact\tigual\tsame\nname.exact\totro\tother\n", "row 3")]
    [InlineData("id\ten\nname.exact\tsame\n", "row 1")]
    [InlineData("id\tes\ten\nname.exact\t\tsame\n", "row 2")]
    public void A_table_of_texts_that_says_no_text_is_refused_with_its_row(string table, string place)
    {
        using var folder = new TemporaryFolder();
        folder.Write("linkage/texts.tsv", System.Text.Encoding.UTF8.GetBytes(table));

        new ContentFolder(folder.Path).LoadLinkageTexts().Problems.ShouldHaveSingleItem().ShouldBe(new(ContentProblems.TableUnreadable, "linkage/texts.tsv", place));
    }

    [Fact]
    public void A_folder_without_names_says_which_files_are_missing()
    {
        using var folder = new TemporaryFolder();

        new ContentFolder(folder.Path).LoadNameKnowledge().Problems.Select(problem => (problem.Code, problem.Subject))
            .ShouldBe([(ContentProblems.Missing, "linkage/nicknames.csv"), (ContentProblems.Missing, "linkage/abbreviations.csv")]);
        Source.Names().Succeeded.ShouldBeTrue();
    }
}
