using System.Globalization;
using Amparo.Content;
using Amparo.Portal.Tests.Samples;
using Amparo.TestSupport;
using Amparo.Vocabulary;

namespace Amparo.Portal.Tests;

/// <summary>What others estimate of a country, and what its government did: as the registers say, with the caution.</summary>
public sealed class CountryOthersTests(PublishedHost host) : IClassFixture<PublishedHost>
{
    private static readonly string[] Places = ["/es/paises/", "/en/countries/", "/fr/pays/", "/ht/peyi/"];

    public static TheoryData<string, string> CountriesAndPlaces
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var country in new[] { "BZ", "CR", "DO", "SV", "GT", "HN", "MX", "NI", "PA" })
            {
                foreach (var place in Places)
                    data.Add(place, country);
            }

            return data;
        }
    }

    // The file is read here by its lines, with no reader of ours: a value in it, with the digits in it, is a value on the page.
    [Theory]
    [MemberData(nameof(CountriesAndPlaces))]
    public async Task The_estimates_of_others_are_those_of_the_register(string place, string country)
    {
        var lines = File.ReadAllLines(Path.Combine(SampleReleases.ContentFolder, "registers", "other-estimates.csv"))
            .Where(line => line.StartsWith(country + ",", StringComparison.Ordinal)).Select(line => line.Split(',')).ToList();
        var section = Section(await host.PageAsync(place + country.ToLowerInvariant()), "other-estimates");
        var rows = section.QuerySelectorAll("tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.TextContent.Trim()).ToArray()).ToList();

        rows.Count.ShouldBe(lines.Count);
        foreach (var (row, line) in rows.Zip(lines))
        {
            if (line[3].Length == 0)
                row[0].ShouldNotContain("0");
            else
                Plain(row[0]).ShouldBe(line[3]);
            row[1].ShouldBe(line[2]);
            row[2].ShouldBe("Walk Free, Global Slavery Index 2023");
        }
    }

    [Theory]
    [InlineData("/es/paises/gt", "140 000", "7.8", "No es una cifra de Amparo", "más amplia que la trata", "No puede compararse")]
    [InlineData("/en/countries/gt", "140,000", "7.8", "not a figure of Amparo", "wider notion than trafficking", "cannot be compared")]
    [InlineData("/fr/pays/gt", "140 000", "7,8", "pas un chiffre d'Amparo", "plus large que la traite", "ne peut être comparée")]
    [InlineData("/ht/peyi/gt", "140 000", "7,8", "pa yon chif Amparo", "pi laj pase trafik", "pa ka konpare")]
    public async Task They_stand_under_the_caution_after_the_official_figures_and_outside_the_invented_band(
        string path, string persons, string rate, string notOurs, string wider, string notCompared)
    {
        var page = await host.PageAsync(path);
        var section = Section(page, "other-estimates");
        var text = section.TextContent.Replace('\u00A0', ' ');

        foreach (var words in new[] { persons, rate, notOurs, wider, notCompared })
            text.ShouldContain(words);
        section.QuerySelector("caption")!.TextContent.ShouldContain("Walk Free");
        section.Closest(".amparo-invented").ShouldBeNull();
        section.PreviousElementSibling!.GetAttribute("aria-labelledby").ShouldBe("official");
        section.QuerySelector(".govuk-inset-text")!.CompareDocumentPosition(section.QuerySelector("table")!)
            .HasFlag(AngleSharp.Dom.DocumentPositions.Following).ShouldBeTrue();
        section.QuerySelector("a[href='#estimate']").ShouldNotBeNull();
        section.QuerySelector($"a[href^='/data/other-estimates.csv']").ShouldNotBeNull();
    }

    [Theory]
    [InlineData("/es/paises/bz", "La fuente no da ninguna estimación")]
    [InlineData("/en/countries/bz", "The source gives no estimate")]
    [InlineData("/fr/pays/bz", "La source ne donne aucune estimation")]
    [InlineData("/ht/peyi/bz", "Sous la pa bay okenn estimasyon")]
    public async Task A_silence_of_the_source_is_said_in_words(string path, string words)
    {
        var cells = Section(await host.PageAsync(path), "other-estimates").QuerySelectorAll("tbody tr td:nth-child(2)");
        cells.Select(cell => cell.TextContent.Trim()).ShouldBe([words, words]);
    }

    [Theory]
    [InlineData("/es/paises/cr")]
    [InlineData("/es/paises/pa")]
    public async Task Our_estimate_is_not_pointed_to_where_there_is_none(string path)
    {
        var page = await host.PageAsync(path);
        page.QuerySelector("#estimate").ShouldBeNull();
        page.QuerySelector("a[href='#estimate']").ShouldBeNull();
    }

    [Theory]
    [MemberData(nameof(CountriesAndPlaces))]
    public async Task The_actions_of_a_government_are_those_of_the_register_in_the_readers_language(string place, string country)
    {
        var register = OfficialContent.Load(new ContentFolder(SampleReleases.ContentFolder), Lists).Value.Registers["government-actions"];
        int At(string column) => register.Columns.Index().Single(candidate => candidate.Item.Id == column).Index;
        var expected = register.Rows.Where(row => row[0] == country).Select(row => row[At("what-" + place[1..3])]).ToList();
        var section = Section(await host.PageAsync(place + country.ToLowerInvariant()), "government");

        section.QuerySelectorAll(".amparo-fact").Select(fact => fact.TextContent).ShouldBe(expected);
        section.QuerySelectorAll("dl a").ShouldAllBe(link => link.GetAttribute("rel") == "external noreferrer" && link.GetAttribute("href")!.StartsWith("https://", StringComparison.Ordinal));
        section.TextContent.ShouldNotContain("Tier ", Case.Sensitive);
    }

    [Theory]
    [InlineData("/es/paises/bz", "Todavía no hemos reunido ninguna acción")]
    [InlineData("/en/countries/sv", "We have not gathered any action")]
    public async Task A_country_of_which_nothing_was_gathered_says_so(string path, string words)
    {
        var section = Section(await host.PageAsync(path), "government");
        section.TextContent.ShouldContain(words);
        section.QuerySelector("dl").ShouldBeNull();
    }

    [Theory]
    [InlineData("/es/sobre-los-datos", "Sin personas: estimaciones de otros", "Sin personas: acciones de gobiernos")]
    [InlineData("/en/about-the-data", "No persons: estimates by others", "No persons: actions of governments")]
    [InlineData("/fr/a-propos-des-donnees", "Sans personnes : estimations d'autres", "Sans personnes : actions de gouvernements")]
    [InlineData("/ht/konsenan-done-yo", "San moun ladan: estimasyon lòt moun", "San moun ladan: aksyon gouvènman")]
    public async Task The_ledger_says_why_the_registers_hold_nobody(string path, string estimates, string actions)
    {
        var text = (await host.PageAsync(path)).Body!.TextContent;
        text.ShouldContain(estimates);
        text.ShouldContain(actions);
    }

    private static CodeListCatalogue Lists => CodeListCatalogue.Of(
        Directory.EnumerateFiles(Path.Combine(Repository.Root, "content", "vocabulary"), "*.yaml").Select(path =>
        {
            using var reader = new StreamReader(path);
            return CodeListReader.Read(reader, Path.GetFileName(path)).Value;
        })).Value;

    private static AngleSharp.Dom.IElement Section(AngleSharp.Dom.IDocument page, string id) => page.QuerySelector($"section[aria-labelledby='{id}']")!;

    // Without the signs that groups and decimals have in the four languages; a comma is a decimal sign before one digit only.
    private static string Plain(string number)
    {
        var digits = number.Replace("\u00A0", "", StringComparison.Ordinal);
        digits = digits.Length > 2 && digits[^2] == ',' ? digits.Replace(',', '.') : digits.Replace(",", "", StringComparison.Ordinal);
        return decimal.Parse(digits, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
