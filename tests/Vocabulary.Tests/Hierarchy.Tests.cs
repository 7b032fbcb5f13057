namespace Amparo.Vocabulary.Tests;

public sealed class HierarchyTests
{
    private const string Text = """
        id: country-to-area
        version: 1
        source: A book
        narrower: nation
        broader: area
        groups:
          north: [CA, US]
          south: [BR]
        outside: [AQ]
        """;

    private static readonly CodeListCatalogue Lists =
        CodeListCatalogue.Of([List("nation", "AQ", "BR", "CA", "US"), List("area", "north", "south"), List("world", "world")]).Value;

    [Fact]
    public void Codes_roll_up_and_down()
    {
        var hierarchy = Read(Text).Value;

        (hierarchy.Id, hierarchy.Version, hierarchy.Source).ShouldBe(("country-to-area", 1, "A book"));
        hierarchy.BroaderOf("US")!.Id.ShouldBe("north");
        hierarchy.BroaderOf("AQ").ShouldBeNull();
        hierarchy.NarrowerOf("north").Select(code => code.Id).ShouldBe(["CA", "US"]);
        hierarchy.Parents.ShouldBe([-1, 1, 0, 0]);
        Should.Throw<ArgumentException>(() => hierarchy.BroaderOf("us"));
        Should.Throw<ArgumentException>(() => hierarchy.NarrowerOf("US"));
    }

    [Fact]
    public void Two_steps_make_one_and_what_is_nowhere_stays_nowhere()
    {
        var area = Read(Text).Value;
        var world = new Hierarchy("area-to-world", 1, "Another book", (Lists["area"], Lists["world"]), [0, -1]);

        var both = area.Then(world);

        (both.Id, both.Source).ShouldBe(("nation-to-world", "A book; Another book"));
        both.Parents.ShouldBe([-1, -1, 0, 0]);
        Should.Throw<ArgumentException>(() => world.Then(area));
    }

    [Fact]
    public void One_parent_a_code_is_demanded_and_it_must_exist()
    {
        Should.Throw<ArgumentException>(() => new Hierarchy("h", 1, "s", (Lists["area"], Lists["world"]), [0]));
        Should.Throw<ArgumentException>(() => new Hierarchy("h", 1, "s", (Lists["area"], Lists["world"]), [0, 1]));
        Should.Throw<ArgumentException>(() => new Hierarchy("h", 1, "s", (Lists["area"], Lists["world"]), [0, -2]));
        Should.Throw<ArgumentOutOfRangeException>(() => new Hierarchy("h", 0, "s", (Lists["area"], Lists["world"]), [0, 0]));
    }

    [Theory]
    [InlineData("narrower: nation", "narrower: nations", VocabularyProblems.ListUnknown, "line 4: narrower")]
    [InlineData("broader: area", "broader: areas", VocabularyProblems.ListUnknown, "line 5: broader")]
    [InlineData("  south:", "  east:", VocabularyProblems.CodeUnknown, "line 8: area")]
    [InlineData("[BR]", "[BR, XX]", VocabularyProblems.CodeUnknown, "line 8: nation")]
    [InlineData("[BR]", "[BR, US]", VocabularyProblems.CodeTwice, "line 8: nation")]
    [InlineData("[AQ]", "[AQ, US]", VocabularyProblems.CodeTwice, "line 9: nation")]
    [InlineData("outside: [AQ]", "", VocabularyProblems.CodeNotPlaced, "line 1: AQ")]
    [InlineData("[BR]", "BR", VocabularyProblems.WrongShape, "line 8: groups")]
    [InlineData("outside", "without", VocabularyProblems.UnknownKey, "line 9: without")]
    [InlineData("source: A book\n", "", VocabularyProblems.KeyMissing, "line 1: source")]
    public void What_is_wrong_is_said_with_its_line(string was, string becomes, string code, string path)
    {
        Read(Text.Replace(was, becomes, StringComparison.Ordinal)).Problems
            .ShouldContain(new Problem(code, "country-to-area.yaml", path));
    }

    private static Outcome<Hierarchy> Read(string text) => HierarchyReader.Read(new StringReader(text), "country-to-area.yaml", Lists);

    private static CodeList List(string id, params string[] codes) => new(
        id, 1, LocalizedText.Same(id), "test",
        [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>(StringComparer.Ordinal)))]);
}
