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
}
