using System.Text;
using Amparo.Portal.Knowledge;
using Amparo.Portal.Tests.Samples;
using Amparo.Vocabulary;

namespace Amparo.Portal.Tests;

/// <summary>The right of reply: whole, unchanged, and never more than text.</summary>
public sealed class GovernmentRepliesTests(RepliedHost host) : IClassFixture<RepliedHost>
{
    [Fact]
    public void None_ships() => PublicKnowledge.ReadFolder(SampleReleases.ContentFolder).Value.Replies.ShouldBeEmpty();

    [Theory]
    [InlineData("/es/paises/gt")]
    [InlineData("/en/countries/gt")]
    [InlineData("/fr/pays/gt")]
    [InlineData("/ht/peyi/gt")]
    public async Task A_reply_is_shown_whole_and_unchanged_in_its_own_language(string path)
    {
        var page = await host.PageAsync(path);
        var replies = page.QuerySelectorAll(".amparo-reply").ToList();

        replies.Count.ShouldBe(2);
        var newest = replies[0].QuerySelector(".amparo-reply__text")!;
        newest.GetAttribute("lang").ShouldBe("es");
        string.Join("\n\n", newest.QuerySelectorAll("p").Select(paragraph => paragraph.TextContent)).ShouldBe(RepliedHost.Hostile);
        newest.QuerySelectorAll("p").ShouldAllBe(paragraph => paragraph.GetAttribute("dir") == "auto");
        replies[0].QuerySelector("h4")!.TextContent.ShouldBe(RepliedHost.From);
        replies[1].QuerySelector(".amparo-reply__text")!.GetAttribute("lang").ShouldBe("en");
        replies[1].TextContent.ShouldContain("12");
        replies[1].QuerySelector(".amparo-reply__notice")!.TextContent.ShouldBe("The Spanish text prevails.");
    }

    [Fact]
    public async Task What_looks_like_markup_is_text()
    {
        var html = await host.Client().GetStringAsync("/es/paises/gt", TestContext.Current.CancellationToken);
        var page = await host.PageAsync("/es/paises/gt");

        html.ShouldNotContain("<script");
        html.ShouldNotContain("<img");
        page.QuerySelectorAll("script, iframe, img, [onerror], [onclick], .amparo-reply a:not([href^='/'])").ShouldBeEmpty();
        var levels = page.QuerySelectorAll("main h1, main h2, main h3, main h4").Select(heading => heading.LocalName[1] - '0').ToList();
        levels.Zip(levels.Skip(1)).ShouldAllBe(pair => pair.Second <= pair.First + 1);
        page.QuerySelectorAll("[id]").Select(element => element.Id).ShouldBeUnique();
    }

    [Theory]
    [InlineData("/es/paises/gt", 1)]
    [InlineData("/en/countries/gt", 1)]
    [InlineData("/fr/pays/gt", 2)]
    public async Task A_reply_in_another_language_than_the_readers_says_that_it_is_not_translated(string path, int untranslated)
    {
        var page = await host.PageAsync(path);
        page.QuerySelectorAll(".amparo-reply > p.govuk-body-s:not(.amparo-reply__notice)").Length.ShouldBe(untranslated);
    }

    [Theory]
    [InlineData("/es/paises/hn", "Todavía no se ha recibido ninguna respuesta", "se publica entera")]
    [InlineData("/en/countries/hn", "No reply has been received yet", "published whole")]
    public async Task Another_country_says_that_no_reply_was_received_and_what_would_become_of_one(string path, string none, string right)
    {
        var section = (await host.PageAsync(path)).QuerySelector("section[aria-labelledby='replies']")!;
        section.QuerySelectorAll(".amparo-reply").ShouldBeEmpty();
        section.TextContent.ShouldContain(none);
        section.TextContent.ShouldContain(right);
    }

    [Theory]
    [InlineData("text: |\n  Texto.", "text: \"Timbre \\a\"", "WEB-122", "line 6: text")]
    [InlineData("text: |\n  Texto.", "text: \"Medio \\uFFFD\"", "WEB-122", "line 6: text")]
    [InlineData("from: Ministerio", "from: \"Ministerio \\u0085\"", "WEB-122", "line 2: from")]
    [InlineData("country: GT", "country: FR", VocabularyProblems.CodeUnknown, "line 1: country")]
    [InlineData("country: GT", "country: gt", VocabularyProblems.CodeUnknown, "line 1: country")]
    [InlineData("date: 2026-12-01", "date: 1 de diciembre", VocabularyProblems.ValueNotAllowed, "line 3: date")]
    [InlineData("language: es", "language: '\"><script>'", VocabularyProblems.ValueNotAllowed, "line 4: language")]
    [InlineData("about: page", "about: 0", VocabularyProblems.ValueNotAllowed, "line 5: about")]
    [InlineData("about: page", "about: todo", VocabularyProblems.ValueNotAllowed, "line 5: about")]
    [InlineData("about: page", "about: page\nhtml: yes", VocabularyProblems.UnknownKey, "line 6: html")]
    [InlineData("text: |\n  Texto.", "text: ' '", VocabularyProblems.KeyMissing, "line 6: text")]
    public void A_reply_of_another_form_is_refused_by_its_line_and_never_by_its_words(string right, string wrong, string code, string place)
    {
        using var folder = new RepliesFolder();
        folder.Put("gt.yaml", Encoding.UTF8.GetBytes(Plain.Replace(right, wrong, StringComparison.Ordinal)));

        PublicKnowledge.ReadFolder(folder.Path).Problems.ShouldBe([new(code, "gt.yaml", place)]);
    }

    [Theory]
    [InlineData(GovernmentReply.LongestText, true)]
    [InlineData(GovernmentReply.LongestText + 1, false)]
    public void The_longest_text_is_taken_whole_and_one_character_more_is_refused(int length, bool taken)
    {
        using var folder = new RepliesFolder();
        folder.Put("gt.yaml", Encoding.UTF8.GetBytes(Plain.Replace("Texto.", new string('a', length), StringComparison.Ordinal)));

        var knowledge = PublicKnowledge.ReadFolder(folder.Path);
        if (taken)
            knowledge.Value.Replies.Single().Text.Length.ShouldBe(length);
        else
            knowledge.Problems.ShouldBe([new("WEB-121", "gt.yaml", "line 6: text")]);
    }

    [Fact]
    public void A_damaged_byte_is_refused_and_not_replaced()
    {
        using var folder = new RepliesFolder();
        folder.Put("gt.yaml", [.. Encoding.UTF8.GetBytes(Plain), 0xE9]);

        PublicKnowledge.ReadFolder(folder.Path).Problems.ShouldBe([new(VocabularyProblems.NotUtf8, "gt.yaml")]);
    }

    [Fact]
    public void A_reply_where_no_list_of_countries_is_has_nowhere_to_stand()
    {
        using var folder = new RepliesFolder();
        folder.Put("gt.yaml", Encoding.UTF8.GetBytes(Plain));
        File.Delete(Path.Combine(folder.Path, "vocabulary", "country.yaml"));

        PublicKnowledge.ReadFolder(folder.Path).Problems.ShouldBe([new(VocabularyProblems.ListUnknown, "country")]);
    }

    private const string Plain = "country: GT\nfrom: Ministerio\ndate: 2026-12-01\nlanguage: es\nabout: page\ntext: |\n  Texto.\n";
}

/// <summary>A content folder with nothing but the list of countries and replies; gone when disposed.</summary>
public sealed class RepliesFolder : IDisposable
{
    public RepliesFolder()
    {
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "vocabulary"));
        Directory.CreateDirectory(System.IO.Path.Combine(Path, "replies"));
        File.Copy(
            System.IO.Path.Combine(SampleReleases.ContentFolder, "vocabulary", "country.yaml"), System.IO.Path.Combine(Path, "vocabulary", "country.yaml"));
    }

    /// <summary>The folder.</summary>
    public string Path { get; } = Directory.CreateTempSubdirectory("amparo-replies-").FullName;

    /// <summary>Writes a reply.</summary>
    public void Put(string name, byte[] reply) => File.WriteAllBytes(System.IO.Path.Combine(Path, "replies", name), reply);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}

/// <summary>A host whose content holds two replies of one country, one of them hostile.</summary>
public sealed class RepliedHost : PortalHost
{
    /// <summary>The institution of the hostile reply.</summary>
    public const string From = "Ministerio de <b>Gobernación</b> & \u202Eodaclovni";

    /// <summary>Markup, script, marks that turn the direction, a word wider than any page, a gap, a tab, a list.</summary>
    public static readonly string Hostile = string.Join('\n',
        "<script>alert(1)</script><img src=x onerror=alert(1)> \"citado\" & 'simple'", "",
        "\u202Eal revés\u202C y \u200Fde derecha a izquierda, sin cerrar: \u202E\u2067abc", "",
        new string('W', 3_000), "",
        "  con sangría,\n\ty tabulador;", "", "",
        "</blockquote></section><h1>Otra página</h1> {{ 1 + 1 }} @Model &lt;ya escapado&gt; 🕊");

    protected override string ContentFolder { get; } = Copy();

    protected override void Fill() => SampleReleases.Write(DataFolder);

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing && Directory.Exists(ContentFolder))
            Directory.Delete(ContentFolder, recursive: true);
    }

    private static string Copy()
    {
        var copy = Directory.CreateTempSubdirectory("amparo-content-").FullName;
        foreach (var name in new[] { "languages", "themes", "library", "vocabulary" })
        {
            Directory.CreateDirectory(Path.Combine(copy, name));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(SampleReleases.ContentFolder, name), "*.yaml"))
                File.Copy(file, Path.Combine(copy, name, Path.GetFileName(file)));
        }

        Directory.CreateDirectory(Path.Combine(copy, "replies"));
        Write("newer.yaml", new { country = "GT", from = From, date = "2026-12-02", language = "es", about = "page", text = Hostile });
        Write("older.yaml", new Dictionary<string, string>
        {
            ["country"] = "GT",
            ["from"] = "Secretariat",
            ["date"] = "2026-11-30",
            ["language"] = "en",
            ["about"] = "12",
            ["text"] = "One line.",
            ["translation-notice"] = "The Spanish text prevails.",
        });
        return copy;

        // JSON is YAML: a text comes back as it is, whatever it holds.
        void Write(string name, object reply) => File.WriteAllText(Path.Combine(copy, "replies", name), System.Text.Json.JsonSerializer.Serialize(reply));
    }
}
