using System.Globalization;
using Amparo.Records.Registers;
using Amparo.Records.Tables;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Content.Tests;

public sealed class OfficialContentTests : IDisposable
{
    private readonly string _copy = Directory.CreateTempSubdirectory("amparo-official-").FullName;

    public OfficialContentTests()
    {
        foreach (var name in new[] { "official", "registers" })
        {
            Directory.CreateDirectory(Path.Combine(_copy, name));
            foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Content.Root, name)))
                File.Copy(file, Path.Combine(_copy, name, Path.GetFileName(file)));
        }
    }

    public void Dispose() => Directory.Delete(_copy, recursive: true);

    private Outcome<OfficialContent> Load() => OfficialContent.Load(new ContentFolder(_copy), Repository.Lists);

    private string At(string name) => Path.Combine(_copy, name);

    [Fact]
    public void All_official_figures_and_registers_load_and_name_their_source()
    {
        var official = Load().Value;

        official.Cubes.Keys.Order(StringComparer.Ordinal).ShouldBe(
        [
            "glotip-convicted", "glotip-convicted-citizenship", "glotip-convicted-form", "glotip-detected-victims",
            "glotip-detected-victims-citizenship", "glotip-detected-victims-form", "glotip-detected-victims-sex",
            "glotip-detected-victims-sex-age", "glotip-justice", "glotip-offences", "glotip-prosecuted", "glotip-repatriated-nationals",
            "glotip-suspects", "population",
        ]);
        official.Registers.Keys.Order(StringComparer.Ordinal).ShouldBe(["government-actions", "other-estimates", "trafficking-laws"]);
        official.Holdings.ShouldBe(
            new Dictionary<string, RegisterHolding>
            {
                ["government-actions"] = RegisterHolding.Actions,
                ["other-estimates"] = RegisterHolding.Estimates,
                ["trafficking-laws"] = RegisterHolding.Laws,
            }, ignoreOrder: true);
        foreach (var cube in official.Cubes.Values)
        {
            cube.Header.Origin.ShouldBe(DataOrigin.Official);
            foreach (var text in new[] { cube.Header.Title, cube.Header.Definition, cube.Header.Limits, cube.Header.Unit })
                Language.All.ShouldAllBe(language => text.StatusOf(language) != TranslationStatus.Missing);
        }
    }

    // Counted and added up over the publisher's file by another program, so that a clone without that file is checked too.
    [Fact]
    public void The_figures_have_the_published_number_and_sums()
    {
        var official = Load().Value;

        Sums(official.Cubes["glotip-detected-victims"]).ShouldBe((94, 5, 13887, 13907));
        Sums(official.Cubes["glotip-detected-victims-sex"]).ShouldBe((251, 48, 22462, 22654));
        Sums(official.Cubes["population"]).ShouldBe((225, 0, 4261535878, 4261535878));
        official.Cubes["glotip-detected-victims"][("country", "MX"), ("year", "2015")].ShouldBe(Figure.Exact(2015));
        official.Cubes["glotip-detected-victims"][("country", "MX"), ("year", "2019")].ShouldBe(Figure.Missing);
        official.Cubes["glotip-detected-victims"][("country", "NI"), ("year", "2020")].ShouldBe(Figure.Between((0, 4)));

        static (int Cells, int Intervals, decimal Low, decimal High) Sums(Cube cube) => (
            cube.Cells.Count(), cube.Cells.Count(cell => cell.Value.Kind == FigureKind.Interval),
            cube.Cells.Sum(cell => cell.Value.Low), cube.Cells.Sum(cell => cell.Value.High));
    }

    [Fact]
    public void Parts_by_sex_are_shown_as_published_even_where_they_exceed_the_total()
    {
        var cube = Load().Value.Cubes["glotip-detected-victims-sex"];

        cube[("country", "SV"), ("year", "2018"), ("sex", "female")].ShouldBe(Figure.Exact(47));
        cube[("country", "SV"), ("year", "2018")].ShouldBe(Figure.Exact(46));
        cube[("country", "DO"), ("year", "2020"), ("sex", "male")].ShouldBe(Figure.Missing);
        cube[("country", "DO"), ("year", "2020")].ShouldBe(Figure.Exact(195));
    }

    [Fact]
    public void The_register_holds_the_same_eight_facts_of_each_country_each_with_a_source_and_none_claimed_to_be_verified()
    {
        var register = Load().Value.Registers["trafficking-laws"];
        var rows = register.Rows
            .Select(row => register.Columns.Zip(row).ToDictionary(cell => cell.First.Id, cell => cell.Second))
            .ToArray();

        // The ninth, the Protocol of 2014 to Convention 29, stands where its ratification was read.
        rows.Where(row => row["fact"] != "ilo-p029").GroupBy(row => row["country"]).Select(facts => facts.Count()).ShouldBe(Enumerable.Repeat(8, 9));
        rows.Where(row => row["fact"] == "ilo-p029").Select(row => row["country"]).ShouldBe(["CR", "MX", "PA"]);
        rows.ShouldAllBe(row => row["source"].Length > 0 && row["verified-by"] == "not-yet-verified");
        rows.Where(row => row["fact"] is "untoc" or "palermo-protocol" or "smuggling-protocol" or "sale-of-children-protocol")
            .ShouldAllBe(row => row["date"].Length == 10 && row["step"].Length > 0);
        rows.Single(row => row["country"] == "GT" && row["fact"] == "palermo-protocol")["date"].ShouldBe("2004-04-01");
        rows.Single(row => row["country"] == "NI" && row["fact"] == "coordinating-body")["certainty"].ShouldBe("doubtful");
        // What was not read is never said to the day.
        rows.Where(row => row["certainty"] == "not-read").ShouldAllBe(row => row["fact"] == "ilo-c182" && row["date"].Length == 4);
    }

    // Read by another program in two copies of the publisher's table that agree row by row: persons and persons per thousand.
    [Theory]
    [InlineData("BZ", "", "")]
    [InlineData("CR", "16000", "3.2")]
    [InlineData("DO", "72000", "6.6")]
    [InlineData("GT", "140000", "7.8")]
    [InlineData("HN", "69000", "7.0")]
    [InlineData("MX", "850000", "6.6")]
    [InlineData("NI", "49000", "7.3")]
    [InlineData("PA", "20000", "4.7")]
    [InlineData("SV", "52000", "8.1")]
    public void The_estimates_of_others_are_those_that_were_read_and_a_silence_says_so(string country, string persons, string rate)
    {
        var rows = Rows("other-estimates").Where(row => row["country"] == country).ToList();

        rows.Select(row => (row["measure"], row["value"])).ShouldBe([("persons-in-modern-slavery", persons), ("modern-slavery-per-thousand", rate)]);
        rows.ShouldAllBe(row => row["statement"] == (persons.Length == 0 ? "no-estimate" : "estimate"));
        rows.ShouldAllBe(row => row["year"] == "2021" && row["publisher"] == "Walk Free" && row["title"] == "Global Slavery Index 2023");
        rows.ShouldAllBe(row => row["source"].Contains("not the publisher's own file", StringComparison.Ordinal) && row["verified-by"] == "not-yet-verified");
    }

    [Fact]
    public void The_note_on_estimates_of_others_says_in_every_language_whose_they_are_and_what_they_are_not()
    {
        var note = Load().Value.Registers["other-estimates"].Note;

        (string Language, string[] Words)[] said =
        [
            ("es", ["otra organización", "más amplia que la trata", "matrimonio forzado", "No puede compararse", "ningún intervalo", "no la ha verificado", "no en su propio archivo"]),
            ("en", ["another organisation", "wider notion than trafficking", "forced marriage", "cannot be compared", "no interval", "has not verified", "not in the publisher's own file"]),
            ("fr", ["autre organisation", "plus large que la traite", "mariage forcé", "ne peut être comparée", "aucun intervalle", "ne l'a pas vérifiée", "non dans son propre fichier"]),
            ("ht", ["lòt òganizasyon", "pi laj pase trafik", "maryaj fòse", "pa ka konpare", "okenn entèval", "pa verifye", "pa nan pwòp fichye li"]),
        ];
        foreach (var (language, words) in said)
            words.ShouldAllBe(word => note[Language.Find(language)!].ReplaceLineEndings(" ").Contains(word, StringComparison.Ordinal));
    }

    [Fact]
    public void Every_action_of_a_government_names_a_document_is_told_in_four_languages_and_carries_no_grade()
    {
        var rows = Rows("government-actions");

        rows.Count.ShouldBe(15);
        rows.ShouldAllBe(row => row["source"].Length > 0 && row["address"].StartsWith("http", StringComparison.Ordinal) && row["verified-by"] == "not-yet-verified");
        rows.ShouldAllBe(row => row["certainty"] == "one-source" && int.Parse(row["year"], CultureInfo.InvariantCulture) >= 2018);
        foreach (var language in Language.All)
            rows.Select(row => row["what-" + language.Code]).ShouldBeUnique();
        rows.SelectMany(row => row.Values).ShouldAllBe(cell => !cell.Contains("Tier", StringComparison.OrdinalIgnoreCase) && !cell.Contains("Advancement", StringComparison.OrdinalIgnoreCase));
    }

    private List<Dictionary<string, string>> Rows(string register)
    {
        var table = Load().Value.Registers[register];
        return [.. table.Rows.Select(row => table.Columns.Zip(row).ToDictionary(cell => cell.First.Id, cell => cell.Second))];
    }

    [Theory]
    [InlineData("trafficking-laws", "country", "legal-fact", "treaty-step", "certainty", "verification")]
    [InlineData("other-estimates", "country", "other-estimate-measure", "estimate-statement", "certainty", "verification")]
    [InlineData("government-actions", "country", "government-action", "certainty", "verification")]
    public void Every_code_of_a_register_can_be_named_in_every_language(string id, params string[] lists)
    {
        var register = Load().Value.Registers[id];
        var coded = register.Columns.Select((column, at) => (column.List, At: at)).Where(column => column.List is not null).ToArray();

        coded.Select(column => column.List!.Id).ShouldBe(lists);
        foreach (var code in coded.SelectMany(column => register.Rows.Select(row => (column.List, Id: row[column.At])))
            .Where(cell => cell.Id.Length > 0).Distinct())
        {
            var name = code.List!.Find(code.Id).ShouldNotBeNull().Name;
            Language.All.ShouldAllBe(language => name.StatusOf(language) != TranslationStatus.Missing);
        }
    }

    [Theory]
    [InlineData("official/population.csv", "population.csv")]
    [InlineData("official/population.yaml", "population.yaml")]
    [InlineData("registers/trafficking-laws.csv", "trafficking-laws.csv")]
    public void Half_of_a_pair_is_refused(string file, string subject)
    {
        File.Delete(At(file));

        Load().Problems.ShouldBe([new(ContentProblems.Missing, subject)]);
    }

    [Fact]
    public void A_folder_that_is_not_there_is_refused()
    {
        Directory.Delete(At("registers"), recursive: true);

        Load().Problems.ShouldBe([new(ContentProblems.Missing, "registers")]);
    }

    [Fact]
    public void A_file_not_named_after_its_id_is_refused()
    {
        File.Move(At("official/population.yaml"), At("official/people.yaml"));
        File.Move(At("official/population.csv"), At("official/people.csv"));

        Load().Problems.ShouldBe([new(VocabularyProblems.FileNameDiffers, "people.yaml")]);
    }

    [Fact]
    public void The_problems_of_all_files_are_reported_at_once()
    {
        File.AppendAllText(At("official/population.csv"), "XX,2020,1\n");
        File.AppendAllText(At("registers/trafficking-laws.csv"), "GT,special-law,,,,one-source,x,not-yet-verified\n");

        Load().Problems.ShouldBe(
        [
            new(TableProblems.CodeUnknown, "country", "population.csv line 227"),
            new(TableProblems.LineTwice, "trafficking-laws.csv", "line 77"),
        ]);
    }

    [Fact]
    public void A_damaged_byte_is_refused_and_not_replaced()
    {
        File.WriteAllBytes(At("registers/trafficking-laws.csv"), [.. File.ReadAllBytes(At("registers/trafficking-laws.csv")), 0xE9]);

        Load().Problems.ShouldBe([new(TableProblems.WrongEncoding, "trafficking-laws.csv")]);
    }
}
