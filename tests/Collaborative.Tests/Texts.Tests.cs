using Amparo.Collaborative.Http;
using Amparo.Collaborative.Tests.Samples;
using Amparo.Collaborative.Texts;
using Amparo.Languages;
using Amparo.TestSupport;
using Amparo.Vocabulary;

namespace Amparo.Collaborative.Tests;

public sealed class TextsTests
{
    private static readonly ReviewWords Words = ReviewWords.ReadFolder(Path.Combine(ReviewHost.ContentFolder, "languages")).Value;

    [Fact]
    public void Every_text_exists_in_every_language_of_the_pages()
    {
        Words.Catalogue.Keys.Count.ShouldBeGreaterThan(100);
        foreach (var language in ReviewAddress.Languages)
        {
            var reader = Words.Catalogue.In(language);
            Words.Catalogue.Keys.Where(key => reader.StatusOf(key) == TranslationStatus.Missing).ShouldBeEmpty();
        }
    }

    [Fact]
    public void Numbers_say_their_sign_and_never_more_than_is_known()
    {
        var texts = Words.In(Language.Spanish);
        texts.Bits(3.14).ShouldBe("+3.1");
        texts.Bits(-3.16).ShouldBe("−3.2");
        texts.Bits(-0.01).ShouldBe("0.0");
        texts.Probability(0.9999).ShouldStartWith("> ");
        texts.Probability(0.00001).ShouldStartWith("< ");
        texts.Probability(0.5).ShouldContain("50");
    }

    // A key that no page asks for any more is a text that somebody would have to translate for nothing.
    [Fact]
    public void Every_text_is_used()
    {
        var sources = string.Concat(Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", "modules", "Collaborative"), "*", SearchOption.AllDirectories)
            .Where(file => Path.GetExtension(file) is ".cs" or ".razor").Select(File.ReadAllText));
        string[] composed = ["zone.", "status.", "verdict.", "comparison.", "not-permitted.", "strange-form.", "not-found.", "not-understood.", "not-saved.", "refused."];
        Words.Catalogue.Keys.Select(key => key["review.".Length..])
            .Where(key => !composed.Any(prefix => key.StartsWith(prefix, StringComparison.Ordinal)) && !sources.Contains($"\"{key}\"", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
