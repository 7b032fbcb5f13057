using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Vocabulary.Tests;

public sealed class NameFinderTests
{
    private static readonly CodeList Countries = CodeListReader.Read(
        new StringReader("""
            id: nation
            version: 1
            title: País
            source: A book
            translation: { es: reviewed, en: reviewed, fr: machine }
            codes:
              - { id: ES, name: { es: España, en: Spain, fr: Espagne }, spellings: { es: [español, española] } }
              - { id: DO, name: { es: República Dominicana, en: Dominican Republic }, spellings: [Dominican, R.D., Rep. Dominicana] }
              - { id: DM, name: { es: Dominica, en: Dominica }, spellings: [Dominican] }
              - { id: GW, name: { es: Guinea-Bisáu, en: Guinea-Bissau } }
              - { id: US, name: { es: Estados Unidos, en: United States }, spellings: [EE. UU.] }
              - { id: "NO", name: { es: Noruega, en: Norway } }
            """), "nation.yaml").Value;

    private static readonly NameFinder Finder = NameFinder.Of(Countries);

    [Theory]
    [InlineData("España", "ES")]
    [InlineData("  ESPANA ", "ES")]
    [InlineData("espagne", "ES")]
    [InlineData("ESPAÑOLA", "ES")]
    [InlineData("Espan\u0303a", "ES")]
    [InlineData("guinea bissau", "GW")]
    [InlineData("GUINEA–BISÁU", "GW")]
    [InlineData("rep.dominicana", "DO")]
    [InlineData("RD", "DO")]
    [InlineData("república   dominicana", "DO")]
    [InlineData("EEUU", "US")]
    [InlineData("ee.uu.", "US")]
    public void A_name_is_found_however_it_is_typed(string text, string code)
    {
        var match = Finder.Find(text);

        match.Found.ShouldBeTrue();
        match.IsAmbiguous.ShouldBeFalse();
        Finder.List.Codes[match.Position].Id.ShouldBe(code);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" - ")]
    [InlineData("Espa?a")]
    [InlineData("Espa\uFFFDa")]
    [InlineData("Espagna")]
    [InlineData("3 españolas")]
    [InlineData("España?")]
    [InlineData("España/Noruega")]
    [InlineData("\uD800España")]
    public void What_is_damaged_misspelt_or_more_than_a_name_is_not_guessed(string? text)
    {
        Finder.Find(text).ShouldBe(new NameMatch(-1, IsAmbiguous: false));
    }

    [Fact]
    public void A_spelling_of_two_codes_names_neither_and_says_so()
    {
        Finder.Find("DOMINICAN").ShouldBe(new NameMatch(-1, IsAmbiguous: true));
        Finder.AmbiguousNames.ShouldBe(["dominican"]);
    }

    [Theory]
    [InlineData("NO")]
    [InlineData("ES")]
    [InlineData("DO")]
    public void An_id_is_no_name(string id)
    {
        Finder.Find(id).Found.ShouldBeFalse();
    }

    [Fact]
    public void Any_text_is_found_or_not_and_never_throws_and_folding_twice_changes_nothing()
    {
        var pieces = Gen.Elements("ñ", "Ñ", "É", " ", "\t", "\u0301", "\uD800", "\uDC00", "a", "Z", "'", "’", "-", ".", "İ", "ß", "\u200B", "9");

        Prop.ForAll(pieces.ListOf().ToArbitrary(), parts =>
        {
            var text = string.Concat(parts);
            var folded = Spelling.Fold(text);
            Spelling.Fold(folded).ShouldBe(folded);
            Finder.Find(text).ShouldBe(Finder.Find(folded));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_261_123, 1));
    }
}
