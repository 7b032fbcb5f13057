using System.Security.Cryptography;
using System.Text.Json;

namespace Amparo.Cli.Tests;

/// <summary>The reports of check and map, and what they must never hold.</summary>
public sealed class ReportsTests : IDisposable
{
    private const string Header = "No. Expediente;Fecha de denuncia;Primer nombre;Segundo nombre;Primer apellido;Segundo apellido;Sexo;Edad;Fecha de nacimiento;Nacionalidad;Documento;Municipio;Delito";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void Check_writes_a_page_and_a_document_that_agree_with_what_it_prints()
    {
        var file = Police("GT", "1;01/02/2020;Ana;;Paz;;Femenino;20;;;;;", "2;31/02/2020;Ana;;Paz;;Femenino;20;;;;;", "1;01/02/2020;Ana;;Paz;;Femenino;20;;;;;");
        var run = AmparoProcess.Run("check", file, "--report", _work.At("r.html"), "--json", _work.At("r.json"), "--language", "en");
        run.Exit.ShouldBe(1);
        run.Output.ShouldContain("RUL-030 Número de expediente (file-number): 1");
        run.Output.ShouldContain("[filas de la hoja: 4 (repite la 2)]");

        var page = File.ReadAllText(_work.At("r.html"));
        page.ShouldContain("<html lang=\"en\">");
        page.ShouldContain("The registration date does not exist in the calendar.");
        page.ShouldContain("The row says the same in everything as an earlier one.");

        using var json = JsonDocument.Parse(File.ReadAllText(_work.At("r.json")));
        new[] { "read", "accepted", "quarantined" }.Select(key => json.RootElement.GetProperty(key).GetInt32()).ShouldBe([3, 2, 1]);
        json.RootElement.GetProperty("files")[0].GetProperty("sha256").GetString()
            .ShouldBe(Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file))));

        using var printed = JsonDocument.Parse(AmparoProcess.Run("check", file, "--json").Output);
        new[] { "read", "accepted", "quarantined" }.Select(key => printed.RootElement.GetProperty(key).GetInt32()).ShouldBe([3, 2, 1]);
        printed.RootElement.GetProperty("result").GetProperty("files").GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public void The_same_check_writes_the_same_bytes_and_replaces_its_own_reports_only()
    {
        var file = Police("GT", "1;01/02/2020;Ana;;Paz;;Femenino;20;;;;;");
        string[] check = ["check", file, "--report", _work.At("r.html"), "--json-file", _work.At("r.json")];
        AmparoProcess.Run(check).Exit.ShouldBe(0);
        var before = Workspace.Snapshot(_work.Root);
        AmparoProcess.Run(check).Exit.ShouldBe(0);
        Workspace.Snapshot(_work.Root).ShouldBe(before);

        File.WriteAllText(_work.At("own.html"), "<!doctype html><p>years of work</p>");
        File.WriteAllText(_work.At("own.json"), "{ \"cases\": [] }");
        foreach (var (option, own) in new[] { ("--report", "own.html"), ("--json", "own.json"), ("--report", "r.json") })
        {
            var refused = AmparoProcess.Run("check", file, option, _work.At(own));
            refused.Exit.ShouldBe(2);
            refused.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-029 ");
        }

        AmparoProcess.Run("check", file, "--report", file).ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-030 ");
    }

    [Fact]
    public void A_file_that_cannot_be_used_is_in_the_reports_with_its_reason()
    {
        var good = Police("GT", "1;01/02/2020;Ana;;Paz;;Femenino;20;;;;;");
        var empty = Police("HN");
        var run = AmparoProcess.Run("check", good, empty, "--report", _work.At("r.html"), "--json", _work.At("r.json"));
        run.Exit.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("REC-002 ");
        File.ReadAllText(_work.At("r.html")).ShouldContain("ninguna fila de datos");
        using var json = JsonDocument.Parse(File.ReadAllText(_work.At("r.json")));
        json.RootElement.GetProperty("read").GetInt32().ShouldBe(1);
        json.RootElement.GetProperty("refused")[0].GetProperty("problems")[0].GetProperty("code").GetString().ShouldBe("REC-002");

        var mapped = AmparoProcess.Run("map", empty, "--out", _work.At("out.csv"));
        mapped.Exit.ShouldBe(2);
        mapped.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("REC-002 ");
        File.Exists(_work.At("out.csv")).ShouldBeFalse();
    }

    [Fact]
    public void The_same_content_given_twice_is_pointed_out()
    {
        var one = Police("GT", "1;01/02/2020;Ana;;Paz;;Femenino;20;;;;;");
        var other = Police("HN", "1;01/02/2020;Ana;;Paz;;Femenino;20;;;;;");
        var run = AmparoProcess.Run("check", one, other);
        run.Exit.ShouldBe(1);
        run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-042 ");
    }

    [Fact]
    public void Published_records_need_no_country()
    {
        File.WriteAllText(_work.At("published.yaml"),
            """
            id: published
            version: 1
            schema: person-report
            records: published
            title: Published
            translation: { es: reviewed }
            file: { kind: delimited, delimiter: "," }
            fields:
              year: { as: code, from: year, standard: id }
              majority: { as: code, from: majority, standard: id }
              age-group: { as: code, from: age, standard: id }
            """);
        File.WriteAllText(_work.At("some.csv"), "year,majority,age,left\n2020,adult,0-17,x\n");
        var run = AmparoProcess.Run("check", _work.At("some.csv"), "--mapping", _work.At("published.yaml"));
        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldContain("RUL-011 ");
        run.Output.ShouldContain("(por su número): 4");
    }

    [Fact]
    public void No_report_message_or_document_holds_what_a_cell_says()
    {
        // Every cell of every row is a marker, and so are the names of columns that no mapping knows.
        var rows = Enumerable.Range(0, 40).Select(row => string.Join(';', Enumerable.Range(0, 14).Select(column => $"zq{row}x{column}wk")));
        var bad = Police("GT", [.. rows, "1;01/02/2020;zqAwk;zqBwk;zqCwk;zqDwk;Femenino;20;01/01/1950;Guatemalteca;zqEwk;zqFwk;Trata - otra;zqHwk", "1;01/02/2020;zqAwk;zqBwk;zqCwk;zqDwk;Femenino;20;01/01/1950;Guatemalteca;zqEwk;zqFwk;Trata - otra;zqHwk"]);
        File.WriteAllText(bad, File.ReadAllText(bad).Replace(Header, Header + ";zqHeaderwk", StringComparison.Ordinal));
        var stray = _work.At("GT", "stray.csv");
        File.WriteAllText(stray, "zq1wk;zq2wk\nzq3wk;zq4wk\n");
        var said = new List<string>();
        foreach (var language in new[] { "es", "en" })
        {
            string[][] runs =
            [
                ["check", bad, stray, "--mapping", "police", "--report", _work.At("r.html"), "--json", _work.At("r.json"), "--language", language],
                ["check", bad, "--json"],
                ["map", bad, "--out", _work.At("out.csv"), "--quarantine", _work.At("q.csv"), "--report", _work.At("m.html"), "--json", _work.At("m.json")],
                ["map", stray, "--mapping", "police", "--out", _work.At("never.csv")],
            ];
            foreach (var arguments in runs)
            {
                var run = AmparoProcess.RunIn(language, arguments);
                run.Exit.ShouldBeInRange(1, 2);
                said.Add(run.Output);
                said.Add(run.Error);
            }

            said.AddRange(new[] { "r.html", "r.json", "m.html", "m.json", "q.csv" }.Select(file => File.ReadAllText(_work.At(file))));
        }

        said.ShouldAllBe(text => !text.Contains("wk", StringComparison.Ordinal) && !text.Contains("zq", StringComparison.Ordinal));
        File.ReadAllText(_work.At("out.csv")).ShouldContain("zqAwk");
    }

    private string Police(string country, params string[] rows)
    {
        Directory.CreateDirectory(_work.At(country));
        File.WriteAllText(_work.At(country, "police.csv"), string.Join('\n', rows.Prepend(Header)) + "\n");
        return _work.At(country, "police.csv");
    }
}
