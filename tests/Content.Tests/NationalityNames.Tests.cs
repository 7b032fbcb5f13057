using Amparo.Vocabulary;

namespace Amparo.Content.Tests;

/// <summary>What agencies and States really write for a nationality, against the spellings of the list.</summary>
public sealed class NationalityNamesTests
{
    private static readonly NameFinder Finder = NameFinder.Of(Repository.Lists["citizenship"]);

    [Theory]
    [InlineData("guatemalteca", "GT")]
    [InlineData("Nicaragüense", "NI")]
    [InlineData("NICARAGUENSE", "NI")]
    [InlineData("salvadoreño", "SV")]
    [InlineData("SALVADORENA", "SV")]
    [InlineData("R.D.", "DO")]
    [InlineData("dominicana", "DO")]
    [InlineData("EE.UU.", "US")]
    [InlineData("EE UU", "US")]
    [InlineData("Swaziland", "SZ")]
    [InlineData("Birmania", "MM")]
    [InlineData("ayisyèn", "HT")]
    [InlineData("vénézuélienne", "VE")]
    [InlineData("Côte d’Ivoire", "CI")]
    [InlineData("COTE D'IVOIRE", "CI")]
    [InlineData("Niger", "NE")]
    [InlineData("Nigerian", "NG")]
    [InlineData("nigérienne", "NE")]
    [InlineData("Apátrida", "stateless")]
    [InlineData("OTROS", "other")]
    public void Usual_words_for_a_nationality_are_placed(string text, string code)
    {
        Place(text).ShouldBe(code);
    }

    [Fact]
    public void Words_that_two_countries_share_are_refused_and_these_are_all_of_them()
    {
        Finder.AmbiguousNames.ShouldBe(
        [
            "congo", "congolais", "congolaise", "congolena", "congoleno", "congolesa", "congoles", "congolese", "corea", "coreana", "coreano", "coree",
            "coreen", "coreenne", "dominican", "guinea", "guineana", "guineano", "guinean", "guinee", "guineen", "guineenne",
            "guyanais", "guyanaise", "ilesvierges", "islasvirgenes", "korea", "korean", "saintmartin", "samoan", "samoana", "samoane", "samoano",
            "samoen", "samoenne", "sanmartin", "virginislands",
        ], ignoreOrder: true);
        Place("Dominican").ShouldBe("ambiguous");
    }

    [Theory]
    [InlineData("Ciudadanos de su pa\uFFFDs")]
    [InlineData("Ciudadanos de su pa?s")]
    [InlineData("97 albanian")]
    [InlineData("2 maliens")]
    [InlineData("3 nigériens et 1 tunisien")]
    [InlineData("Canad\uFFFD")]
    [InlineData("TÃ¼rkiye")]
    [InlineData("Columbia")]
    [InlineData("Hodruanian")]
    [InlineData("Kosovo")]
    [InlineData("Former Yugoslavia")]
    [InlineData("Nationals")]
    [InlineData("no information")]
    [InlineData("NO")]
    [InlineData("NA")]
    [InlineData("0")]
    public void What_names_no_country_of_the_standard_is_not_guessed(string text)
    {
        Place(text).ShouldBe("not placed");
    }

    [Fact]
    public void Every_word_of_the_demonstration_is_placed_or_known_to_be_shared()
    {
        var rows = File.ReadLines(Path.Combine(Repository.Content.Root, "demonstration", "nationality-words.csv")).Skip(1)
            .Select(line => line.Split(',')).ToArray();

        rows.Length.ShouldBe(20);
        foreach (var row in rows)
        {
            foreach (var word in row.Skip(2))
                Place(word).ShouldBeOneOf(row[0] == "CD" ? [row[0], "ambiguous"] : [row[0]], word);
        }
    }

    [Fact]
    public void Most_of_the_categories_by_citizenship_that_States_sent_are_placed_and_the_rest_is_of_known_kinds()
    {
        var rows = GeographicContentTests.Glotip().Where(row => row[5] == "by citizenship").Select(row => row[6]).ToArray();
        var categories = rows.Distinct(StringComparer.Ordinal).ToArray();
        var byPlace = categories.ToLookup(Place, StringComparer.Ordinal);
        var left = byPlace["not placed"].Concat(byPlace["ambiguous"]).ToHashSet(StringComparer.Ordinal);
        var rowsPlaced = rows.Count(row => !left.Contains(row));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{categories.Length - left.Count} of {categories.Length} categories, {rowsPlaced} of {rows.Length} rows; left: {string.Join(" | ", left)}");

        // Left are: damaged letters, misspellings, other languages, several countries, regions, dissolved States, Kosovo, and words for
        // "unknown", "none", "total" and "our own": what a mapping of the file says one by one, and no list of countries can.
        categories.Length.ShouldBe(402);
        (categories.Length - left.Count).ShouldBeGreaterThanOrEqualTo(314);
        rows.Length.ShouldBe(7_722);
        rowsPlaced.ShouldBeGreaterThanOrEqualTo(6_929);
        byPlace["ambiguous"].ShouldBe(["Congo", "Congolese", "Guinea", "Guinée"], ignoreOrder: true);
    }

    private static string Place(string text)
    {
        var match = Finder.Find(text);
        return match.Found ? Finder.List.Codes[match.Position].Id : match.IsAmbiguous ? "ambiguous" : "not placed";
    }
}
