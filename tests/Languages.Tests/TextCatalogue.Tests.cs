using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Languages.Tests;

public class TextCatalogueTests
{
    private const string Spanish = """
        home.title: Trata de personas
        home:
          hello: "Hola, {name}."
        records:
          zero: Ningún registro
          one: Un registro
          many: "{count} de registros"
          other: "{count} registros"
        braces: "{{literal}} {0}"
        """;

    private const string English = """
        $status: reviewed
        home.title: Trafficking in persons
        records:
          one: "{count} record"
          other: "{count} records"
        """;

    private static readonly TextCatalogue Catalogue =
        Read((Language.Spanish, Spanish), (Language.English, English), (Language.French, "home.title: Traite des personnes")).Value;

    [Fact]
    public void A_text_is_found_by_its_key_however_the_keys_are_nested()
    {
        Catalogue.Keys.ShouldBe(["braces", "home.hello", "home.title", "records"]);
        Catalogue.In(Language.English)["home.title"].ShouldBe("Trafficking in persons");
        Catalogue.In(Language.Spanish).Say("home.hello", new TextArgument("name", "Ana")).ShouldBe("Hola, Ana.");
    }

    [Fact]
    public void A_missing_translation_is_answered_in_Spanish_and_says_so()
    {
        var english = Catalogue.In(Language.English);
        english.Say("home.hello", new TextArgument("name", "Ana")).ShouldBe("Hola, Ana.");
        english.StatusOf("home.hello").ShouldBe(TranslationStatus.Missing);
        english.StatusOf("home.title").ShouldBe(TranslationStatus.Reviewed);
        Catalogue.In(Language.French).StatusOf("home.title").ShouldBe(TranslationStatus.Machine);
        Catalogue.In(Language.Spanish).StatusOf("home.title").ShouldBe(TranslationStatus.Reviewed);
        Catalogue.In(Language.HaitianCreole)["home.title"].ShouldBe("Trata de personas");
    }

    [Theory]
    [InlineData(0, "Ningún registro", "0 records")]
    [InlineData(1, "Un registro", "1 record")]
    [InlineData(2, "2 registros", "2 records")]
    [InlineData(2000000, "2\u00A0000\u00A0000 de registros", "2,000,000 records")]
    public void A_number_chooses_the_plural_form(int count, string spanish, string english)
    {
        Catalogue.In(Language.Spanish).Say("records", Catalogue.In(Language.Spanish).Count("count", count)).ShouldBe(spanish);
        Catalogue.In(Language.English).Say("records", Catalogue.In(Language.English).Count("count", count)).ShouldBe(english);
    }

    [Fact]
    public void A_Spanish_text_standing_in_takes_Spanish_plurals()
    {
        // French would take the singular for zero and one half; the Spanish sentence must not.
        Catalogue.In(Language.French).Say("records", new TextArgument("count", "0,5", 0.5m)).ShouldBe("0,5 registros");
    }

    [Fact]
    public void Doubled_braces_are_braces_and_numbers_may_name_placeholders() =>
        Catalogue.In(Language.Spanish).Say("braces", new TextArgument("0", "x")).ShouldBe("{literal} x");

    [Fact]
    public void What_an_argument_says_is_never_read_as_a_placeholder() => Catalogue.In(Language.Spanish)
        .Say("home.hello", new TextArgument("name", "{name} {0}")).ShouldBe("Hola, {name} {0}.");

    [Fact]
    public void An_unknown_key_and_a_placeholder_without_argument_are_the_callers_bug()
    {
        var texts = Catalogue.In(Language.Spanish);
        Should.Throw<ArgumentException>(() => texts["home.titel"]);
        Should.Throw<ArgumentException>(() => texts.StatusOf("home.titel"));
        Should.Throw<ArgumentException>(() => texts["home.hello"]);
        texts.Say("home.title", new TextArgument("unused", "x")).ShouldBe("Trata de personas");
    }

    [Theory]
    [InlineData("a: [1", "VOC-001")]
    [InlineData("- a", "VOC-007")]
    [InlineData("just text", "VOC-007")]
    [InlineData("a: x\n---\nb: y", "VOC-009")]
    [InlineData("a:\n  - x", "LNG-001")]
    [InlineData("a: x\na: y", "VOC-004")]
    [InlineData("a: &x y\nb: *x", "VOC-003")]
    [InlineData("a.b: x\na:\n  b: y", "LNG-002")]
    [InlineData("a: ''", "LNG-003")]
    [InlineData("a:", "LNG-003")]
    [InlineData("a: 'x {b'", "LNG-003")]
    [InlineData("a: 'x {} y'", "LNG-003")]
    [InlineData("a: 'x {b c} y'", "LNG-003")]
    [InlineData("a: 'x } y'", "LNG-003")]
    [InlineData("a:\n  other: x\n  few: y", "LNG-003")]
    [InlineData("a:\n  other: x\n  one: [y]", "LNG-003")]
    [InlineData("$status: perfect\na: x", "LNG-006")]
    public void A_stream_that_cannot_be_used_is_refused_with_its_reason(string yaml, string code)
    {
        var problem = Read((Language.Spanish, yaml)).Problems.ShouldHaveSingleItem();
        problem.Code.ShouldBe(code);
        problem.Subject.ShouldBe("texts.es.yaml");
        problem.Path.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_key_of_two_streams_of_one_language_is_refused() =>
        Read((Language.Spanish, "a: x"), (Language.Spanish, "a: y")).Problems.ShouldHaveSingleItem().ShouldBe(new Problem("LNG-002", "texts.es.yaml", "a"));

    [Fact]
    public void A_translation_needs_a_Spanish_text_with_the_same_placeholders()
    {
        Read((Language.Spanish, "a: x"), (Language.English, "b: y")).Problems.ShouldHaveSingleItem().ShouldBe(new Problem("LNG-004", "texts.en.yaml", "b"));
        Read((Language.Spanish, "a: '{x}'"), (Language.English, "a: y")).Problems.ShouldHaveSingleItem().ShouldBe(new Problem("LNG-005", "texts.en.yaml", "a"));
        Read((Language.Spanish, "a: x"), (Language.English, "a: '{y}'")).Problems.ShouldHaveSingleItem().ShouldBe(new Problem("LNG-005", "texts.en.yaml", "a"));
    }

    [Fact]
    public void All_problems_are_told_at_once_and_none_tells_a_text()
    {
        var problems = Read((Language.Spanish, "a: 'SECRET {'\nb: ''"), (Language.English, "c: SECRET")).Problems;
        problems.Select(problem => problem.Code).ShouldBe(["LNG-003", "LNG-003", "LNG-004"]);
        problems.ShouldAllBe(problem => !problem.ToString().Contains("SECRET", StringComparison.Ordinal));
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_key_and_the_stream_stays_open()
    {
        using var stream = new MemoryStream([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("a: á")]);
        TextCatalogue.Read([new TextSource("x", Language.Spanish, stream)]).Value.In(Language.Spanish)["a"].ShouldBe("á");
        stream.CanRead.ShouldBeTrue();
    }

    [Fact]
    public void A_stream_without_texts_or_without_UTF8_is_refused()
    {
        Read((Language.Spanish, "# nothing yet")).Problems.ShouldHaveSingleItem().Code.ShouldBe("VOC-009");
        TextCatalogue.Read([new TextSource("x", Language.Spanish, new MemoryStream([.. "a: "u8, 0xE9]))]).Problems.ShouldHaveSingleItem().Code.ShouldBe("VOC-016");
    }

    private static Outcome<TextCatalogue> Read(params (Language Language, string Yaml)[] sources) => TextCatalogue.Read(
        [.. sources.Select(source => new TextSource($"texts.{source.Language}.yaml", source.Language, new MemoryStream(Encoding.UTF8.GetBytes(source.Yaml))))]);
}
