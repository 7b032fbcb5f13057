using System.Text;
using Amparo.Vocabulary.Yaml;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Vocabulary.Tests;

public sealed class YamlReaderTests
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(2_000).WithReplay(20_261_123, 1);

    [Fact]
    public void Scalars_keep_their_spelling()
    {
        var map = Read("a: no\nb: 1.10\nc: 2020-01-01\nd:\ne: ~\n1: '#'\n").Value;

        map.Entries.Select(entry => $"{entry.Key.Value}={((YamlText)entry.Value).Value}")
            .ShouldBe(["a=no", "b=1.10", "c=2020-01-01", "d=", "e=~", "1=#"]);
    }

    [Fact]
    public void Lines_are_counted_from_one()
    {
        var map = Read("a: x\n\n# comment\nb:\n  - c\n  -  d\n").Value;

        map.Entries[1].Key.Line.ShouldBe(4);
        ((YamlList)map.Entries[1].Value).Items[1].Line.ShouldBe(6);
    }

    [Fact]
    public void An_alias_bomb_is_refused_at_its_first_anchor()
    {
        var bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 20; i++)
            bomb.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [*a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}, *a{i - 1}]\n");

        Read(bomb.ToString()).Problems.ShouldBe([new Problem(VocabularyProblems.AliasOrTag, "x.yaml", "line 1")]);
    }

    [Fact]
    public void A_deep_document_is_refused_before_it_can_exhaust_the_stack()
    {
        Read("a: " + new string('[', 5_000)).Problems.ShouldHaveSingleItem().Code
            .ShouldBeOneOf(VocabularyProblems.DocumentTooLarge, VocabularyProblems.NotYaml);
        Read("a: " + new string('[', 40) + new string(']', 40)).Problems.ShouldHaveSingleItem().Code.ShouldBe(VocabularyProblems.DocumentTooLarge);
        Read("a: " + new string('[', 20) + new string(']', 20)).Succeeded.ShouldBeTrue();
    }

    [Fact]
    public void A_document_of_too_many_parts_is_refused()
    {
        Read("a: [" + string.Concat(Enumerable.Repeat("x,", YamlReader.MostNodes)) + "]").Problems.ShouldHaveSingleItem().Code
            .ShouldBe(VocabularyProblems.DocumentTooLarge);
    }

    [Fact]
    public void A_document_that_is_too_long_is_refused_without_being_parsed()
    {
        Read(new string('#', YamlReader.LongestDocument + 1)).Problems
            .ShouldBe([new Problem(VocabularyProblems.DocumentTooLarge, "x.yaml")]);
    }

    [Fact]
    public void Bytes_that_are_no_UTF_8_are_refused()
    {
        using var reader = new StreamReader(new MemoryStream([0x61, 0x3A, 0x20, 0xE1, 0x0A]), new UTF8Encoding(false, throwOnInvalidBytes: true));

        YamlReader.Read(reader, "x.yaml").Problems.ShouldBe([new Problem(VocabularyProblems.NotUtf8, "x.yaml")]);
    }

    [Fact]
    public void Any_text_is_read_or_refused_and_never_throws()
    {
        // Pieces of YAML in any order come closer to the parser's corners than arbitrary letters do.
        var pieces = Gen.Elements("a", ":", " ", "\n", "- ", "[", "]", "{", "}", ",", "'", "\"", "#", "&a", "*a", "!", "|", ">", "?", "%", "---", "...",
            "\t", "\\", "\u0000", "\uFEFF", "ñ", "@", "`", "<<", "  ");

        Prop.ForAll(pieces.ListOf().ToArbitrary(), parts =>
        {
            var outcome = Read(string.Concat(parts));
            (outcome.Succeeded || outcome.Problems.Count > 0).ShouldBeTrue();
        }).Check(Config);
    }

    private static Outcome<YamlMap> Read(string text) => YamlReader.Read(new StringReader(text), "x.yaml");
}
