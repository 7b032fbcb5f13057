namespace Amparo.Vocabulary.Tests;

public sealed class CodeListReaderTests
{
    private const string Sex = """
        id: sex
        version: 2
        title: { es: Sexo, en: Sex, fr: Sexe }
        source: A book
        translation: { es: reviewed, en: reviewed, fr: machine }
        codes:
          - id: female
            name: { es: Mujer, en: Female, fr: Femme }
            equivalents: { htcds: Feminine, glotip: Female }
          - { id: male, name: { es: Hombre } }
          - { id: "9", name: Nueve, spellings: { fr: neuf, es: [nueve, 9.0] } }
        """;

    [Fact]
    public void A_list_is_read_with_names_statuses_and_equivalents()
    {
        var list = Read(Sex).Value;

        (list.Id, list.Version, list.Source).ShouldBe(("sex", 2, "A book"));
        list.Title[Language.French].ShouldBe("Sexe");
        list.Codes.Select(code => code.Id).ShouldBe(["female", "male", "9"]);
        var female = list.Find("female")!;
        female.Name.StatusOf(Language.French).ShouldBe(TranslationStatus.Machine);
        female.Name.StatusOf(Language.HaitianCreole).ShouldBe(TranslationStatus.Missing);
        female.Equivalents.ShouldBe(new Dictionary<string, string>(StringComparer.Ordinal) { ["htcds"] = "Feminine", ["glotip"] = "Female" });
        list.Find("male")!.Name[Language.English].ShouldBe("Hombre");
    }

    [Fact]
    public void A_plain_name_is_the_same_in_every_language()
    {
        var name = Read(Sex).Value.Find("9")!.Name;

        name[Language.HaitianCreole].ShouldBe("Nueve");
        name.StatusOf(Language.HaitianCreole).ShouldBe(TranslationStatus.Reviewed);
    }

    [Fact]
    public void Further_spellings_are_read_as_one_list_or_by_language_and_kept_together()
    {
        Read(Sex).Value.Find("9")!.Spellings.ShouldBe(["nueve", "9.0", "neuf"]);
        Read(Sex.Replace("{ fr: neuf, es: [nueve, 9.0] }", "[nine]", StringComparison.Ordinal)).Value.Find("9")!.Spellings.ShouldBe(["nine"]);
        Read(Sex).Value.Find("male")!.Spellings.ShouldBeEmpty();
    }

    [Fact]
    public void A_list_says_which_list_it_extends()
    {
        Read(Sex).Value.Extends.ShouldBeNull();
        Read(Sex.Replace("version: 2", "version: 2\nextends: gender", StringComparison.Ordinal)).Value.Extends.ShouldBe("gender");
    }

    [Theory]
    [InlineData("id: sex", "id: _T", VocabularyProblems.IdNotAllowed, "line 1: id")]
    [InlineData("id: sex", "id: a b", VocabularyProblems.IdNotAllowed, "line 1: id")]
    [InlineData("id: sex", "id: a--b", VocabularyProblems.IdNotAllowed, "line 1: id")]
    [InlineData("id: sex", "id: ''", VocabularyProblems.KeyMissing, "line 1: id")]
    [InlineData("id: sex", "id: [sex]", VocabularyProblems.WrongShape, "line 1: id")]
    [InlineData("version: 2", "version: 0", VocabularyProblems.ValueNotAllowed, "line 2: version")]
    [InlineData("version: 2", "version: two", VocabularyProblems.ValueNotAllowed, "line 2: version")]
    [InlineData("version: 2", "version: 99999999999", VocabularyProblems.ValueNotAllowed, "line 2: version")]
    [InlineData("version: 2", "Version: 2", VocabularyProblems.KeyMissing, "line 1: version")]
    [InlineData("es: Sexo, ", "", VocabularyProblems.SpanishMissing, "line 3: title")]
    [InlineData("es: Sexo", "es: ' '", VocabularyProblems.KeyMissing, "line 3: title.es")]
    [InlineData("fr: Sexe", "ht: Sèks", VocabularyProblems.StatusMissing, "line 3: title.ht")]
    [InlineData("fr: Sexe", "de: Geschlecht", VocabularyProblems.UnknownKey, "line 3: de")]
    [InlineData("fr: machine", "fr: perfect", VocabularyProblems.ValueNotAllowed, "line 5: translation.fr")]
    [InlineData("id: male", "id: female", VocabularyProblems.CodeTwice, "line 10: codes")]
    [InlineData("htcds: Feminine", "hctds: Feminine", VocabularyProblems.UnknownKey, "line 9: hctds")]
    [InlineData("  - { id: male, name: { es: Hombre } }", "  - male", VocabularyProblems.WrongShape, "line 10: codes")]
    [InlineData("  - { id: male, name: { es: Hombre } }", "  - { id: male }", VocabularyProblems.KeyMissing, "line 10: name")]
    [InlineData("{ fr: neuf, es: [nueve, 9.0] }", "neuf", VocabularyProblems.WrongShape, "line 11: spellings")]
    [InlineData("{ fr: neuf, es: [nueve, 9.0] }", "[neuf, ' ']", VocabularyProblems.KeyMissing, "line 11: spellings")]
    [InlineData("fr: neuf", "de: neun", VocabularyProblems.UnknownKey, "line 11: de")]
    [InlineData("source: A book", "source: A book\nextends: a b", VocabularyProblems.IdNotAllowed, "line 5: extends")]
    [InlineData("source: A book", "source: A book\nsource: B", VocabularyProblems.KeyTwice, "line 5")]
    [InlineData("source: A book", "source: &a A book", VocabularyProblems.AliasOrTag, "line 4")]
    [InlineData("source: A book", "source: *a", VocabularyProblems.AliasOrTag, "line 4")]
    [InlineData("source: A book", "source: !!str A book", VocabularyProblems.AliasOrTag, "line 4")]
    [InlineData("source: A book", "source: \"A book", VocabularyProblems.NotYaml, null)]
    [InlineData("source: A book", "source: @A", VocabularyProblems.NotYaml, "line 4")]
    [InlineData("source: A book", "? [a]\n: b", VocabularyProblems.WrongShape, "line 4")]
    public void What_is_wrong_is_said_with_its_line(string was, string becomes, string code, string? path)
    {
        var problems = Read(Sex.Replace(was, becomes, StringComparison.Ordinal)).Problems;

        problems.ShouldContain(problem => problem.Code == code && problem.Subject == "sex.yaml" && (path == null || problem.Path == path));
        problems.ShouldAllBe(problem => problem.Path.StartsWith("line ", StringComparison.Ordinal));
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once()
    {
        Read("id: a b\nversion: x\ncodes: []\nmore: 1\n").Problems.Select(problem => problem.Code).ShouldBe(
        [
            VocabularyProblems.IdNotAllowed, VocabularyProblems.ValueNotAllowed, VocabularyProblems.KeyMissing, VocabularyProblems.KeyMissing,
            VocabularyProblems.KeyMissing, VocabularyProblems.WrongShape, VocabularyProblems.UnknownKey,
        ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing\n")]
    [InlineData("---\nid: a\n---\nid: b\n")]
    public void One_document_is_expected(string text)
    {
        Read(text).Problems.ShouldHaveSingleItem().Code.ShouldBe(VocabularyProblems.NotOneDocument);
    }

    [Theory]
    [InlineData("- a\n")]
    [InlineData("just text\n")]
    public void The_document_is_a_mapping(string text)
    {
        Read(text).Problems.ShouldBe([new Problem(VocabularyProblems.WrongShape, "sex.yaml", "line 1")]);
    }

    private static Outcome<CodeList> Read(string text) => CodeListReader.Read(new StringReader(text), "sex.yaml");
}
