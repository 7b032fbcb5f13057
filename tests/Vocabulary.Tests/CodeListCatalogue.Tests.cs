namespace Amparo.Vocabulary.Tests;

public sealed class CodeListCatalogueTests
{
    [Fact]
    public void Lists_are_found_by_their_id_and_listed_in_ordinal_order()
    {
        var catalogue = CodeListCatalogue.Of([List("sex"), List("form")]).Value;

        catalogue["sex"].Id.ShouldBe("sex");
        catalogue.Find("Sex").ShouldBeNull();
        catalogue.Find(null).ShouldBeNull();
        catalogue.Lists.Select(list => list.Id).ShouldBe(["form", "sex"]);
        Should.Throw<ArgumentException>(() => catalogue["year"]);
    }

    [Fact]
    public void Two_lists_of_one_id_are_refused()
    {
        CodeListCatalogue.Of([List("sex"), List("form"), List("sex")]).Problems.ShouldBe([new Problem(VocabularyProblems.ListTwice, "sex")]);
    }

    [Fact]
    public void A_list_that_extends_another_holds_its_codes_first_whatever_the_order_of_the_files()
    {
        var catalogue = CodeListCatalogue.Of([Extending("c", "b", "3"), Extending("b", "a", "2"), Coded("a", "1")]).Value;

        catalogue["c"].Codes.Select(code => code.Id).ShouldBe(["1", "2", "3"]);
        catalogue["c"].PositionOf("3").ShouldBe(2);
        catalogue["c"].Extends.ShouldBeNull();
        catalogue["b"].Codes.Select(code => code.Id).ShouldBe(["1", "2"]);
        catalogue["a"].Codes.Select(code => code.Id).ShouldBe(["1"]);
    }

    [Fact]
    public void Spellings_come_along_with_the_codes_of_an_extended_list()
    {
        var code = Coded("a", "1").Codes[0] with { Spellings = ["one"] };
        var list = new CodeList("a", 1, LocalizedText.Same("a"), "test", [code]);

        CodeListCatalogue.Of([list, Extending("b", "a", "2")]).Value["b"].Find("1")!.Spellings.ShouldBe(["one"]);
    }

    [Fact]
    public void A_code_does_not_change_when_its_maker_changes_the_spellings_it_was_made_from()
    {
        var spellings = new List<string> { "one" };
        var code = Coded("a", "1").Codes[0] with { Spellings = spellings };

        spellings[0] = "somebody's name";

        code.Spellings.ShouldBe(["one"]);
    }

    [Fact]
    public void Lists_that_extend_nothing_known_or_one_another_are_refused()
    {
        CodeListCatalogue.Of([Extending("b", "a", "2")]).Problems.ShouldBe([new Problem(VocabularyProblems.ListUnknown, "b", "a")]);
        CodeListCatalogue.Of([Extending("a", "a", "1")]).Problems.ShouldBe([new Problem(VocabularyProblems.ListExtendsItself, "a")]);
        CodeListCatalogue.Of([Extending("a", "b", "1"), Extending("b", "a", "2"), Extending("c", "a", "3")]).Problems.ShouldBe(
        [
            new Problem(VocabularyProblems.ListExtendsItself, "a"), new Problem(VocabularyProblems.ListExtendsItself, "b"),
            new Problem(VocabularyProblems.ListExtendsItself, "c"),
        ]);
    }

    [Fact]
    public void A_code_that_the_extended_list_has_already_is_refused()
    {
        CodeListCatalogue.Of([Coded("a", "1", "2"), Extending("b", "a", "2")]).Problems
            .ShouldBe([new Problem(VocabularyProblems.CodeTwice, "b", "2")]);
    }

    [Theory]
    [InlineData("a", true)]
    [InlineData("18-plus", true)]
    [InlineData("GT", true)]
    [InlineData("_T", false)]
    [InlineData("-a", false)]
    [InlineData("a-", false)]
    [InlineData("a--b", false)]
    [InlineData("a.b", false)]
    [InlineData("ñ", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Ids_are_letters_digits_and_single_hyphens(string? text, bool valid)
    {
        ContentId.IsValid(text).ShouldBe(valid);
    }

    [Fact]
    public void Ids_have_at_most_sixty_characters()
    {
        ContentId.IsValid(new string('a', 60)).ShouldBeTrue();
        ContentId.IsValid(new string('a', 61)).ShouldBeFalse();
    }

    [Fact]
    public void Sentences_are_read_by_problem_code()
    {
        var sentences = ProblemSentences.Read(new StringReader("REC-001: The file is empty.\n"), "problems.en.yaml").Value;

        sentences["REC-001"].ShouldBe("The file is empty.");
    }

    [Theory]
    [InlineData("REC-1: x\n", VocabularyProblems.NotAProblemCode)]
    [InlineData("rec-001: x\n", VocabularyProblems.NotAProblemCode)]
    [InlineData("REC-001:\n", VocabularyProblems.KeyMissing)]
    [InlineData("REC-001: [a]\n", VocabularyProblems.WrongShape)]
    [InlineData("REC-001: a\nREC-001: b\n", VocabularyProblems.KeyTwice)]
    public void Sentences_without_a_proper_code_are_refused(string text, string code)
    {
        ProblemSentences.Read(new StringReader(text), "problems.en.yaml").Problems.ShouldHaveSingleItem().Code.ShouldBe(code);
    }

    private static CodeList List(string id) =>
        new(id, 1, LocalizedText.Same(id), "test", [new Code("a", LocalizedText.Same("A"), new Dictionary<string, string>(StringComparer.Ordinal))]);

    private static CodeList Extending(string id, string extended, string code) =>
        new(id, 1, LocalizedText.Same(id), "test", Coded(id, code).Codes) { Extends = extended };

    private static CodeList Coded(string id, params string[] codes) => new(
        id, 1, LocalizedText.Same(id), "test",
        [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>(StringComparer.Ordinal)))]);
}
