using System.Text;
using System.Text.Json;

namespace Amparo.Cli.Tests;

/// <summary>The verb <c>classify</c>, as a person would run it.</summary>
public sealed class ClassifyTests : IDisposable
{
    private const string Cases = """
        case,event-date,source,date,birth-date,age,age-group,act.recruitment,means,means.deception,purpose.forced-labour,consent,crossing,irregular-entry,national-or-resident,procurement,benefit.financial
        A-1,2024-03-10,migration,2024-03-11,1990-05-02,,,,,,,yes,yes,yes,no,yes,yes
        A-2,2024-03-10,police,2024-03-11,,,,yes,no,,yes,,no,,,,
        A-1,,shelter,2024-06-02,,,,yes,,yes,yes,,,,,,
        A-3,2024-03-10,police,2024-03-11,2006-03-10,,,yes,no,,yes,yes,,,,,
        A-4,2024-03-10,person,2024-03-11,2006-03-11,,,yes,,,yes,yes,,,,,
        """;

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void A_file_of_cases_gets_its_answers_a_summary_and_exit_0()
    {
        var run = Classify(Cases, "cases.csv", "--json");
        run.Exit.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var result = json.RootElement.GetProperty("result");
        (Number(result, "rows"), Number(result, "cases"), Number(result, "refused"), Number(result, "both"), Number(result, "turned"))
            .ShouldBe((5, 4, 0, 1, 1));
        (Number(result.GetProperty("trafficking"), "met"), Number(result.GetProperty("trafficking"), "not-met"),
            Number(result.GetProperty("trafficking"), "unknown")).ShouldBe((2, 1, 1));

        var rows = File.ReadAllLines(_work.At("out.csv"));
        rows.Select(row => string.Join(',', row.Split(',').Take(2))).ShouldBe(["case,trafficking", "A-1,met", "A-2,unknown", "A-3,not-met", "A-4,met"]);
        rows[1].ShouldContain("2024-06-02");
    }

    [Fact]
    public void The_document_shows_who_stated_what_and_the_history()
    {
        Classify(Cases, "cases.csv").Exit.ShouldBe(0);
        using var json = JsonDocument.Parse(File.ReadAllBytes(_work.At("out.json")));
        var one = json.RootElement.GetProperty("cases")[0];
        one.GetProperty("history").EnumerateArray().Select(entry => entry.GetProperty("trafficking").GetString()).ShouldBe(["unknown", "met"]);
        one.GetProperty("turned").GetString().ShouldBe("2024-06-02");
        var act = one.GetProperty("trafficking").GetProperty("elements")[0];
        act.GetProperty("supporting")[0].GetProperty("source").GetString().ShouldBe("shelter");
        one.GetProperty("trafficking").GetProperty("consent-bearing").GetString().ShouldBe("none-because-of-means");
        File.ReadAllText(_work.At("out.json")).ShouldNotContain("1990");
    }

    [Theory]
    [InlineData("es", "Según las declaraciones registradas")]
    [InlineData("en", "On the recorded statements")]
    [InlineData("fr", "D'après les déclarations enregistrées")]
    [InlineData("ht", "Dapre deklarasyon ki anrejistre yo")]
    public void The_sentence_comes_in_the_chosen_language(string language, string beginning)
    {
        Classify(Cases, "cases.csv", "--language", language).Exit.ShouldBe(0);
        File.ReadAllLines(_work.At("out.csv"))[1].ShouldContain(beginning);
    }

    [Fact]
    public void The_same_file_as_JSON_Lines_in_another_encoding_or_delimiter_gives_the_same_bytes()
    {
        Classify(Cases, "cases.csv").Exit.ShouldBe(0);
        var (table, document) = (File.ReadAllBytes(_work.At("out.csv")), File.ReadAllBytes(_work.At("out.json")));

        var lines = Cases.Split('\n');
        var names = lines[0].Split(',');
        var objects = lines[1..].Select(line => $"{{{string.Join(',', names.Zip(line.Split(','), (name, cell) => $"\"{name}\":\"{cell}\""))}}}");
        Classify(string.Join('\n', objects), "cases.jsonl").Exit.ShouldBe(0);
        File.ReadAllBytes(_work.At("out.csv")).ShouldBe(table);
        File.ReadAllBytes(_work.At("out.json")).ShouldBe(document);

        File.WriteAllText(_work.At("cases.tsv"), Cases.Replace(',', '\t').Replace("\n", "\r\n", StringComparison.Ordinal), Encoding.Unicode);
        AmparoProcess.Run("classify", _work.At("cases.tsv"), "--out", _work.At("out.csv")).Exit.ShouldBe(0);
        File.ReadAllBytes(_work.At("out.csv")).ShouldBe(table);
    }

    [Fact]
    public void A_case_with_a_bad_cell_is_refused_the_others_are_assessed_and_no_value_is_shown()
    {
        var run = Classify($"{Cases}\nA-5,,,,,Ana,,yes,,,,,,,,,\nAna López,,,,,,,yes,,,,,,,,,", "cases.csv");
        run.Exit.ShouldBe(1);
        run.ErrorLines.Length.ShouldBe(2);
        run.ErrorLines[0].ShouldStartWith("VOC-104 ");
        run.ErrorLines[0].ShouldContain("fila 7");
        run.ErrorLines[1].ShouldStartWith("VOC-107 ");
        run.ErrorLines[1].ShouldContain("age, fila 6");
        (run.Output + run.Error + File.ReadAllText(_work.At("out.csv")) + File.ReadAllText(_work.At("out.json"))).ShouldNotContain("Ana");
        File.ReadAllLines(_work.At("out.csv"))[^1].ShouldBe("A-5,refused,,,,,,,,,,,,VOC-107 age row 6,");
    }

    [Theory]
    [InlineData("REC-001", "cases.csv", "")]
    [InlineData("VOC-115", "cases.csv", "case,act\n")]
    [InlineData("VOC-103", "cases.csv", "case,Ana\nA,yes\n")]
    [InlineData("VOC-104", "cases.csv", "source,act\npolice,yes\n")]
    [InlineData("VOC-110", "cases.csv", "case,act,act\nA,yes,no\n")]
    [InlineData("REC-012", "cases.csv", "case,act\0\nA,yes\n")]
    [InlineData("REC-011", "cases.csv", "case,act\nA,\"yes\n")]
    [InlineData("VOC-115", "cases.jsonl", "\n\n")]
    public void A_file_that_cannot_be_used_is_one_coded_error_exit_3_and_nothing_written(string code, string name, string content)
    {
        var run = Classify(content, name);
        run.Exit.ShouldBe(3, run.Output);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
        run.Error.ShouldNotContain("Ana");
        Directory.GetFiles(_work.Root).Select(Path.GetFileName).ShouldBe([name]);
    }

    [Fact]
    public void Its_outputs_replace_only_earlier_outputs_and_never_the_cases()
    {
        Classify(Cases, "cases.csv").Exit.ShouldBe(0);
        Classify(Cases, "cases.csv").Exit.ShouldBe(0);
        Refused("CLI-030", _work.At("cases.csv"));
        Refused("CLI-002", _work.At("out.txt"));
        File.WriteAllText(_work.At("own.csv"), "years of work");
        Refused("CLI-029", _work.At("own.csv"));
        File.WriteAllText(_work.At("other.json"), "{}");
        Refused("CLI-029", _work.At("other.csv"));
    }

    [Fact]
    public void The_results_are_for_their_owner_only()
    {
        Classify(Cases, "cases.csv").Exit.ShouldBe(0);
        if (OperatingSystem.IsWindows())
            return;
        foreach (var file in new[] { "out.csv", "out.json" })
            File.GetUnixFileMode(_work.At(file)).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    private AmparoProcess Classify(string content, string name, params string[] options)
    {
        File.WriteAllText(_work.At(name), content);
        return AmparoProcess.Run(["classify", _work.At(name), "--out", _work.At("out.csv"), .. options]);
    }

    private void Refused(string code, string output)
    {
        var before = Workspace.Snapshot(_work.Root);
        var run = AmparoProcess.Run("classify", _work.At("cases.csv"), "--out", output);
        run.Exit.ShouldBe(2);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
        Workspace.Snapshot(_work.Root).ShouldBe(before);
    }

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
