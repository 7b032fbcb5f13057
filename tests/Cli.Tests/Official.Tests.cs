using System.IO.Compression;
using System.Text;
using System.Text.Json;

namespace Amparo.Cli.Tests;

/// <summary>The verb <c>official</c>: the tables of the nine countries from the file of a publisher.</summary>
public sealed class OfficialTests : IDisposable
{
    private const string Glotip = "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE,Source";
    private const string Total = "GTM,Guatemala,Americas,Latin America,Detected trafficking victims,Total,Total,Total,Total,2020,Counts,439,GLOTIP";

    // A word that no text of ours has, to be found again if a message quoted a cell.
    private const string Telltale = "Xochiquetzalina";

    private readonly Workspace _work = new();

    public void Dispose() => _work.Dispose();

    [Fact]
    public void The_extract_of_UNODC_gives_every_table_of_the_repository_byte_for_byte()
    {
        var run = Official(PublishedFilesTests.Published("unodc-glotip/glotip_2023-05_region.csv"), "--json");

        // Twelve rows of free text name no country.
        run.Exit.ShouldBe(1, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        var tables = json.RootElement.GetProperty("result").GetProperty("tables").EnumerateArray().ToDictionary(table => table.GetProperty("id").GetString()!);
        tables.Keys.Order(StringComparer.Ordinal).ShouldBe(Ours("glotip-*.csv"));
        ShouldBeOurs(tables.Keys);
        tables.Values.Sum(table => table.GetProperty("unread").GetInt32()).ShouldBe(12);
        var forms = tables["glotip-detected-victims-form"];
        (forms.GetProperty("rows").GetInt32(), forms.GetProperty("cells").GetInt32(), forms.GetProperty("contradictory").GetInt32()).ShouldBe((578, 578, 0));
    }

    [Fact]
    public void The_file_of_the_whole_world_packed_gives_the_same_tables()
    {
        Official(PublishedFilesTests.Published("unodc-glotip/glotip_2023-05_all.csv.gz")).Exit.ShouldBe(1);

        ShouldBeOurs(Ours("glotip-*.csv"));
    }

    [Fact]
    public void The_file_of_the_World_Bank_gives_the_population_byte_for_byte()
    {
        var run = Official(PublishedFilesTests.Published("population/worldbank_total_population_region.csv"));

        run.Exit.ShouldBe(0, run.Error);
        run.Output.ShouldContain("225");
        Written().ShouldBe(["population.csv"]);
        ShouldBeOurs(["population"]);
    }

    [Fact]
    public void One_table_can_be_asked_for_also_twice()
    {
        var run = Official(FileOf("a.csv", Glotip, Total), "--table", "glotip-detected-victims", "--table", "glotip-detected-victims");

        run.Exit.ShouldBe(0, run.Error);
        Written().ShouldBe(["glotip-detected-victims.csv"]);
        File.ReadAllText(_work.At("out", "glotip-detected-victims.csv")).ShouldBe("country,year,low,high\nGT,2020,439,439\n");
    }

    [Fact]
    public void An_earlier_table_of_the_same_name_is_replaced()
    {
        Official(FileOf("a.csv", Glotip, Total), "--table", "glotip-detected-victims").Exit.ShouldBe(0);
        Official(FileOf("b.csv", Glotip, Total.Replace("439", "<5", StringComparison.Ordinal)), "--table", "glotip-detected-victims").Exit.ShouldBe(0);

        File.ReadAllText(_work.At("out", "glotip-detected-victims.csv")).ShouldBe("country,year,low,high\nGT,2020,0,4\n");
        Written().ShouldBe(["glotip-detected-victims.csv"]);
    }

    [Fact]
    public void A_packed_file_gives_the_same_table()
    {
        using (var gzip = new GZipStream(File.Create(_work.At("a.csv.gz")), CompressionLevel.Optimal))
            gzip.Write(Encoding.UTF8.GetBytes($"{Glotip}\n{Total}\n"));

        Official(_work.At("a.csv.gz"), "--table", "glotip-detected-victims").Exit.ShouldBe(0);
        File.ReadAllText(_work.At("out", "glotip-detected-victims.csv")).ShouldBe("country,year,low,high\nGT,2020,439,439\n");
    }

    [Theory]
    [InlineData("es", "filas: 1", "Contradictorias", "Sin leer")]
    [InlineData("en", "Rows: 1", "Contradictory", "Not read")]
    public void Rows_that_contradict_each_other_or_cannot_be_read_are_told_by_number_and_never_quoted(string language, string places, string contradictory, string unread)
    {
        var file = FileOf(
            "a.csv", Glotip, Total, Total.Replace("439", "440", StringComparison.Ordinal), Total.Replace("2020,Counts,439", $"2019,Counts,{Telltale}", StringComparison.Ordinal),
            Total.Replace("Total,Total,Total,Total", $"by citizenship,{Telltale},Total,Total", StringComparison.Ordinal), $"{Telltale},2");

        var run = AmparoProcess.RunIn(language, "official", file, "--out", _work.At("out"));

        run.Exit.ShouldBe(1, run.Error);
        run.Output.ShouldContain(contradictory);
        run.Output.ShouldContain(unread);
        run.Output.ShouldContain($"{places}+2", Case.Insensitive);
        run.Output.ShouldContain(": 3, 5");
        run.Output.ShouldContain(": 4, 5");
        (run.Output + run.Error + string.Concat(Directory.GetFiles(_work.At("out")).Select(File.ReadAllText))).ShouldNotContain(Telltale, Case.Insensitive);
    }

    [Fact]
    public void A_table_that_does_not_exist_is_wrong_use() => Refused("CLI-051", 2, FileOf("a.csv", Glotip, Total), "--table", "glotip-nothing");

    [Fact]
    public void A_file_that_is_not_there_is_wrong_use() => Refused("CLI-003", 2, _work.At("none.csv"));

    [Fact]
    public void A_folder_is_no_file_of_figures() => Refused("CLI-003", 2, _work.Root);

    [Fact]
    public void A_file_without_the_columns_gives_no_table()
    {
        Refused("CLI-052", 3, FileOf("a.csv", $"country,year,{Telltale}", $"GT,2020,{Telltale}"));
        // One column too few, one twice; and a table of another publisher.
        Refused("CLI-052", 3, FileOf("a.csv", Glotip.Replace("txtVALUE", "VALUE", StringComparison.Ordinal), Total));
        Refused("CLI-052", 3, FileOf("a.csv", $"{Glotip},txtVALUE", $"{Total},{Telltale}"));
        Refused("CLI-052", 3, FileOf("a.csv", Glotip, Total), "--table", "glotip-detected-victims", "population");
    }

    [Theory]
    [InlineData("", "REC-001")]
    [InlineData("\u0001\u0002\u0003Xochiquetzalina", "REC-")]
    [InlineData("Iso3_code,Year\0,txtVALUE\nXochiquetzalina,1,2\n", "REC-012")]
    [InlineData("{\"Xochiquetzalina\": ", "CLI-052")]
    public void A_file_that_cannot_be_used_is_one_coded_error_and_nothing_is_written(string content, string code) => Refused(code, 3, FileOf("a.csv", content));

    [Fact]
    public void Bytes_of_any_kind_are_refused_or_give_no_table()
    {
        var random = new Random(7);
        foreach (var start in new byte[][] { [], [0x1f, 0x8b, 8, 0], [0x50, 0x4b, 3, 4], [0xef, 0xbb, 0xbf], [0xff, 0xfe] })
        {
            var bytes = new byte[4000];
            random.NextBytes(bytes);
            File.WriteAllBytes(_work.At("a.csv"), [.. start, .. bytes]);

            Refused("", 3, _work.At("a.csv"));
        }
    }

    [Fact]
    public void A_file_that_breaks_off_writes_nothing() =>
        Refused("REC-", 3, FileOf("a.csv", Glotip, Total, Total.Replace("Guatemala", $"\"{Telltale}", StringComparison.Ordinal)));

    [Theory]
    [InlineData("years of work")]
    [InlineData("")]
    [InlineData("country,name\nGT,Guatemala\n")]
    public void What_is_no_earlier_table_is_not_replaced(string content)
    {
        Directory.CreateDirectory(_work.At("out"));
        File.WriteAllText(_work.At("out", "glotip-justice.csv"), content);

        Refused("CLI-029", 2, FileOf("a.csv", Glotip, Total));
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_wrong_use()
    {
        File.WriteAllText(_work.At("out"), "years of work");

        Refused("CLI-", 2, FileOf("a.csv", Glotip, Total));
    }

    private AmparoProcess Official(string file, params string[] options) => AmparoProcess.Run(["official", file, "--out", _work.At("out"), .. options]);

    private void Refused(string code, int exit, string file, params string[] options)
    {
        var before = Workspace.Snapshot(_work.Root);
        var run = Official(file, options);
        run.Exit.ShouldBe(exit, run.Output + run.Error);
        run.ErrorLines[^1].ShouldStartWith(code);
        run.ErrorLines.Where(line => !line.EndsWith('…')).ShouldHaveSingleItem().ShouldMatch("^[A-Z]{3}-[0-9]{3} ");
        (run.Output + run.Error).ShouldNotContain(Telltale, Case.Insensitive);
        Workspace.Snapshot(_work.Root).ShouldBe(before);
    }

    private string FileOf(string name, params string[] lines)
    {
        File.WriteAllText(_work.At(name), string.Join('\n', lines));
        return _work.At(name);
    }

    private string[] Written() => [.. Directory.GetFiles(_work.At("out")).Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal)];

    private void ShouldBeOurs(IEnumerable<string> tables)
    {
        foreach (var table in tables)
            File.ReadAllBytes(_work.At("out", $"{table}.csv")).ShouldBe(File.ReadAllBytes(Path.Combine(AmparoProcess.Root, "content", "official", $"{table}.csv")), table);
    }

    private static string[] Ours(string pattern) =>
    [
        .. Directory.GetFiles(Path.Combine(AmparoProcess.Root, "content", "official"), pattern).Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal),
    ];
}
