using System.Text;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Countries;

namespace Amparo.Content.Tests;

/// <summary>The profiles of the countries, as they are delivered.</summary>
public sealed class CountryContentTests
{
    private static CountryProfiles Profiles { get; } = Load(Repository.Content).Value;

    private static Outcome<CountryProfiles> Load(ContentFolder folder) =>
        folder.LoadCountryProfiles(Repository.Lists, Repository.Content.LoadHierarchies(Repository.Lists).Value);

    [Fact]
    public void Each_of_the_nine_countries_has_a_profile() =>
        Profiles.All.Select(profile => profile.Country).ShouldBe(Repository.Lists["country"].Codes.Select(code => code.Id).Order(StringComparer.Ordinal));

    [Fact]
    public void Belize_starts_in_English_and_the_others_in_Spanish() =>
        Profiles.All.ShouldAllBe(profile => profile.Languages.Single() == (profile.Country == "BZ" ? Language.English : Language.Spanish));

    [Fact]
    public void Each_names_the_prosecution_the_migration_authority_and_who_brings_them_together_and_none_names_what_it_is_not()
    {
        foreach (var profile in Profiles.All)
        {
            var kinds = profile.Bodies.Select(body => body.Kind).ToArray();
            foreach (var kind in new[] { "prosecution", "migration", GovernmentBody.Coordination })
                kinds.Count(known => known == kind).ShouldBe(1, $"{profile.Country} {kind}");
            // No public body is the IOM, and no line is a body.
            kinds.ShouldNotContain("iom", profile.Country);
            kinds.ShouldNotContain("hotline", profile.Country);
            profile.Bodies.ShouldAllBe(body => body.Language == profile.Languages[0]);
        }

        Profiles.All.Where(profile => profile.Bodies.All(body => body.Kind != "police")).Select(profile => profile.Country).ShouldBe(["MX"]);
    }

    [Fact]
    public void Each_fact_says_whether_its_source_was_read()
    {
        var sources = Profiles.All.SelectMany(profile => profile.Bodies).Select(body => body.Source).ToArray();

        sources.Length.ShouldBe(44);
        sources.ShouldAllBe(source => source.EndsWith("(read)", StringComparison.Ordinal) || source.EndsWith("(to be read)", StringComparison.Ordinal) || source.EndsWith("(one source)", StringComparison.Ordinal));
    }

    [Fact]
    public void No_line_was_rung_so_none_may_be_printed() => Profiles.All.ShouldAllBe(profile => profile.Hotline == null);

    [Fact]
    public void No_countrys_law_was_entered_so_each_proposes_the_coalitions_default() =>
        Profiles.All.ShouldAllBe(profile => profile.Retention == CountryProfiles.DefaultRetention);

    [Fact]
    public void Each_names_the_hierarchy_of_its_divisions() =>
        Profiles.All.ShouldAllBe(profile => profile.Places.Id == "iso-3166-2-to-country" && profile.PlaceCount > 5);

    [Fact]
    public void A_file_is_named_after_its_country_and_a_folder_without_profiles_has_none()
    {
        using var folder = new TemporaryFolder();
        Load(new ContentFolder(folder.Path)).Value.All.ShouldBeEmpty();

        var text = File.ReadAllText(Path.Combine(Repository.Content.Root, ContentFolder.CountriesFolder, "gt.yaml"));
        folder.Write("countries/hn.yaml", Encoding.UTF8.GetBytes(text));
        folder.Write("countries/gt.yaml", Encoding.UTF8.GetBytes(text.Replace("version: 1", "version: 1\npopulation: 18", StringComparison.Ordinal)));

        Load(new ContentFolder(folder.Path)).Problems.Select(problem => (problem.Code, problem.Subject)).ShouldBe(
            [(VocabularyProblems.UnknownKey, "countries/gt.yaml"), (VocabularyProblems.FileNameDiffers, "hn.yaml")]);
    }
}
