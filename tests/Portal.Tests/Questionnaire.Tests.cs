using Amparo.Portal.Tests.Samples;

namespace Amparo.Portal.Tests;

/// <summary>The figures of the questionnaire's tables on the pages of themes and countries, against the tables as they lie in the content.</summary>
public sealed class QuestionnaireTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/es/temas/justice/official-convicted", "glotip-justice", "2018", "glotip-indicator=convicted", 8)]
    [InlineData("/en/themes/justice/official-prosecuted", "glotip-justice", "2017", "glotip-indicator=prosecuted", 8)]
    [InlineData("/es/temas/justice/official-offences", "glotip-offences", "2018", "", 9)]
    [InlineData("/es/temas/children/official-children", "glotip-detected-victims-sex-age", "2020", "sex=_T,age-group=0-17", 8)]
    [InlineData("/fr/themes/forced-labour/official-labour", "glotip-detected-victims-form", null, "glotip-form=labour,sex=_T,age-group=_T", 7)]
    [InlineData("/ht/tem/corridors/official-repatriated", "glotip-repatriated-nationals", "2020", "exploitation-country=_T", 6)]
    public async Task Countries_beside_each_other_are_those_of_the_table(string figure, string table, string? year, string at, int fewest)
    {
        var shown = Stated(await host.Client().GetStringAsync(new Uri(figure + ".csv", UriKind.Relative), Cancel));
        shown.Count.ShouldBeGreaterThanOrEqualTo(fewest);
        year ??= shown[0]["year"];

        var expected = Table(table).Where(row => row["year"] == year && row["country"] != "_T"
            && at.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(part => part.Split('=')).All(part => row[part[0]] == part[1]));
        shown.Where(row => row["country"] != "_T").Select(row => (row["country"], row["low"], row["high"])).Order()
            .ShouldBe(expected.Select(row => (row["country"], row["low"], row["high"])).Order());
    }

    [Fact]
    public async Task Corridors_are_the_cells_of_one_year_and_name_the_country_that_detected()
    {
        var shown = Stated(await host.Client().GetStringAsync(new Uri("/es/temas/corridors/official-corridors.csv", UriKind.Relative), Cancel));
        var year = shown.Select(row => row["year"]).Distinct().ShouldHaveSingleItem();
        var expected = Table("glotip-detected-victims-citizenship").Where(row => row["year"] == year);

        shown.Select(row => (row["citizenship"], row["country"], row["low"], row["high"])).Order()
            .ShouldBe(expected.Select(row => (row["citizenship"], row["country"], row["low"], row["high"])).Order());
        var page = await host.PageAsync("/es/temas/corridors");
        page.GetElementById("official-corridors")!.TextContent.ShouldContain("no cuántas víctimas hay");
    }

    [Theory]
    [InlineData("BZ")]
    [InlineData("CR")]
    [InlineData("DO")]
    [InlineData("SV")]
    [InlineData("GT")]
    [InlineData("HN")]
    [InlineData("MX")]
    [InlineData("NI")]
    [InlineData("PA")]
    public async Task Justice_in_a_country_is_told_stage_by_stage_and_never_as_a_rate(string country)
    {
        var shown = Stated(await host.Client().GetStringAsync(new Uri($"/en/countries/{country.ToLowerInvariant()}/official-justice.csv", UriKind.Relative), Cancel));

        shown.Select(row => (row["year"], row["glotip-indicator"], row["low"], row["high"])).Order()
            .ShouldBe(Table("glotip-justice").Where(row => row["country"] == country).Select(row => (row["year"], row["glotip-indicator"], row["low"], row["high"])).Order());
        var text = (await host.PageAsync($"/en/countries/{country.ToLowerInvariant()}")).QuerySelector("#justice")!.ParentElement!.TextContent;
        text.ShouldContain("not a funnel");
        text.ShouldNotContain("conviction rate of");
    }

    private static List<Dictionary<string, string>> Table(string id) =>
        Parse(File.ReadAllText(Path.Combine(SampleReleases.ContentFolder, "official", $"{id}.csv")));

    private static List<Dictionary<string, string>> Stated(string csv) => [.. Parse(csv).Where(row => row["kind"] is "exact" or "interval")];

    // Codes and numbers only: no cell of these files holds a comma or a quotation mark but their notes, which stand last.
    private static List<Dictionary<string, string>> Parse(string csv)
    {
        var lines = csv.TrimStart('\uFEFF').Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.TrimEnd('\r').Split(',')).ToList();
        return [.. lines.Skip(1).Select(cells => lines[0].Zip(cells).DistinctBy(cell => cell.First).ToDictionary(cell => cell.First, cell => cell.Second, StringComparer.Ordinal))];
    }
}
