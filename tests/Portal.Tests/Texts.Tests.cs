using Amparo.Languages;
using Amparo.Portal.Tests.Samples;
using Amparo.Portal.Texts;
using Amparo.Vocabulary;

namespace Amparo.Portal.Tests;

public sealed class TextsTests
{
    [Fact]
    public void Every_text_of_the_portal_exists_in_every_open_language()
    {
        var texts = PortalTexts.ReadFolder(Path.Combine(SampleReleases.ContentFolder, "languages")).Value;
        texts.Catalogue.Keys.Count(key => key.StartsWith("portal.", StringComparison.Ordinal)).ShouldBeGreaterThan(100);
        foreach (var language in PortalTexts.Open)
        {
            var reader = texts.Catalogue.In(language);
            texts.Catalogue.Keys.Where(key => reader.StatusOf(key) == TranslationStatus.Missing).ShouldBeEmpty();
        }
    }

    [Theory]
    [InlineData("es", "Por eso ninguna página de Amparo llama prevalencia a una cifra de personas detectadas")]
    [InlineData("en", "This is why no page of Amparo calls a figure of detected persons prevalence")]
    public void The_only_mention_of_prevalence_denies_it(string code, string sentence)
    {
        var text = File.ReadAllText(Path.Combine(SampleReleases.ContentFolder, "languages", $"portal.{code}.yaml"));
        text.Replace(sentence, "", StringComparison.Ordinal).ShouldNotContain("prevalen", Case.Insensitive);
    }

    // Protection is a purpose and a rule of one release; nobody can promise that a reader who knows more recognises no one.
    [Theory]
    [InlineData("es", "portal.home.lead", "hecho para que ninguna cifra ayude a encontrar")]
    [InlineData("en", "portal.home.lead", "is made so that no figure helps to find a victim")]
    [InlineData("es", "portal.footer.text", "hecho para que ninguna cifra ayude a encontrar")]
    [InlineData("en", "portal.footer.text", "is made so that no figure helps to find a victim")]
    [InlineData("es", "portal.about.withheld.rule", "mayor que cero pueda calcularse dentro de una misma publicación")]
    [InlineData("en", "portal.about.withheld.rule", "above zero can be worked out within one release")]
    [InlineData("es", "portal.about.ledger.lead", "ante quien conserve una huella anterior")]
    [InlineData("en", "portal.about.ledger.lead", "shows to whoever kept an earlier fingerprint")]
    [InlineData("es", "portal.about.reply.correction", "se rechaza")]
    [InlineData("en", "portal.about.reply.correction", "is refused")]
    public void What_is_promised_is_no_more_than_what_holds(string code, string key, string words) => Say(code, key).ShouldContain(words);

    [Theory]
    [InlineData("es", "puede ser cero o más")]
    [InlineData("en", "it may be zero or more")]
    [InlineData("fr", "il peut être zéro ou plus")]
    [InlineData("ht", "li ka zewo oswa plis")]
    public void A_withheld_figure_is_not_said_to_be_other_than_zero(string code, string words) =>
        Say(code, "chart.note.withheld", new TextArgument("word", "…")).ShouldContain(words);

    private static string Say(string code, string key, params TextArgument[] arguments) =>
        PortalTexts.ReadFolder(Path.Combine(SampleReleases.ContentFolder, "languages")).Value.Catalogue.In(Language.Find(code)!).Say(key, arguments);
}
