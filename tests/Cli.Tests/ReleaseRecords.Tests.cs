using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Amparo.PrivateRelease;

namespace Amparo.Cli.Tests;

/// <summary><c>release FILE --schema S</c>, as a person would run it.</summary>
public sealed class ReleaseRecordsTests : IDisposable
{
    private const string Planted = "juana-perez-1984";

    private const string Schema = """
        population: shelters
        person: case
        invented: yes
        columns:
          - { name: sex, codes: [female, male], other: unknown }
          - { name: age, codes: [0-17, 18+], other: unknown }
          - { name: form, codes: [labour, sexual] }
        """;

    private readonly Workspace _work = new();

    public ReleaseRecordsTests()
    {
        File.WriteAllText(_work.At("s.yaml"), Schema);
        File.WriteAllText(_work.At("in.csv"), Rows(2_000));
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_file_of_persons_becomes_a_file_of_nobody_with_its_line_and_its_report()
    {
        var run = Release("--json", "--report", _work.At("r.html"));
        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var result = json.RootElement.GetProperty("result");
        result.GetProperty("epsilon").GetDouble().ShouldBe(1);
        result.GetProperty("rows").GetInt32().ShouldBeInRange(1_500, 2_500);
        var lines = File.ReadAllLines(_work.At("open.csv"));
        lines[0].ShouldBe("sex,age,form");
        lines.Skip(1).SelectMany(line => line.Split(',')).Distinct().ShouldBeSubsetOf(["female", "male", "unknown", "0-17", "18+", "labour", "sexual"]);
        File.ReadAllText(_work.At("r.html")).ShouldContain("inventad");
        Account();
    }

    [Fact]
    public void Codes_and_a_domain_give_codes_back()
    {
        File.WriteAllText(_work.At("domain.json"), """{"a":3,"b":2}""");
        File.WriteAllText(_work.At("coded.csv"), "b,a\n" + string.Concat(Enumerable.Range(0, 999).Select(at => $"{at % 2},{at % 3}\n")));
        var run = AmparoProcess.Run(
            "release", _work.At("coded.csv"), "--schema", _work.At("domain.json"), "--epsilon", "4", "--ledger", _work.At("L"), "--out", _work.At("open.csv"));
        run.Exit.ShouldBe(0, run.Error);
        var lines = File.ReadAllLines(_work.At("open.csv"));
        lines[0].ShouldBe("a,b");
        lines.Skip(1).ShouldAllBe(line => line[0] >= '0' && line[0] <= '2' && line[2] >= '0' && line[2] <= '1');
        Account();
    }

    [Fact]
    public void The_other_mechanisms_can_be_asked_for()
    {
        foreach (var mechanism in new[] { "aggregates", "mst", "aim", "k-anonymous" })
        {
            var run = Release("--mechanism", mechanism, "--population", $"p-{mechanism}");
            run.Exit.ShouldBe(0, run.Error);
            Account();
        }
    }

    [Fact]
    public void Age_bands_are_joined_by_the_hierarchy_that_the_schema_names_and_the_report_says_so()
    {
        File.WriteAllText(_work.At("s.yaml"), """
            columns:
              - { name: age, list: age-band, roll-up: [age-band-to-age-span], other: unknown }
            """);
        string[] bands = ["0-8", "9-17", "18-20", "24-26", "39-47", "48-plus", ""];
        File.WriteAllText(_work.At("in.csv"), "case,age\n" + string.Concat(Enumerable.Range(0, 140).Select(at => $"p{at},{bands[at % 7]}\n")));
        foreach (var options in new string[][] { ["--mechanism", "k-anonymous"], ["--epsilon", "4", "--population", "another"] })
        {
            var run = AmparoProcess.Run(
                ["release", _work.At("in.csv"), "--schema", _work.At("s.yaml"), "--ledger", _work.At("L"), "--out", _work.At("open.csv"), "--json", .. options]);
            run.Exit.ShouldBe(0, run.Error);
            var coarsened = JsonDocument.Parse(run.Output).RootElement.GetProperty("result").GetProperty("coarsened").EnumerateArray().ShouldHaveSingleItem();
            coarsened.GetProperty("level").GetString().ShouldBe("age-span");
            coarsened.GetProperty("valuesBefore").GetInt32().ShouldBe(10);
            coarsened.GetProperty("valuesAfter").GetInt32().ShouldBe(5);
            coarsened.GetProperty("reason").GetString().ShouldBe("declared");
            File.ReadLines(_work.At("open.csv")).Skip(1).Distinct().ShouldBeSubsetOf(["0-17", "18-29", "30-47", "48-plus", "unknown"]);
            Account();
        }
    }

    // Thirty persons of one sex and one of unknown sex: each table hides the one by other cells than the other table does.
    [Fact]
    public void Two_tables_that_are_safe_alone_are_seen_to_reveal_one_person_together_and_nothing_leaves()
    {
        File.WriteAllText(_work.At("in.csv"), "case,sex,age,form\n"
            + string.Concat(Enumerable.Range(0, 30).Select(at => $"a{at},male,{(at % 2 == 0 ? "0-17" : "18+")},labour\n")) + "b,,0-17,sexual\n");
        var run = Preview("sex,age; sex,form", "--json");
        run.Exit.ShouldBe(1, run.Error);
        var result = JsonDocument.Parse(run.Output).RootElement.GetProperty("result");
        result.GetProperty("threshold").GetInt32().ShouldBe(11);
        result.GetProperty("persons").GetInt32().ShouldBe(1);
        result.GetProperty("alone").GetInt32().ShouldBe(1);
        var together = result.GetProperty("together").EnumerateArray().ShouldHaveSingleItem();
        together.GetProperty("tables").EnumerateArray().Select(at => at.GetInt32()).ShouldBe([0, 1]);
        together.GetProperty("cells").GetInt32().ShouldBeGreaterThan(0);
        result.GetProperty("tables").EnumerateArray().Select(table => table.GetProperty("columns")[1].GetString()).ShouldBe(["age", "form"]);
        var lines = Preview("sex,age;sex,form").Output;
        lines.ShouldContain("sex × age + sex × form");
        lines.ShouldNotContain("male");
        NothingLeft();
    }

    [Fact]
    public void Tables_that_reveal_nobody_end_with_zero() => Preview("sex;form").Exit.ShouldBe(0);

    [Theory]
    [InlineData("PRV-040", "sex,age")]
    [InlineData("PRV-040", "sex,age;sex,nothing")]
    [InlineData("PRV-040", "sex,age;sex,sex")]
    [InlineData("PRV-030", "sex,age;sex,form", "--k", "1")]
    [InlineData("CLI-002", "sex,age;sex,form", "--out", "open.csv")]
    [InlineData("CLI-002", "sex,age;sex,form", "--epsilon", "1")]
    public void A_preview_that_cannot_be_is_refused_in_one_line(string code, string tables, params string[] options)
    {
        var run = Preview(tables, options);
        run.Exit.ShouldBe(2, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(code);
        NothingLeft();
    }

    [Fact]
    public void An_option_for_records_without_their_schema_is_refused_and_not_forgotten()
    {
        var run = AmparoProcess.Run("release", _work.At("in.csv"), "--sensitive", "form", "--out", _work.At("folder"));
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-002");
        Directory.Exists(_work.At("folder")).ShouldBeFalse();
    }

    // Two groups by sex and age: in one all rows say the same, in the other both forms stand.
    [Fact]
    public void A_sensitive_column_is_withheld_in_all_rows_of_a_group_that_says_only_one_thing()
    {
        File.WriteAllText(_work.At("in.csv"), "case,sex,age,form\n"
            + string.Concat(Enumerable.Range(0, 20).Select(at => $"a{at},female,0-17,sexual\n"))
            + string.Concat(Enumerable.Range(0, 30).Select(at => $"b{at},male,18+,{(at % 2 == 0 ? "sexual" : "labour")}\n")));
        var run = AmparoProcess.Run([
            "release", _work.At("in.csv"), "--schema", _work.At("s.yaml"), "--mechanism", "k-anonymous", "--sensitive", "form", "--l", "2", "--ledger", _work.At("L"),
            "--out", _work.At("open.csv"), "--json", "--report", _work.At("r.html")]);
        run.Exit.ShouldBe(0, run.Error);
        var result = JsonDocument.Parse(run.Output).RootElement.GetProperty("result");
        string?[] identifying = [.. result.GetProperty("quasiIdentifiers").EnumerateArray().Select(name => name.GetString())];
        identifying.ShouldBe(["sex", "age"]);
        var column = result.GetProperty("diversity").EnumerateArray().ShouldHaveSingleItem();
        column.GetProperty("column").GetString().ShouldBe("form");
        column.GetProperty("groups").GetInt32().ShouldBe(2);
        column.GetProperty("withheldGroups").GetInt32().ShouldBe(1);
        column.GetProperty("withheldShare").GetDouble().ShouldBe(0.4);
        column.GetProperty("lopsidedGroups").GetInt32().ShouldBe(0);
        var lines = File.ReadAllLines(_work.At("open.csv"));
        lines.Count(line => line == "female,0-17,*").ShouldBe(20);
        lines.Count(line => line == "male,18+,labour").ShouldBe(15);
        File.ReadAllText(_work.At("r.html")).ShouldContain("en todas las filas");
        Account();
    }

    [Theory]
    [InlineData("PRV-010", "--epsilon", "0")]
    [InlineData("PRV-010", "--epsilon", "-1")]
    [InlineData("PRV-010", "--epsilon", "NaN")]
    [InlineData("PRV-010", "--epsilon", "Infinity")]
    [InlineData("PRV-010", "--epsilon", "51")]
    [InlineData("PRV-010", "--epsilon", "1", "--budget", "0")]
    [InlineData("PRV-012", "--epsilon", "2", "--budget", "1")]
    [InlineData("PRV-011", "--epsilon", "1", "--delta", "0.5")]
    [InlineData("PRV-011", "--epsilon", "1", "--delta", "0")]
    [InlineData("PRV-011", "--epsilon", "1", "--delta", "much")]
    [InlineData("PRV-030", "--mechanism", "k-anonymous", "--k", "1")]
    [InlineData("PRV-031", "--mechanism", "k-anonymous", "--k", "3000")]
    [InlineData("PRV-032", "--mechanism", "k-anonymous", "--quasi", "nothing")]
    [InlineData("PRV-034", "--mechanism", "k-anonymous", "--sensitive", "nothing", "--l", "2")]
    [InlineData("PRV-034", "--mechanism", "k-anonymous", "--sensitive", "form,form", "--l", "2")]
    [InlineData("PRV-034", "--mechanism", "k-anonymous", "--sensitive", "form", "--l", "1")]
    [InlineData("PRV-034", "--mechanism", "k-anonymous", "--sensitive", "form", "--l", "2", "--quasi", "sex,form")]
    [InlineData("PRV-039", "--mechanism", "k-anonymous", "--sensitive", "form")]
    [InlineData("PRV-032", "--mechanism", "k-anonymous", "--sensitive", "form,sex,age", "--l", "2")]
    [InlineData("CLI-002", "--epsilon", "1", "--sensitive", "form")]
    [InlineData("CLI-002", "--mechanism", "k-anonymous", "--l", "2")]
    [InlineData("CLI-002", "--epsilon", "1", "--mechanism", "magic")]
    public void Parameters_that_cannot_be_are_refused_in_one_line_and_leave_nothing(string code, params string[] options)
    {
        var run = AmparoProcess.Run(
            ["release", _work.At("in.csv"), "--schema", _work.At("s.yaml"), "--ledger", _work.At("L"), "--out", _work.At("open.csv"), "--report", _work.At("r.json"), .. options]);
        run.Exit.ShouldBe(2, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(code);
        NothingLeft();
    }

    [Theory]
    [InlineData("REC-", "")]
    [InlineData("PRV-015", "case,sex,age,form\n")]
    [InlineData("PRV-017", "case,sex,age\na,female,18+\n")]
    [InlineData("PRV-018", "case,sex,age,form\na,female,18+,labour,juana-perez-1984\n")]
    [InlineData("PRV-014", "case,sex,age,form\na,female,18+,juana-perez-1984\n")]
    public void Files_that_cannot_be_used_are_refused_by_place_and_leave_nothing(string code, string file)
    {
        File.WriteAllText(_work.At("in.csv"), file);
        var run = Release();
        run.Exit.ShouldBe(2, run.Error);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith(code);
        (run.Error + run.Output).ShouldNotContain(Planted);
        NothingLeft();
    }

    [Fact]
    public void One_row_and_ten_thousand_rows_of_one_person_are_released_like_any_other()
    {
        File.WriteAllText(_work.At("in.csv"), "case,sex,age,form\na,female,18+,labour\n");
        Release().Exit.ShouldBe(0);
        File.WriteAllText(_work.At("in.csv"), "case,sex,age,form\n" + string.Concat(Enumerable.Repeat("a,female,18+,labour\n", 10_000)));
        var run = Release("--population", "another", "--json");
        run.Exit.ShouldBe(0, run.Error);
        // One person, and the noise of a count.
        JsonDocument.Parse(run.Output).RootElement.GetProperty("result").GetProperty("rows").GetInt32().ShouldBeLessThan(1_000);
    }

    [Fact]
    public void A_second_release_is_charged_and_one_too_many_is_refused()
    {
        Release("--budget", "1.2").Exit.ShouldBe(0);
        var before = File.ReadAllText(_work.At("L"));
        var file = File.ReadAllBytes(_work.At("open.csv"));
        var refused = Release();
        refused.Exit.ShouldBe(2);
        refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("PRV-012");
        File.ReadAllText(_work.At("L")).ShouldBe(before);
        File.ReadAllBytes(_work.At("open.csv")).ShouldBe(file);
        AmparoProcess.Run(Arguments("0.3")).Exit.ShouldBe(0);
        File.ReadAllText(_work.At("L")).ShouldStartWith(before);
        Account();
    }

    [Fact]
    public void A_changed_ledger_releases_nothing()
    {
        Release("--budget", "9").Exit.ShouldBe(0);
        File.WriteAllText(_work.At("L"), File.ReadAllText(_work.At("L")).Replace("budget 9", "budget 5", StringComparison.Ordinal));
        var run = Release();
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("PRV-001");
    }

    [Fact]
    public void Killed_at_any_moment_there_is_no_release_without_its_charge()
    {
        var spent = 0.0;
        Killing.AtRandomMoments(
            () => AmparoProcess.Start("es", [.. Arguments("0.2"), "--budget", "40"]),
            () =>
            {
                Account();
                if (!File.Exists(_work.At("L")))
                    return;
                using var stream = File.OpenRead(_work.At("L"));
                var now = PrivateRelease.Accounting.PopulationBudget.Of(Ledger.Read(stream).Value, "shelters").Spent;
                now.ShouldBeGreaterThanOrEqualTo(spent);
                spent = now;
            });
        spent.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Two_releases_at_once_take_turns_or_one_is_refused()
    {
        using var first = AmparoProcess.Start("es", [.. Arguments("0.2"), "--budget", "40"]);
        var second = AmparoProcess.Run([.. Arguments("0.2"), "--budget", "40"]);
        first.StandardOutput.ReadToEnd();
        first.WaitForExit();
        foreach (var exit in new[] { first.ExitCode, second.Exit })
            exit.ShouldBeOneOf(0, 3);
        (first.ExitCode == 0 || second.Exit == 0).ShouldBeTrue();
        Account();
    }

    // What is there is accounted for: the ledger is whole, and a file that stands there is the one of its archive and its line.
    private void Account()
    {
        if (!File.Exists(_work.At("L")))
        {
            File.Exists(_work.At("open.csv")).ShouldBeFalse();
            return;
        }

        using var stream = File.OpenRead(_work.At("L"));
        var ledger = Ledger.Read(stream).Value;
        if (!File.Exists(_work.At("open.csv")))
            return;
        var archive = File.ReadAllBytes(_work.At("open.csv.release.json"));
        ledger.Find(Convert.ToHexStringLower(SHA256.HashData(archive))).ShouldNotBeNull();
        var hash = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(_work.At("open.csv"))));
        // Killed between the archive and the file, the file is the one of an earlier release; it has its line too.
        var described = JsonDocument.Parse(archive).RootElement.GetProperty("contentHash").GetString();
        if (described != hash)
            _known.ShouldContain(hash);
        _known.Add(hash);
        _known.Add(described!);
        var charges = ledger.Entries.Count(entry => entry.Door == Door.Charge);
        ledger.Entries.Count(entry => entry is { Door: Door.Mechanism, Regime: PrivacyRegime.Formal }).ShouldBeLessThanOrEqualTo(charges);
    }

    private readonly HashSet<string> _known = [];

    private void NothingLeft()
    {
        File.Exists(_work.At("open.csv")).ShouldBeFalse();
        File.Exists(_work.At("open.csv.release.json")).ShouldBeFalse();
        File.Exists(_work.At("r.json")).ShouldBeFalse();
        File.Exists(_work.At("L")).ShouldBeFalse();
    }

    private string[] Arguments(string epsilon) =>
        ["release", _work.At("in.csv"), "--schema", _work.At("s.yaml"), "--epsilon", epsilon, "--ledger", _work.At("L"), "--out", _work.At("open.csv")];

    private AmparoProcess Preview(string tables, params string[] options) =>
        AmparoProcess.Run(["release", _work.At("in.csv"), "--schema", _work.At("s.yaml"), "--preview", tables, .. options]);

    private AmparoProcess Release(params string[] options) => AmparoProcess.Run([.. Arguments("1"), .. options]);

    private static string Rows(int persons)
    {
        var random = new Random(5);
        var text = new StringBuilder("case,sex,age,form\n");
        for (var person = 0; person < persons; person++)
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"p{person},{(random.Next(3) > 0 ? "female" : "male")},{(random.Next(4) > 0 ? "18+" : "0-17")},{(random.Next(2) > 0 ? "labour" : "sexual")}\n");
        return text.ToString();
    }
}
