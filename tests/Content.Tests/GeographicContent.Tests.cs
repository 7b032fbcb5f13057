using System.Globalization;
using System.IO.Compression;
using System.Xml.Linq;
using Amparo.Vocabulary;

namespace Amparo.Content.Tests;

/// <summary>Countries, divisions and regions against the publishers' files and against what the platform knows.</summary>
public sealed class GeographicContentTests
{
    private static readonly CodeList Countries = Repository.Lists["iso-3166-1"];

    private static readonly Dictionary<string, Hierarchy> Hierarchies =
        Repository.Content.LoadHierarchies(Repository.Lists).Value.ToDictionary(hierarchy => hierarchy.Id, StringComparer.Ordinal);

    [Fact]
    public void There_are_249_countries_and_territories_each_with_three_codes_of_its_own()
    {
        Countries.Codes.Count.ShouldBe(249);
        Countries.Codes.Select(code => code.Id).ShouldBe(Countries.Codes.Select(code => code.Id).Order(StringComparer.Ordinal));
        Countries.Codes.ShouldAllBe(code => IsLetters(code.Id, 2) && code.Equivalents["iso2"] == code.Id);
        Countries.Codes.ShouldAllBe(code => IsLetters(code.Equivalents["iso3"], 3) && code.Equivalents["m49"].Length == 3 && code.Equivalents["m49"].All(char.IsAsciiDigit));
        Countries.Codes.Select(code => code.Equivalents["iso3"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(249);
        Countries.Codes.Select(code => code.Equivalents["m49"]).Distinct(StringComparer.Ordinal).Count().ShouldBe(249);
    }

    [Fact]
    public void Alpha_3_codes_are_those_that_the_platform_knows()
    {
        var known = 0;
        foreach (var code in Countries.Codes)
        {
            RegionInfo region;
            try
            {
                region = new RegionInfo(code.Id);
            }
            catch (ArgumentException)
            {
                continue;
            }

            known++;
            region.ThreeLetterISORegionName.ShouldBe(code.Equivalents["iso3"], code.Id);
        }

        known.ShouldBeGreaterThanOrEqualTo(200);
    }

    [Fact]
    public void Alpha_2_codes_and_names_are_those_of_the_codebook_of_2017_but_for_what_changed_since()
    {
        var finder = NameFinder.Of(Countries);
        var codebook = CountriesOfTheCodebook();
        var codes = codebook.Select(row => row.Code).Distinct(StringComparer.Ordinal).ToArray();
        var own = Countries.Codes.Select(code => code.Id).ToArray();

        codes.Except(own).Order(StringComparer.Ordinal).ShouldBe(DissolvedStates);
        own.Except(codes).Order(StringComparer.Ordinal).ShouldBe(NotInTheCodebook);
        var placed = codebook.Where(row => finder.Find(row.Name).Found).ToArray();
        placed.ShouldAllBe(row => Countries.Codes[finder.Find(row.Name).Position].Id == row.Code || row.Code == "ZR");
        placed.Length.ShouldBeGreaterThanOrEqualTo(225);
    }

    [Fact]
    public void Alpha_3_codes_and_names_are_those_of_the_country_year_tables()
    {
        var finder = NameFinder.Of(Countries);
        var byIso3 = Countries.Codes.ToDictionary(code => code.Equivalents["iso3"], StringComparer.Ordinal);
        var unknown = new SortedSet<string>(StringComparer.Ordinal);
        var placed = 0;
        foreach (var (iso3, name) in Glotip().Select(row => (row[0], row[1])).Distinct().Where(row => row.Item2.Length > 0))
        {
            if (!byIso3.TryGetValue(iso3, out var code))
            {
                unknown.Add(name);
                continue;
            }

            // Names that two countries bear are refused on purpose; every other name must lead to the country of its code.
            var match = finder.Find(name);
            (match.IsAmbiguous || (match.Found && Countries.Codes[match.Position] == code)).ShouldBeTrue(name);
            placed += match.Found ? 1 : 0;
        }

        unknown.ShouldBe(["Sark"]);
        placed.ShouldBeGreaterThanOrEqualTo(197);
    }

    [Fact]
    public void Sub_regions_and_regions_are_those_of_the_country_year_tables()
    {
        var subregion = Hierarchies["iso-3166-1-to-m49-area"].Then(Hierarchies["m49-area-to-m49-subregion"]);
        var region = subregion.Then(Hierarchies["m49-subregion-to-m49-region"]);
        var byIso3 = Countries.Codes.ToDictionary(code => code.Equivalents["iso3"], StringComparer.Ordinal);
        var rows = Glotip().Where(row => row[3].Length > 0 && byIso3.ContainsKey(row[0])).Select(row => (row[0], row[2], row[3])).Distinct().ToArray();

        rows.Length.ShouldBe(199);
        foreach (var (iso3, regionName, subregionName) in rows)
        {
            subregion.BroaderOf(byIso3[iso3].Id)!.Equivalents["glotip"].ShouldBe(subregionName, iso3);
            region.BroaderOf(byIso3[iso3].Id)!.Equivalents["glotip"].ShouldBe(regionName, iso3);
        }
    }

    [Fact]
    public void Every_country_but_Antarctica_lies_in_a_region()
    {
        var region = Hierarchies["iso-3166-1-to-m49-area"].Then(Hierarchies["m49-area-to-m49-subregion"])
            .Then(Hierarchies["m49-subregion-to-m49-region"]);

        Countries.Codes.Where(code => region.BroaderOf(code.Id) is null).Select(code => code.Id).ShouldBe(["AQ"]);
        region.Broader.Codes.Select(code => region.NarrowerOf(code.Id).Count).ShouldBe([60, 57, 51, 51, 29]);
        Hierarchies["iso-3166-1-to-m49-area"].NarrowerOf("central-america").Select(code => code.Id).Order(StringComparer.Ordinal)
            .ShouldBe(["BZ", "CR", "GT", "HN", "MX", "NI", "PA", "SV"]);
        Repository.Lists["un-region"].Codes.Select(code => code.Id).ShouldBe(["africa", "americas", "asia", "europe", "oceania", "americas-oceania"]);
    }

    [Fact]
    public void The_first_level_divisions_of_the_nine_countries_belong_to_their_country()
    {
        var hierarchy = Hierarchies["iso-3166-2-to-country"];

        hierarchy.Narrower.Codes.ShouldAllBe(code => hierarchy.BroaderOf(code.Id)!.Id == code.Id.Substring(0, 2));
        hierarchy.Broader.Codes.Select(code => $"{code.Id} {hierarchy.NarrowerOf(code.Id).Count}")
            .ShouldBe(["BZ 6", "CR 7", "DO 32", "SV 14", "GT 22", "HN 18", "MX 32", "NI 17", "PA 14"]);
        NameFinder.Of(hierarchy.Narrower).AmbiguousNames.ShouldBe(["colon", "lapaz"]);
    }

    [Fact]
    public void The_nine_countries_are_called_the_same_in_every_list()
    {
        foreach (var country in Repository.Lists["country"].Codes)
        {
            foreach (var language in Language.All)
                Countries.Find(country.Id)!.Name[language].ShouldBe(country.Name[language]);
            Countries.Find(country.Id)!.Equivalents["iso3"].ShouldBe(country.Equivalents["iso3"]);
        }
    }

    [Fact]
    public void Citizenship_is_every_country_and_what_is_no_country()
    {
        var citizenship = Repository.Lists["citizenship"];

        citizenship.Version.ShouldBe(2);
        citizenship.Codes.Take(249).Select(code => code.Id).ShouldBe(Countries.Codes.Select(code => code.Id));
        citizenship.Codes.Skip(249).Select(code => code.Id).ShouldBe(["stateless", "other"]);
        citizenship.Find("HN")!.Spellings.ShouldContain("catracha");
    }

    // The Netherlands Antilles (until 2010) and Zaire (until 1997).
    private static readonly string[] DissolvedStates = ["AN", "ZR"];

    private static readonly string[] NotInTheCodebook = ["AX", "BL", "BQ", "GG", "IM", "JE", "MF", "SX"];

    internal static IEnumerable<string[]> Glotip()
    {
        var path = Repository.SharedData("unodc-glotip/glotip_2023-05_all.csv.gz");
        using var reader = new StreamReader(new GZipStream(File.OpenRead(path), CompressionMode.Decompress));
        reader.ReadLine();
        while (reader.ReadLine() is { } line)
            yield return OfficialFiguresTests.Cells(line);
    }

    // The sheet of code lists: codes in column B and names in column C; citizenship stands in rows 38 to 300.
    private static List<(string Code, string Name)> CountriesOfTheCodebook()
    {
        using var zip = ZipFile.OpenRead(Repository.SharedData("ctdc-codebooks/DATA_DICTIONARY_version_28_11_2017_0.xlsx"));
        XNamespace main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        var texts = Part(zip, "xl/sharedStrings.xml").Descendants(main + "si")
            .Select(item => string.Concat(item.Descendants(main + "t").Select(text => text.Value))).ToArray();
        var cells = Part(zip, "xl/worksheets/sheet2.xml").Descendants(main + "c").Where(cell => cell.Attribute("t")?.Value == "s")
            .ToDictionary(
                cell => cell.Attribute("r")!.Value,
                cell => texts[int.Parse(cell.Element(main + "v")!.Value, CultureInfo.InvariantCulture)].Trim(),
                StringComparer.Ordinal);
        return
        [
            .. Enumerable.Range(38, 263).Where(row => IsLetters(cells.GetValueOrDefault($"B{row}", ""), 2))
                .Select(row => (cells[$"B{row}"], cells.GetValueOrDefault($"C{row}", ""))),
        ];
    }

    private static bool IsLetters(string text, int length) => text.Length == length && text.All(char.IsAsciiLetterUpper);

    private static XDocument Part(ZipArchive zip, string name)
    {
        using var stream = zip.GetEntry(name)!.Open();
        return XDocument.Load(stream);
    }
}
