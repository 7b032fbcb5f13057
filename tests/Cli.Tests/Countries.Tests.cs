using System.Text.Json;

namespace Amparo.Cli.Tests;

/// <summary>The profiles of the countries, as an office looks at them.</summary>
public sealed class CountriesTests
{
    [Fact]
    public void All_nine_are_checked_and_listed()
    {
        var run = AmparoProcess.RunIn("en", "countries");

        run.Exit.ShouldBe(0, run.Error);
        var lines = run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        lines.Length.ShouldBe(9);
        lines.ShouldAllBe(line => line.Contains("24 months, proposed by the coalition: not the law", StringComparison.Ordinal) && line.Contains("no hotline confirmed", StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith("GT  Guatemala ", StringComparison.Ordinal) && line.Contains("22 places", StringComparison.Ordinal));
    }

    [Fact]
    public void One_is_shown_with_the_source_of_each_body()
    {
        AmparoProcess.Run("countries", "gt").Output.ShouldContain("Ministerio Público (MP)");
        using var json = JsonDocument.Parse(AmparoProcess.Run("countries", "GT", "--json").Output);
        var profile = json.RootElement.GetProperty("result");
        profile.GetProperty("hotline").ValueKind.ShouldBe(JsonValueKind.Null);
        profile.GetProperty("law").GetBoolean().ShouldBeFalse();
        var bodies = profile.GetProperty("bodies").EnumerateArray().ToArray();
        bodies.Length.ShouldBe(5);
        bodies.ShouldAllBe(body => body.GetProperty("source").GetString()!.Length > 0);
        bodies.Count(body => body.GetProperty("kind").ValueKind == JsonValueKind.Null).ShouldBe(1);
    }

    [Fact]
    public void A_country_that_is_not_there_is_refused_with_those_that_are()
    {
        var run = AmparoProcess.Run("countries", "XX");
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-040 ");
        run.Error.ShouldContain("BZ CR DO GT HN MX NI PA SV");
    }

    [Fact]
    public void An_installations_own_profiles_are_checked_and_countries_without_one_are_named()
    {
        using var work = new Workspace();
        var content = work.At("content");
        Workspace.Copy(Path.Combine(AmparoProcess.Root, "content"), content);
        File.Delete(Path.Combine(content, "countries", "hn.yaml"));
        AmparoProcess.RunWith(("AMPARO_CONTENT", content), "countries").Output.TrimEnd().ShouldEndWith("Sin perfil, con los valores de la coalición: HN");

        File.AppendAllText(Path.Combine(content, "countries", "gt.yaml"), "capital: X\n");
        var run = AmparoProcess.RunWith(("AMPARO_CONTENT", content), "countries");
        run.Exit.ShouldBe(3);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("VOC-005 ");
        run.Error.ShouldContain("countries/gt.yaml");
    }
}
