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
}
