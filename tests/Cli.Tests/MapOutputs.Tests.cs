namespace Amparo.Cli.Tests;

/// <summary>Which files mapping may replace.</summary>
public sealed class MapOutputsTests(DemonstrationFiles files) : IClassFixture<DemonstrationFiles>, IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("--out")]
    [InlineData("--quarantine")]
    [InlineData("--report")]
    [InlineData("--json-file")]
    public void The_agencys_file_is_never_an_output_under_whatever_name(string option)
    {
        var input = Agency();
        File.CreateSymbolicLink(_work.At("link.csv"), input);
        Directory.CreateSymbolicLink(_work.At("folder"), _work.At("MX"));
        foreach (var name in new[] { input, _work.At("MX", "..", "MX", "police.csv"), _work.At("link.csv"), _work.At("folder", "police.csv") })
            Refused("CLI-030", option == "--out" ? ["--out", name] : ["--out", _work.At("out.csv"), option, name]);
    }

    [Fact]
    public void The_records_and_the_reasons_do_not_go_into_one_file()
    {
        Agency();
        Refused("CLI-030", "--out", _work.At("out.csv"), "--quarantine", _work.At(".", "out.csv"));
    }

    [Fact]
    public void A_file_that_mapping_did_not_write_is_not_replaced()
    {
        Agency();
        foreach (var text in new[] { "", "row,field,code\n", "years of work", "record,country\n1,GT\n" })
        {
            File.WriteAllText(_work.At("own.csv"), text);
            Refused("CLI-029", "--out", _work.At("own.csv"));
            Refused("CLI-029", "--out", _work.At("out.csv"), "--quarantine", _work.At("own.csv"));
        }
    }

    [Fact]
    public void Its_own_earlier_outputs_are_replaced_each_by_its_own_kind()
    {
        var input = Agency();
        string[] again = ["map", input, "--out", _work.At("out.csv"), "--quarantine", _work.At("q.csv")];
        AmparoProcess.Run(again).Exit.ShouldBeLessThan(2);
        File.AppendAllText(_work.At("q.csv"), "9999,10000,age,REC-108\n");
        AmparoProcess.Run(again).Exit.ShouldBeLessThan(2);
        File.ReadAllText(_work.At("q.csv")).ShouldNotContain("9999");
        Refused("CLI-029", "--out", _work.At("q.csv"));
    }

    [Fact]
    public void A_folder_that_is_not_there_is_not_made()
    {
        Agency();
        Refused("CLI-004", "--out", _work.At("new", "out.csv"));
        Refused("CLI-004", "--out", _work.At("out.csv"), "--quarantine", _work.At("new", "q.csv"));
        Refused("CLI-004", "--out", _work.At("out.csv"), "--to-mend", _work.At("new", "mend.csv"));
    }

    [Fact]
    public void A_file_to_mend_is_never_replaced_whatever_it_holds()
    {
        Agency();
        File.WriteAllText(_work.At("mend.csv"), "amparo-row,amparo-problem\r\n");
        Refused("CLI-041", "--out", _work.At("out.csv"), "--to-mend", _work.At("mend.csv"));
        Refused("CLI-030", "--out", _work.At("out.csv"), "--to-mend", _work.At(".", "out.csv"));
        Refused("CLI-030", "--out", _work.At("mend.csv"), "--mended", _work.At("mend.csv"));
    }

    private string Agency()
    {
        var input = _work.At("MX", "police.csv");
        Directory.CreateDirectory(_work.At("MX"));
        File.Copy(files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == "MX/police"), input);
        return input;
    }

    private void Refused(string code, params string[] options)
    {
        var before = Workspace.Snapshot(_work.Root);
        var run = AmparoProcess.Run(["map", _work.At("MX", "police.csv"), .. options]);
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
        Workspace.Snapshot(_work.Root).ShouldBe(before);
    }
}
