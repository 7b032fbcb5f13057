using System.Text.Json;

namespace Amparo.Cli.Tests;

public sealed class WrongUseTests
{
    [Theory]
    [InlineData("CLI-001")]
    [InlineData("CLI-001", "unknown")]
    [InlineData("CLI-002", "check")]
    [InlineData("CLI-002", "check", "--mapping")]
    [InlineData("CLI-002", "check", "--nonsense", "x.csv")]
    [InlineData("CLI-002", "check", "x.csv", "-v")]
    [InlineData("CLI-002", "check", "x.csv", "--language", "de")]
    [InlineData("CLI-002", "check", "--json", "x.json")]
    [InlineData("CLI-002", "map", "--nonsense", "--out", "y.csv")]
    [InlineData("CLI-002", "release", "x.csv", "--nonsense", "--out", "y")]
    [InlineData("CLI-002", "link", "--nonsense")]
    [InlineData("CLI-004", "check", "x.csv", "--report", "/nowhere/at/all/r.html")]
    [InlineData("CLI-002", "demo-data", "--seed", "1", "--persons", "many", "--out", "x")]
    [InlineData("CLI-002", "demo-data", "--persons", "0", "--out", "x")]
    [InlineData("CLI-002", "demo", "--persons", "10", "--nonsense")]
    [InlineData("CLI-002", "map")]
    [InlineData("CLI-002", "release", "x.csv")]
    [InlineData("CLI-002", "publish", "x")]
    [InlineData("CLI-002", "publish", "x", "--out", "y", "--language", "de")]
    [InlineData("CLI-009", "serve")]
    [InlineData("CLI-009", "test")]
    [InlineData("CLI-002", "link")]
    [InlineData("CLI-003", "link", "a.csv", "b.csv")]
    [InlineData("CLI-003", "estimate", "a.csv")]
    [InlineData("CLI-002", "backup", "--data", "x")]
    [InlineData("CLI-004", "backup", "--data", "/nowhere/at/all", "--to", "x.backup", "--key", "k")]
    [InlineData("CLI-003", "restore", "--from", "/nowhere.backup", "--data", "x", "--key", "k")]
    [InlineData("CLI-002", "audit")]
    [InlineData("CLI-002", "audit", "verify")]
    [InlineData("CLI-004", "audit", "verify", "--data", "/nowhere/at/all")]
    [InlineData("CLI-002", "keys")]
    [InlineData("CLI-002", "keys", "rewrap")]
    [InlineData("CLI-002", "keys", "show", "--data", "x", "--nonsense")]
    [InlineData("CLI-004", "keys", "renew", "--data", "/nowhere/at/all")]
    public void Wrong_use_is_one_line_and_exit_2(string code, params string[] arguments)
    {
        var run = AmparoProcess.Run(arguments);
        run.Exit.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
    }

    [Theory]
    [InlineData()]
    [InlineData("unknown")]
    [InlineData("check")]
    [InlineData("link")]
    [InlineData("publish", "/nowhere/at/all", "--out", "/tmp/y")]
    public void Json_is_one_object_also_when_there_is_nothing_good_to_say(params string[] arguments)
    {
        var run = AmparoProcess.Run([.. arguments, "--json"]);
        using var json = JsonDocument.Parse(run.Output);
        json.RootElement.GetProperty("exit").GetInt32().ShouldBe(run.Exit);
        var problem = json.RootElement.GetProperty("problems").EnumerateArray().ShouldHaveSingleItem();
        run.ErrorLines.ShouldHaveSingleItem().ShouldBe(problem.GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("unknown")]
    [InlineData("demo", "--persons")]
    [InlineData("demo", "--nonsense")]
    [InlineData("serve", "--nonsense=1")]
    [InlineData("test", "--nonsense")]
    public void The_launcher_refuses_wrong_use_before_it_builds_anything(params string[] arguments)
    {
        var run = AmparoProcess.RunLauncher("es", arguments);
        run.Exit.ShouldBe(2);
        run.Output.ShouldBeEmpty();
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-002 ");
    }
}
