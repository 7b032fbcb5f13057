namespace Amparo.Cli.Tests;

public sealed class HelpTests
{
    public static TheoryData<string, string> VerbsInBothLanguages()
    {
        var data = new TheoryData<string, string>();
        foreach (var verb in VerbTable.Verbs)
        {
            data.Add(verb, "es");
            data.Add(verb, "en");
        }

        return data;
    }

    [Fact]
    public void There_are_exactly_the_promised_verbs() =>
        VerbTable.Verbs.ShouldBe(
            ["demo", "serve", "test", "demo-data", "check", "map", "export", "classify", "share", "encode", "link", "estimate", "release", "publish", "countries", "standards", "crosswalk", "official", "backup", "restore", "audit", "database", "keys"]);

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public void Help_lists_every_verb_with_its_line(string language)
    {
        var help = AmparoProcess.RunIn(language, "--help");
        help.Exit.ShouldBe(0);
        foreach (var verb in VerbTable.Verbs)
            OneLine(help.Output).ShouldContain(OneLine(VerbTable.LineOf(verb, language)));
    }

    [Theory]
    [InlineData("es")]
    [InlineData("en")]
    public void The_launcher_lists_every_verb_with_the_same_line(string language)
    {
        var help = AmparoProcess.RunLauncher(language, "--help");
        help.Exit.ShouldBe(0);
        var lines = help.Output.Split('\n').Select(OneLine).ToList();
        foreach (var verb in VerbTable.Verbs)
            lines.ShouldContain(OneLine($"{verb} {VerbTable.LineOf(verb, language)}"));
    }

    [Theory]
    [MemberData(nameof(VerbsInBothLanguages))]
    public void Every_verb_explains_itself(string verb, string language)
    {
        var help = AmparoProcess.RunIn(language, verb, "--help");
        help.Exit.ShouldBe(0);
        help.Error.ShouldBeEmpty();
        OneLine(help.Output).ShouldContain(OneLine(VerbTable.LineOf(verb, language)));
        help.Output.ShouldContain("--json");
        var explained = string.Concat(PartsOf(verb).Select(part => AmparoProcess.RunIn(language, verb, part, "--help").Output).Prepend(help.Output));
        foreach (var option in VerbTable.OptionsOf(verb))
            explained.ShouldContain(option);
    }

    [Theory]
    [InlineData("es_GT.UTF-8", false)]
    [InlineData("fr_FR.UTF-8", false)]
    [InlineData("C", false)]
    [InlineData("en_US.UTF-8", true)]
    [InlineData("en", true)]
    public void English_is_spoken_to_those_who_ask_for_it_and_Spanish_to_all_others(string language, bool english)
    {
        AmparoProcess.RunIn(language, "--help").Output.Contains("Usage:", StringComparison.Ordinal).ShouldBe(english);
        AmparoProcess.RunLauncher(language, "--help").Output.Contains("Usage:", StringComparison.Ordinal).ShouldBe(english);
    }

    // A verb of which only the parts do anything leaves its options to them.
    private static string[] PartsOf(string verb) => verb switch
    {
        "audit" => ["verify", "checkpoint"],
        "keys" => ["show", "renew", "new-master", "rewrap", "forget-masters"],
        _ => [],
    };

    // Help wraps long lines; the words are what counts.
    private static string OneLine(string text) => string.Join(' ', text.Split(default(char[]), StringSplitOptions.RemoveEmptyEntries));
}
