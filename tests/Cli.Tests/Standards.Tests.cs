using System.Text.Json;

namespace Amparo.Cli.Tests;

public sealed class StandardsTests
{
    [Fact]
    public void Standards_are_listed_with_how_many_fields_they_have()
    {
        var run = AmparoProcess.RunIn("en", "standards");

        run.Exit.ShouldBe(0);
        run.Output.Split('\n').ShouldContain(line => line.StartsWith("htcds-2-0 ", StringComparison.Ordinal) && line.Contains("93 fields", StringComparison.Ordinal));
        run.Output.Split('\n').ShouldContain(line => line.StartsWith("ic-tip ", StringComparison.Ordinal) && line.Contains("(provisional)", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("htcds-2-0", 93)]
    [InlineData("htcds-2.0", 93)]
    [InlineData("ctdc-kanon-2020", 63)]
    [InlineData("ctdc-synthetic-2024", 27)]
    [InlineData("ctdc-victim-perpetrator-2022", 16)]
    [InlineData("glotip-country-year", 13)]
    public void The_fields_of_a_standard_are_shown(string id, int fields)
    {
        using var json = JsonDocument.Parse(AmparoProcess.Run("standards", id, "--json").Output);
        json.RootElement.GetProperty("result").GetProperty("fields").GetArrayLength().ShouldBe(fields);

        AmparoProcess.Run("standards", id).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeGreaterThan(fields);
    }

    [Fact]
    public void A_crosswalk_is_shown_with_the_relation_of_each_line_and_counted()
    {
        var run = AmparoProcess.RunIn("en", "crosswalk", "ctdc-kanon-2020", "ctdc-synthetic-2024");

        run.Exit.ShouldBe(0);
        var lines = run.Output.Split('\n').Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries))).ToList();
        lines.ShouldContain("ctdc63-gender:Male exact ctdc27-gender:Man");
        lines.ShouldContain("ctdc63-means:meansOfControlThreats narrower ctdc27-means:meansThreats");
        lines.ShouldContain(line => line.StartsWith("From ctdc-kanon-2020 to ctdc-synthetic-2024: broader ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_crosswalk_is_written_as_csv_and_over_an_earlier_one_only()
    {
        using var workspace = new Workspace();
        var file = workspace.At("crosswalk.csv");

        AmparoProcess.Run("crosswalk", "htcds-2.0", "glotip-country-year", "--csv", file).Exit.ShouldBe(0);
        var lines = File.ReadAllLines(file);
        lines[0].ShouldBe("kind,list,from,relation,to_list,to,via,reason");
        lines.ShouldContain(line => line.StartsWith("code,htcds-type-of-exploitation,OrganRemoval,narrower,glotip-form,other,", StringComparison.Ordinal));
        AmparoProcess.Run("crosswalk", "htcds-2.0", "iccs-0204", "--csv", file).Exit.ShouldBe(0);

        var notes = workspace.At("notes.csv");
        File.WriteAllText(notes, "mine\n");
        var run = AmparoProcess.Run("crosswalk", "htcds-2.0", "iccs-0204", "--csv", notes);
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-029 ");
        File.ReadAllText(notes).ShouldBe("mine\n");
        AmparoProcess.Run("crosswalk", "htcds-2.0", "iccs-0204", "--csv", workspace.Root).Exit.ShouldBe(2);
    }

    [Theory]
    [InlineData("standards", "nobody")]
    [InlineData("crosswalk", "htcds-2.0", "nobody")]
    [InlineData("crosswalk", "../htcds", "iccs-0204")]
    public void A_standard_that_nobody_knows_is_one_line(params string[] arguments)
    {
        var run = AmparoProcess.Run(arguments);
        run.Exit.ShouldBe(3);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("VOC-060 ");
    }
}
