using System.Text.Json;

namespace Amparo.Cli.Tests;

/// <summary>Rows in quarantine are written, mended and read again, as an office would do it.</summary>
public sealed class MendingTests(DemonstrationFiles files) : IClassFixture<DemonstrationFiles>, IDisposable
{
    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Theory]
    [InlineData("police")]
    [InlineData("prosecution")]
    [InlineData("migration")]
    public void Nothing_is_lost_between_the_first_reading_and_the_one_after_mending(string agency)
    {
        var input = files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == $"MX/{agency}");
        var before = Map(input, "--out", _work.At("first.csv"), "--to-mend", _work.At("mend.csv"));
        before.Quarantined.ShouldBeGreaterThan(0);
        var mend = File.ReadAllLines(_work.At("mend.csv"));
        mend.Length.ShouldBe(before.Quarantined + 1);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_work.At("mend.csv")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        // Read again as it is, everything stays as it was.
        Map(input, "--out", _work.At("same.csv"), "--mended", _work.At("mend.csv")).ShouldBe(before);
        File.ReadAllText(_work.At("same.csv")).ShouldBe(File.ReadAllText(_work.At("first.csv")));

        // One row gets the cells of a row that was accepted, apart from its number.
        var delimiter = mend[0].Contains(';', StringComparison.Ordinal) ? ';' : mend[0].Contains('\t', StringComparison.Ordinal) ? '\t' : ',';
        var number = mend[1].Split(delimiter)[0];
        var fields = mend[0].Split(delimiter).Skip(2).Select(column => column switch
        {
            "No. Expediente" or "Causa" or "FileRef" => "M-1",
            "Fecha de denuncia" => "03/04/2021",
            "Fecha de ingreso" or "RegistrationDate" => "2021-04-03",
            _ => "",
        });
        File.WriteAllLines(_work.At("mended.csv"), [mend[0], string.Join(delimiter, fields.Prepend("corregida").Prepend(number))]);
        var after = Map(input, "--out", _work.At("after.csv"), "--mended", _work.At("mended.csv"), "--to-mend", _work.At("rest.csv"));
        (after.Read, after.Accepted, after.Quarantined, after.Mended).ShouldBe((before.Read, before.Accepted + 1, before.Quarantined - 1, 1));
        File.ReadAllLines(_work.At("rest.csv")).Length.ShouldBe(after.Quarantined + 1);
        var added = File.ReadAllLines(_work.At("after.csv")).Except(File.ReadAllLines(_work.At("first.csv"))).ShouldHaveSingleItem();
        added.ShouldStartWith($"MX-{agency}-{number},");
        added.ShouldContain(",2021-04-03,");
    }

    [Fact]
    public void A_file_of_mended_rows_that_does_not_fit_is_refused_and_nothing_is_written()
    {
        var input = files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == "MX/police");
        Map(input, "--out", _work.At("first.csv"), "--to-mend", _work.At("mend.csv"));
        var mend = File.ReadAllLines(_work.At("mend.csv"));
        var row = mend[1].Split(';')[0];
        foreach (var (code, lines) in new[]
        {
            ("REC-040", [mend[0].Replace("Sexo", "Genero", StringComparison.Ordinal), mend[1]]),
            ("REC-041", [mend[0], mend[1].Replace($"{row};", "9999999;", StringComparison.Ordinal)]),
            ("REC-042", [mend[0], mend[1], mend[1]]),
            ("REC-043", new[] { mend[0], mend[1].Replace($"{row};", "1;", StringComparison.Ordinal) }),
        })
        {
            File.WriteAllLines(_work.At("wrong.csv"), lines);
            var run = AmparoProcess.Run("map", input, "--out", _work.At("never.csv"), "--mended", _work.At("wrong.csv"));
            run.Exit.ShouldBe(2);
            run.ErrorLines.ShouldHaveSingleItem().ShouldStartWith($"{code} ");
            File.Exists(_work.At("never.csv")).ShouldBeFalse();
        }

        AmparoProcess.Run("map", input, "--out", _work.At("never.csv"), "--mended", _work.At("nowhere.csv"))
            .ErrorLines.ShouldHaveSingleItem().ShouldStartWith("CLI-003 ");
    }

    [Fact]
    public void Killed_at_any_moment_the_rows_to_mend_are_all_there_or_not_at_all()
    {
        var input = files.AgencyFiles.First(path => DemonstrationFiles.KeyOf(path) == "MX/police");
        Map(input, "--out", _work.At("out.csv"), "--to-mend", _work.At("whole.csv"));
        var whole = File.ReadAllText(_work.At("whole.csv"));
        Killing.AtRandomMoments(
            () =>
            {
                File.Delete(_work.At("mend.csv"));
                return AmparoProcess.Start("es", "map", input, "--out", _work.At("out.csv"), "--to-mend", _work.At("mend.csv"));
            },
            () =>
            {
                if (File.Exists(_work.At("mend.csv")))
                    File.ReadAllText(_work.At("mend.csv")).ShouldBe(whole);
            });
    }

    private static Counted Map(string input, params string[] options)
    {
        var run = AmparoProcess.Run(["map", input, "--json", .. options]);
        run.Exit.ShouldBeLessThan(2, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var result = json.RootElement.GetProperty("result");
        int Of(string key) => result.GetProperty(key).GetInt32();
        Of("read").ShouldBe(Of("accepted") + Of("quarantined"));
        return new(Of("read"), Of("accepted"), Of("quarantined"), Of("mended"));
    }

    private sealed record Counted(int Read, int Accepted, int Quarantined, int Mended);
}
