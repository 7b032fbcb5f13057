using Amparo.Vocabulary.Countries;
using NodaTime;

namespace Amparo.Vocabulary.Tests;

public sealed class CountryProfileTests
{
    private const string Text = """
        country: HN
        version: 1
        translation: { es: reviewed, en: reviewed }
        languages: { official: [es, en], source: A constitution }
        bodies:
          - { kind: police, name: Policía, acronym: PN, language: es, source: A law }
          - { name: Office of Children, language: en, source: A law }
          - { kind: coordination, name: Comisión, language: es, source: A law }
        retention: { months: 36, basis: law, source: "A law, art. 5" }
        places: place-to-country
        hotline: { number: "100", name: { es: Línea, en: Line }, confirmed: 2026-11-01 }
        """;

    private static readonly CodeList Countries = List("country", "HN", "NI");
    private static readonly CodeList Places = List("place", "HN-1", "HN-2");

    private static readonly CountryGrounds Grounds = new(
        Countries, List("agency-kind", "police", "shelter"), [new("place-to-country", 1, "A book", (Places, Countries), [0, 0])]);

    [Fact]
    public void A_profile_says_what_its_file_says()
    {
        var profile = Read(Text).Value;

        profile.Country.ShouldBe("HN");
        profile.Languages.ShouldBe([Language.Spanish, Language.English]);
        profile.Bodies.Select(body => (body.Line, body.Kind, body.Language)).ShouldBe(
            [("Policía (PN)", "police", Language.Spanish), ("Office of Children", null, Language.English), ("Comisión", "coordination", Language.Spanish)]);
        profile.Retention.ShouldBe(new ProposedRetention(36, RetentionBasis.Law, "A law, art. 5"));
        profile.PlaceCount.ShouldBe(2);
        (profile.Hotline!.Number, profile.Hotline.Name[Language.English], profile.Hotline.Confirmed).ShouldBe(("100", "Line", new LocalDate(2026, 11, 1)));
    }

    [Fact]
    public void Bodies_and_a_hotline_may_be_absent_and_the_coalitions_default_needs_no_source()
    {
        var text = string.Join('\n', Text.Split('\n').Where(line => !line.StartsWith("  -", StringComparison.Ordinal) && !line.StartsWith("bodies", StringComparison.Ordinal) && !line.StartsWith("hotline", StringComparison.Ordinal)))
            .Replace("""basis: law, source: "A law, art. 5" """.TrimEnd(), "basis: coalition", StringComparison.Ordinal);

        var profile = Read(text).Value;

        profile.Bodies.ShouldBeEmpty();
        profile.Hotline.ShouldBeNull();
        profile.Retention.ShouldBe(new ProposedRetention(36, RetentionBasis.Coalition, null));
    }

    [Theory]
    [InlineData("country: HN", "country: XX", VocabularyProblems.CodeUnknown, "line 1: country")]
    [InlineData("country: HN", "country: NI", VocabularyProblems.PlacesUnknown, "line 10: places")]
    [InlineData("version: 1", "version: 0", VocabularyProblems.ValueNotAllowed, "line 2: version")]
    [InlineData("version: 1", "version: 1\ncapital: X", VocabularyProblems.UnknownKey, "line 3: capital")]
    [InlineData("[es, en]", "[es, nah]", VocabularyProblems.ValueNotAllowed, "line 4: languages.official")]
    [InlineData("[es, en]", "[es, es]", VocabularyProblems.ProfileTwice, "line 4: languages.official")]
    [InlineData("[es, en]", "[]", VocabularyProblems.WrongShape, "line 4: official")]
    [InlineData(", source: A constitution", "", VocabularyProblems.KeyMissing, "line 4: source")]
    [InlineData("kind: police", "kind: policia", VocabularyProblems.CodeUnknown, "line 6: bodies.kind")]
    [InlineData("acronym: PN", "short: PN", VocabularyProblems.UnknownKey, "line 6: short")]
    [InlineData("name: Comisión", "name: Policía", VocabularyProblems.ProfileTwice, "line 8: bodies.name")]
    [InlineData("language: en, source: A law", "language: en", VocabularyProblems.KeyMissing, "line 7: source")]
    [InlineData("language: en", "language: pt", VocabularyProblems.ValueNotAllowed, "line 7: bodies.language")]
    [InlineData("months: 36", "months: 0", VocabularyProblems.ValueNotAllowed, "line 9: months")]
    [InlineData("months: 36", "months: 121", VocabularyProblems.ValueNotAllowed, "line 9: months")]
    [InlineData("months: 36, ", "", VocabularyProblems.KeyMissing, "line 9: retention.months")]
    [InlineData("basis: law", "basis: custom", VocabularyProblems.ValueNotAllowed, "line 9: retention.basis")]
    [InlineData(", source: \"A law, art. 5\"", "", VocabularyProblems.KeyMissing, "line 9: source")]
    // A default that names a law would look like one.
    [InlineData("basis: law", "basis: coalition", VocabularyProblems.UnknownKey, "line 9: source")]
    [InlineData("place-to-country", "places", VocabularyProblems.PlacesUnknown, "line 10: places")]
    [InlineData(", confirmed: 2026-11-01", "", VocabularyProblems.KeyMissing, "line 11: confirmed")]
    [InlineData("2026-11-01", "yesterday", VocabularyProblems.ValueNotAllowed, "line 11: hotline.confirmed")]
    [InlineData("2026-11-01", "2026-02-30", VocabularyProblems.ValueNotAllowed, "line 11: hotline.confirmed")]
    [InlineData("en: Line }", "fr: Ligne }", VocabularyProblems.StatusMissing, "line 11: name.fr")]
    public void What_is_wrong_is_refused_with_its_line(string from, string to, string code, string path)
    {
        var text = Text.Replace(from, to, StringComparison.Ordinal);
        text.ShouldNotBe(Text);

        Read(text).Problems.ShouldContain(new Problem(code, "hn.yaml", path));
    }

    [Fact]
    public void A_name_may_be_as_long_as_that_of_an_organisation_and_no_longer()
    {
        Read(Text.Replace("name: Policía", $"name: {new string('x', CountryProfileReader.LongestName)}", StringComparison.Ordinal)).Succeeded.ShouldBeTrue();
        Read(Text.Replace("name: Policía", $"name: {new string('x', CountryProfileReader.LongestName + 1)}", StringComparison.Ordinal)).Problems
            .ShouldBe([new Problem(VocabularyProblems.ValueNotAllowed, "hn.yaml", "line 6: bodies.name")]);
    }

    [Fact]
    public void A_country_without_profile_is_proposed_the_coalitions_default()
    {
        var profiles = new CountryProfiles([Read(Text).Value]);

        profiles.RetentionOf("HN").Months.ShouldBe(36);
        profiles.RetentionOf("NI").ShouldBe(CountryProfiles.DefaultRetention);
        CountryProfiles.DefaultRetention.Basis.ShouldBe(RetentionBasis.Coalition);
        profiles.Find("hn").ShouldBeNull();
        profiles.Find(null).ShouldBeNull();
        Should.Throw<ArgumentException>(() => new CountryProfiles([Read(Text).Value, Read(Text).Value]));
    }

    private static Outcome<CountryProfile> Read(string text) => CountryProfileReader.Read(new StringReader(text), "hn.yaml", Grounds);

    private static CodeList List(string id, params string[] codes) => CodeListReader.Read(
        new StringReader($"id: {id}\nversion: 1\ntitle: T\nsource: S\ntranslation: {{}}\ncodes: [{string.Join(", ", codes.Select(code => $"{{ id: {code}, name: N }}"))}]"), $"{id}.yaml").Value;
}
