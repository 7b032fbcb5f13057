using Amparo.Vocabulary;

namespace Amparo.Content.Tests;

/// <summary>The statistical and legal code lists: complete, named, and equal to the values of the publishers' files.</summary>
public sealed class StandardListsTests
{
    private static readonly string[] NamedInFourLanguages =
    [
        "age-span", "begging-kind", "forced-criminality", "glotip-age", "glotip-dimension", "glotip-form", "glotip-indicator", "glotip-sex", "iccs-0204",
        "isic-section", "m49-area", "m49-region", "m49-subregion", "organ-medical-actor", "organ-offence", "sdg-16-2-2-series",
        "smuggling-offence", "un-region",
    ];

    [Fact]
    public void Every_list_and_code_has_a_Spanish_and_an_English_name_that_people_have_reviewed()
    {
        foreach (var list in Repository.Lists.Lists)
        {
            foreach (var name in list.Codes.Select(code => code.Name).Append(list.Title))
            {
                name.StatusOf(Language.Spanish).ShouldBe(TranslationStatus.Reviewed, list.Id);
                name.StatusOf(Language.English).ShouldBe(TranslationStatus.Reviewed, list.Id);
            }

            list.Codes.Select(code => code.Name[Language.Spanish]).Distinct(StringComparer.Ordinal).Count()
                .ShouldBeGreaterThanOrEqualTo(list.Id == "iso-3166-2" ? list.Codes.Count - 2 : list.Codes.Count, list.Id);
        }
    }

    [Fact]
    public void Lists_that_people_read_whole_are_named_in_four_languages()
    {
        foreach (var name in NamedInFourLanguages.SelectMany(id => Repository.Lists[id].Codes.Select(code => code.Name).Append(Repository.Lists[id].Title)))
            Language.All.ShouldAllBe(language => name.StatusOf(language) != TranslationStatus.Missing);
    }

    [Fact]
    public void Every_list_names_its_source_and_every_hierarchy_loads()
    {
        Repository.Content.LoadCodeLists().Problems.ShouldBeEmpty();
        Repository.Lists.Lists.ShouldAllBe(list => list.Source.Length > 2);
        var hierarchies = Repository.Content.LoadHierarchies(Repository.Lists);
        hierarchies.Problems.ShouldBeEmpty();
        hierarchies.Value.Select(hierarchy => hierarchy.Id)
            .ShouldBe(["age-band-to-age-span", "age-span-to-age-group", "iso-3166-1-to-m49-area", "iso-3166-2-to-country", "m49-area-to-m49-subregion", "m49-subregion-to-m49-region"]);
    }

    [Fact]
    public void Age_bands_roll_up_to_spans_and_these_to_minors_and_adults()
    {
        var hierarchies = Repository.Content.LoadHierarchies(Repository.Lists).Value;
        var spans = hierarchies.First(hierarchy => hierarchy.Id == "age-band-to-age-span");
        var groups = spans.Then(hierarchies.First(hierarchy => hierarchy.Id == "age-span-to-age-group"));

        spans.Parents.ShouldAllBe(parent => parent >= 0);
        spans.Narrower.Codes.Select(band => spans.BroaderOf(band.Id)!.Id)
            .ShouldBe(["0-17", "0-17", "18-29", "18-29", "18-29", "18-29", "30-47", "30-47", "48-plus"]);
        groups.NarrowerOf("0-17").Select(band => band.Id).ShouldBe(["0-8", "9-17"]);
        groups.Parents.ShouldAllBe(parent => parent >= 0);
    }

    [Fact]
    public void ISIC_has_the_sections_A_to_U_and_ICCS_one_code_and_its_four_parts()
    {
        string.Concat(Repository.Lists["isic-section"].Codes.Select(code => code.Id)).ShouldBe("ABCDEFGHIJKLMNOPQRSTU");
        Repository.Lists["iccs-0204"].Codes.Select(code => code.Id).ShouldBe(["0204", "02041", "02042", "02043", "02044"]);
        Repository.Lists["m49-area"].Codes.Count.ShouldBe(22);
        Repository.Lists["m49-subregion"].Codes.Count.ShouldBe(17);
    }

    [Theory]
    [InlineData("glotip-indicator", 4)]
    [InlineData("glotip-dimension", 5)]
    [InlineData("glotip-sex", 7)]
    [InlineData("glotip-age", 8)]
    public void The_lists_of_the_country_year_tables_hold_exactly_the_values_of_the_file(string list, int column)
    {
        Repository.Lists[list].Codes.Select(code => code.Equivalents["glotip"]).Order(StringComparer.Ordinal)
            .ShouldBe(GeographicContentTests.Glotip().Select(row => row[column]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_forms_of_the_country_year_tables_are_those_of_the_file_and_name_the_form_they_stand_for_where_it_is_one()
    {
        var forms = Repository.Lists["glotip-form"];

        forms.Codes.Select(code => code.Equivalents["glotip"]).Order(StringComparer.Ordinal).ShouldBe(
            GeographicContentTests.Glotip().Where(row => row[5] == "by form of exploitation").Select(row => row[6])
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        forms.Codes.Where(code => code.Equivalents.ContainsKey("form")).Select(code => code.Equivalents["form"]).ShouldBe(["sexual", "labour"]);
        forms.Codes.ShouldAllBe(code => !code.Equivalents.ContainsKey("form") || Repository.Lists["form"].Find(code.Equivalents["form"]) != null);
    }

    [Fact]
    public void Regions_of_the_victim_perpetrator_file_are_codes_of_the_list_of_regions()
    {
        var regions = File.ReadLines(Repository.SharedData("ctdc-victim-perpetrator-synthetic-2022/CTDC_VPsynthetic_condensed.csv")).Skip(1)
            .Select(OfficialFiguresTests.Cells).SelectMany(cells => new[] { cells[5], cells[6] }).Where(cell => cell.Length > 0).Distinct(StringComparer.Ordinal);

        Repository.Lists["un-region"].Codes.Select(code => code.Equivalents.GetValueOrDefault("ctdc-vp")).OfType<string>()
            .Order(StringComparer.Ordinal).ShouldBe(regions.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_series_of_the_indicator_are_five_counts_and_their_five_rates()
    {
        var series = Repository.Lists["sdg-16-2-2-series"].Codes;

        series.Take(5).Select(code => code.Equivalents["sdg"])
            .ShouldBe(["VC_HTF_DETV", "VC_HTF_DETVFL", "VC_HTF_DETVSX", "VC_HTF_DETVOG", "VC_HTF_DETVOP"]);
        series.Skip(5).Select(code => (code.Id, code.Equivalents["sdg"]))
            .ShouldBe(series.Take(5).Select(code => ($"{code.Id}-rate", code.Equivalents["sdg"] + "R")));
        File.ReadLines(Repository.SharedData("sdg-16-2-2/sdg_VC_HTF_DETV_female_under18_region.csv")).Skip(1)
            .Select(line => line.Split(',')[2]).Distinct(StringComparer.Ordinal).ShouldBe([series[0].Equivalents["sdg"]]);
    }
}
