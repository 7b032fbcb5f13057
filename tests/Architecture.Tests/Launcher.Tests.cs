namespace Amparo.Architecture.Tests;

/// <summary>What a server checks and what a developer sees are one thing.</summary>
public sealed class LauncherTests
{
    [Fact]
    public void The_server_calls_the_test_command_and_nothing_else()
    {
        var commands = Repository.Read(".ci/run").Split('\n')
            .Where(line => line.Length > 0 && !line.StartsWith('#') && !line.StartsWith("set -", StringComparison.Ordinal)).ToList();

        commands.ShouldHaveSingleItem().ShouldEndWith("amparo\" test");
    }

    [Fact]
    public void The_launcher_takes_every_option_that_serve_is_said_to_take()
    {
        var usage = Repository.Read("src/hosts/Cli/verbs.tsv").Split('\n').Single(line => line.StartsWith("serve\t", StringComparison.Ordinal)).Split('\t')[1];
        var launcher = Repository.Read("amparo");
        var serve = launcher[launcher.IndexOf("\nserve() {", StringComparison.Ordinal)..];
        serve = serve[..serve.IndexOf("\n}", StringComparison.Ordinal)];
        var options = usage.Split(' ', '[', ']').Where(word => word.StartsWith("--", StringComparison.Ordinal)).ToList();
        options.Count.ShouldBeGreaterThan(8);
        options.ShouldAllBe(option => serve.Contains($"{option} ", StringComparison.Ordinal) || serve.Contains($"{option})", StringComparison.Ordinal), "alone");
        options.ShouldAllBe(option => serve.Contains($"{option}=*", StringComparison.Ordinal), "with =");
    }

    [Theory]
    [InlineData("amparo")]
    [InlineData(".ci/run")]
    public void A_script_to_be_started_is_executable(string script)
    {
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(Repository.Full(script)).HasFlag(UnixFileMode.UserExecute).ShouldBeTrue();
    }

    [Fact]
    public void Every_verb_is_told_in_the_README_or_in_the_guide_of_the_data_officer()
    {
        var told = Repository.Read("README.md") + Repository.Read("docs/guide/data-officer.md");
        var verbs = Repository.Read("src/hosts/Cli/verbs.tsv").Split('\n').Skip(1).Where(line => line.Length > 0).Select(line => line.Split('\t')[0]);

        verbs.Where(verb => !told.Contains($"./amparo {verb}", StringComparison.Ordinal) && !told.Contains($"`{verb}`", StringComparison.Ordinal))
            .ShouldBeEmpty();
    }
}
