using Amparo.Vocabulary;
using Amparo.Vocabulary.Countries;

namespace Amparo.Content;

/// <content>The profiles of countries.</content>
public sealed partial class ContentFolder
{
    /// <summary>Where the profiles lie: a file a country, named after its code in lower case.</summary>
    public const string CountriesFolder = "countries";

    /// <summary>Loads all profiles under <c>countries/</c>.</summary>
    /// <param name="lists">The code lists: the countries (<c>country</c>) and the kinds of agencies (<c>agency-kind</c>).</param>
    /// <param name="hierarchies">The hierarchies that they may name.</param>
    /// <returns>
    /// The profiles, none where there is no such folder; or every problem of every file: CNT-002, the VOC- codes, VOC-015 for a file that is not named after
    /// its country, CNT-001 where one of the two lists is missing.
    /// </returns>
    public Outcome<CountryProfiles> LoadCountryProfiles(CodeListCatalogue lists, IReadOnlyList<Hierarchy> hierarchies)
    {
        ArgumentNullException.ThrowIfNull(lists);
        ArgumentNullException.ThrowIfNull(hierarchies);
        if (!Directory.Exists(Path.Combine(Root, CountriesFolder)))
            return CountryProfiles.None;
        if (lists.Find("country") is not { } countries || lists.Find("agency-kind") is not { } kinds)
            return new Problem(ContentProblems.Missing, CountriesFolder);
        var grounds = new CountryGrounds(countries, kinds, hierarchies);
        var profiles = LoadFolder(CountriesFolder, (reader, name) => CountryProfileReader.Read(reader, name, grounds), profile => profile.Country.ToLowerInvariant());
        return profiles.Succeeded ? new CountryProfiles(profiles.Value) : Outcome<CountryProfiles>.Refused(profiles.Problems);
    }
}
