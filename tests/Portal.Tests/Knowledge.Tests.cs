using System.Net;
using Amparo.Portal.Knowledge;
using Amparo.Portal.Tests.Samples;
using Amparo.Vocabulary;

namespace Amparo.Portal.Tests;

public sealed class KnowledgeTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static PublicKnowledge Knowledge { get; } = PublicKnowledge.ReadFolder(SampleReleases.ContentFolder).Value;

    [Fact]
    public void Every_theme_and_document_can_be_read_and_says_everything_in_four_languages()
    {
        Knowledge.Themes.Count.ShouldBe(7);
        Knowledge.Documents.Count.ShouldBeGreaterThan(50);
        foreach (var language in Language.All)
        {
            Knowledge.Documents.ShouldAllBe(document => document.Summary.StatusOf(language) != TranslationStatus.Missing);
            Knowledge.Themes.SelectMany(theme => theme.Actions.Select(action => action.Text).Concat(theme.Questions).Append(theme.Title).Append(theme.Lead).Append(theme.Definition).Append(theme.Caution))
                .ShouldAllBe(text => text.StatusOf(language) != TranslationStatus.Missing);
        }
    }

    [Fact]
    public void What_a_theme_rests_on_stands_in_the_library()
    {
        var documents = Knowledge.Documents.Select(document => document.Id).ToHashSet(StringComparer.Ordinal);
        Knowledge.Themes.SelectMany(theme => theme.Actions).Select(action => action.Document).OfType<string>().ShouldAllBe(id => documents.Contains(id));
        Knowledge.Themes.Select(theme => theme.DefinedIn!.Document).ShouldAllBe(id => documents.Contains(id));
        documents.Count.ShouldBe(Knowledge.Documents.Count);
    }

    [Fact]
    public void An_address_in_the_library_is_one_that_a_browser_can_open_safely() =>
        Knowledge.Documents.Select(document => document.Address).OfType<string>().ShouldAllBe(address => address.StartsWith("https://", StringComparison.Ordinal));

    [Theory]
    [InlineData("/es/biblioteca?q=V%C3%8DCTIMAS+errores", "/es/biblioteca?q=victimas errores")]
    [InlineData("/en/library?q=palermo&kind=treaty", "/en/library?q=PALERMO&kind=treaty&theme=")]
    public async Task Words_are_found_with_or_without_accents_and_in_any_case(string one, string other)
    {
        var found = (await host.PageAsync(one)).QuerySelectorAll(".amparo-document").Select(document => document.Id).ToList();
        found.ShouldBe((await host.PageAsync(other)).QuerySelectorAll(".amparo-document").Select(document => document.Id));
        found.Count.ShouldBeLessThan(Knowledge.Documents.Count);
    }

    [Fact]
    public async Task Kind_and_theme_narrow_what_is_found()
    {
        var page = await host.PageAsync("/es/biblioteca?kind=treaty&theme=organ-removal");
        var wanted = Knowledge.Documents.Where(document => document.Kind == "treaty" && document.Themes.Contains("organ-removal")).Select(document => document.Id).ToList();
        wanted.ShouldNotBeEmpty();
        page.QuerySelectorAll(".amparo-document").Select(document => document.Id).ShouldBe(wanted);
        page.QuerySelector("option[value=treaty]")!.HasAttribute("selected").ShouldBeTrue();
    }

    [Theory]
    [InlineData("/es/biblioteca?kind=novela")]
    [InlineData("/es/biblioteca?theme=nada")]
    [InlineData("/es/comparar?country=zz")]
    [InlineData("/es/comparar?year=1492")]
    [InlineData("/es/comparar?country=gt&country=hn&year=2019%3Bdrop")]
    [InlineData("/es/comparar/compared-rates.csv?country=zz")]
    public async Task What_does_not_exist_is_answered_with_a_page_that_helps(string path)
    {
        var answer = await host.Client().GetAsync(path, TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        var text = await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        text.ShouldContain("Lo que se pide en la dirección no existe");
        text.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_question_of_ten_thousand_letters_is_refused()
    {
        var answer = await host.Client().GetAsync("/es/biblioteca?q=" + new string('a', 5_000), TestContext.Current.CancellationToken);
        answer.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task A_search_is_text_and_never_markup()
    {
        var page = await host.PageAsync("/es/biblioteca?q=%3Cscript%3Ealert(1)%3C/script%3E");
        page.QuerySelectorAll("script").ShouldBeEmpty();
        page.QuerySelector("#q")!.GetAttribute("value").ShouldBe("<script>alert(1)</script>");
    }
}
