using Amparo.Languages.Rules;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Rules;
using Amparo.Vocabulary.Screening;
using NodaTime;

namespace Amparo.Languages.Tests.Rules;

/// <summary>What is said in each language, over every value of every element.</summary>
public sealed class RuleSentencesTests
{
    private static readonly string Content = FindContent();

    private static readonly CodeListCatalogue Lists = ReadLists();

    private static readonly RuleVocabulary Words = RuleVocabulary.Of(Lists).Value;

    private static readonly TextCatalogue Catalogue = TextCatalogue.Read([.. Language.All.Select(language => new TextSource(
        $"rules.{language.Code}.yaml", language,
        new MemoryStream(File.ReadAllBytes(Path.Combine(Content, "languages", $"rules.{language.Code}.yaml")))))]).Value;

    public static TheoryData<string> Codes => [.. Language.All.Select(language => language.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_text_and_every_name_is_there_with_an_honest_status(string code)
    {
        var language = Language.Find(code)!;
        var expected = code is "es" or "en" ? TranslationStatus.Reviewed : TranslationStatus.Machine;
        Catalogue.Keys.Count.ShouldBeGreaterThan(40);
        Catalogue.Keys.ShouldAllBe(key => Catalogue.In(language).StatusOf(key) == expected);
        foreach (var element in Words.Elements)
        {
            element.Name.StatusOf(language).ShouldBe(expected, element.Id);
            element.Codes.ShouldAllBe(one => one.Name.StatusOf(language) == expected);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_combination_of_elements_is_explained_in_whole_sentences_without_open_places(string code)
    {
        var sentences = new RuleSentences(Catalogue.In(Language.Find(code)!), Words);
        var caution = Catalogue.In(Language.Find(code)!)["rules.not-a-verdict"];
        string[] act = ["", "!act", "act.recruitment", "act"], means = ["", "!means", "means.deception means.force"];
        string[] purpose = ["", "!purpose", "purpose.organ-removal", "purpose.forced-begging"], age = ["", "age=17", "age=18"];
        string[] rest = ["", "consent", "crossing !crossing medical-actor organ-commerce !exploitation", "!crossing consent",
            "crossing irregular-entry !national-or-resident procurement benefit.financial document document-for-smuggling stay"];
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var words in from a in act from m in means from p in purpose from g in age from r in rest select $"{a} {m} {p} {g} {r}")
        {
            var statements = Case(words);
            var (trafficking, smuggling) = (PalermoRule.Apply(statements, Words), SmugglingRule.Apply(statements, Words));
            foreach (var text in new[]
            {
                sentences.Explain(trafficking), sentences.Explain(smuggling),
                sentences.Explain(new EventAssessment(new LocalDate(2024, 3, 11), trafficking, smuggling)),
            })
            {
                text.ShouldEndWith(caution);
                text.ShouldNotContain("{");
                text.ShouldNotContain("}");
                text.ShouldNotContain("rules.");
                text.ShouldNotContain("  ");
                text.ShouldNotContain("()");
                text.ShouldNotContain(": .");
                char.IsUpper(text[0]).ShouldBeTrue();
                seen.Add(text);
            }
        }

        seen.Count.ShouldBe(483);
    }

    [Fact]
    public void The_three_answers_are_worded_apart()
    {
        Explain("en", "act.recruitment means.deception purpose.forced-labour").ShouldStartWith(
            "On the recorded statements the elements of trafficking in persons are met (Palermo Protocol, article 3): "
            + "there was an act (recruitment), a means (deception) and a purpose (forced labour or services).");
        Explain("es", "act.recruitment !means purpose.forced-labour age=18").ShouldStartWith(
            "Según las declaraciones registradas no se cumplen los elementos de la trata de personas (Protocolo de Palermo, artículo 3): "
            + "la persona tenía 18 años o más y no se usó ningún medio.");
        Explain("fr", "act.recruitment !means purpose.forced-labour").ShouldContain("il reste à savoir : si la personne avait moins de 18 ans.");
        Explain("ht", "act.recruitment purpose.forced-labour age=17").ShouldContain("moun nan te gen mwens pase 18 an");
    }

    [Theory]
    [InlineData("es", "responsabilidad penal")]
    [InlineData("en", "criminal liability")]
    [InlineData("fr", "pénalement responsable")]
    [InlineData("ht", "responsablite penal")]
    public void The_migrant_is_always_said_not_to_be_liable(string code, string words)
    {
        foreach (var one in new[] { "", "crossing", "!crossing", "crossing irregular-entry !national-or-resident procurement benefit" })
            new RuleSentences(Catalogue.In(Language.Find(code)!), Words).Explain(SmugglingRule.Apply(Case(one), Words)).ShouldContain(words);
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void No_text_calls_anybody_guilty_or_settles_who_is_a_victim(string code)
    {
        string[] words = ["culpable", "guilty", "coupable", "koupab", "víctima", "victim", "viktim"];
        foreach (var key in Catalogue.Keys)
        {
            var arguments = new[] { "acts", "means", "purposes", "reasons", "elements", "date", "set", "positive", "dimension", "strong", "medium", "weak", "no", "unknown", "not-asked" }
                .Select(name => new TextArgument(name, "x")).ToArray();
            var text = Catalogue.In(Language.Find(code)!).Say(key, arguments);
            words.ShouldAllBe(word => !text.Contains(word, StringComparison.OrdinalIgnoreCase), key);
        }
    }

    [Theory]
    [MemberData(nameof(Codes))]
    public void A_screening_is_explained_by_its_counts_and_says_that_it_is_no_status(string code)
    {
        var texts = Catalogue.In(Language.Find(code)!);
        foreach (var file in Directory.GetFiles(Path.Combine(Content, "screening"), "*.yaml"))
        {
            using var reader = new StreamReader(file);
            var set = IndicatorSetReader.Read(reader, Path.GetFileName(file), Lists).Value;
            var all = set.Dimensions.SelectMany(dimension => dimension.Indicators.Select(one => new IndicatorPlace(dimension.Code.Id, one.Code.Id))).ToArray();
            foreach (var answers in new[] { [], all.ToDictionary(place => place, _ => Answer.Yes), all.ToDictionary(place => place, _ => Answer.No) })
            {
                var text = new RuleSentences(texts, Words).Explain(ScreeningScore.Of(set, answers).Value);
                text.ShouldEndWith(texts["rules.screening.not-a-status"]);
                text.ShouldContain(texts["rules.screening.provisional"]);
                text.Contains(texts["rules.screening.incomplete"], StringComparison.Ordinal).ShouldBe(!set.IsComplete);
                text.ShouldNotContain("{");
            }
        }
    }

    private static string Explain(string code, string words) =>
        new RuleSentences(Catalogue.In(Language.Find(code)!), Words).Explain(PalermoRule.Apply(Case(words), Words));

    private static CaseStatements Case(string words)
    {
        var all = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToLookup(word => word.StartsWith("age=", StringComparison.Ordinal));
        return new CaseStatements("case", null,
            [.. all[false].Select(word => new Statement(
                Words.FindQuestion(word.TrimStart('!')).ShouldNotBeNull(word), word[0] == '!' ? Answer.No : Answer.Yes, Evidence.Unrecorded))],
            [.. all[true].Select(word => AgeStatement.OfYears(word == "age=17" ? (17, 17) : (18, 18), Evidence.Unrecorded))]);
    }

    private static CodeListCatalogue ReadLists() => CodeListCatalogue.Of(
        Directory.GetFiles(Path.Combine(Content, "vocabulary"), "*.yaml").Order(StringComparer.Ordinal).Select(file =>
        {
            using var reader = new StreamReader(file);
            return CodeListReader.Read(reader, Path.GetFileName(file)).Value;
        })).Value;

    private static string FindContent()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
            folder = folder.Parent;
        return Path.Combine(folder.ShouldNotBeNull().FullName, "content");
    }
}
