using System.Globalization;
using Amparo.Vocabulary.Shapes;

namespace Amparo.Content.Tests;

/// <summary>Our tables against the publishers' files, read here by plain code that shares nothing with the readers.</summary>
public class OfficialFiguresTests
{
    private static readonly Dictionary<string, string> Countries = new(StringComparer.Ordinal)
    {
        ["BLZ"] = "BZ",
        ["CRI"] = "CR",
        ["DOM"] = "DO",
        ["SLV"] = "SV",
        ["GTM"] = "GT",
        ["HND"] = "HN",
        ["MEX"] = "MX",
        ["NIC"] = "NI",
        ["PAN"] = "PA",
    };

    private static readonly OfficialContent Official = OfficialContent.Load(Repository.Content, Repository.Lists).Value;

    [Fact]
    public void Every_total_of_detected_victims_is_the_published_one()
    {
        var published = Published().Where(row => row.Sex == "Total").ToLookup(row => (row.Country, row.Year), row => row.Figure);

        published.Count.ShouldBe(94);
        ShouldEqual(Official.Cubes["glotip-detected-victims"], (country, year, _) => Agreed(published[(country, year)]), ["_T"]);
    }

    [Fact]
    public void Every_figure_by_sex_is_the_published_one_or_missing_where_the_source_contradicts_itself()
    {
        var codes = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["female"] = "Female",
            ["male"] = "Male",
            ["other"] = "Other",
            ["_U"] = "Unknown",
            ["_T"] = "Total",
        };
        var published = Published().ToLookup(row => (row.Country, row.Year, row.Sex), row => row.Figure);

        var contradictions = published.Where(cell => cell.Distinct().Count() > 1)
            .Select(cell => (cell.Key.Country, cell.Key.Year)).Distinct();
        contradictions.Order().ShouldBe([("DO", "2018"), ("DO", "2019"), ("DO", "2020"), ("DO", "2021")]);
        ShouldEqual(
            Official.Cubes["glotip-detected-victims-sex"],
            (country, year, sex) => Agreed(published[(country, year, codes[sex])]), codes.Keys);
    }

    // What a row must say, what its words mean here, and whether equal rows may be one; every cell of the nine countries in both directions.
    [Theory]
    [InlineData("glotip-detected-victims-sex-age", "Detected trafficking victims", "Total", "sex age", true, 754)]
    [InlineData("glotip-detected-victims-form", "Detected trafficking victims", "by form of exploitation", "form sex age", false, 578)]
    [InlineData("glotip-detected-victims-citizenship", "Detected trafficking victims", "by citizenship", "name", true, 333)]
    [InlineData("glotip-repatriated-nationals", "Detected trafficking victims", "by country of repatriation", "name", true, 44)]
    [InlineData("glotip-offences", "Offences of trafficking in persons", "Total", "", true, 89)]
    [InlineData("glotip-justice", "", "Total", "stage", true, 252)]
    [InlineData("glotip-suspects", "Persons brought into formal contact", "Total", "sex age", true, 204)]
    [InlineData("glotip-prosecuted", "Persons prosecuted", "Total", "sex age", true, 255)]
    [InlineData("glotip-convicted", "Persons convicted", "Total", "sex age", true, 281)]
    [InlineData("glotip-convicted-form", "Persons convicted", "by form of exploitation", "form", false, 145)]
    [InlineData("glotip-convicted-citizenship", "Persons convicted", "by citizenship", "name", true, 27)]
    public void Every_cell_of_the_questionnaire_is_the_published_one(string table, string indicator, string dimension, string axes, bool sameIsOne, int cells)
    {
        var kept = axes.Split(' ');
        var rows =
            from row in File.ReadLines(Repository.SharedData("unodc-glotip/glotip_2023-05_region.csv")).Skip(1).Select(Cells)
            where Countries.ContainsKey(row[0]) && row[5] == dimension && (indicator.Length == 0 || row[4] == indicator)
                && (kept.Contains("sex") || (row[7] == "Total" && row[8] == "Total"))
                && (table != "glotip-repatriated-nationals" || string.CompareOrdinal(row[9], "2017") >= 0)
            let code = kept switch
            {
                _ when kept.Contains("form") => Form(row[6]),
                _ when kept.Contains("stage") => Stage(row[4]),
                _ when kept.Contains("name") => Place(row[6], table == "glotip-repatriated-nationals" ? null : Countries[row[0]]),
                _ => "",
            }
            where code is not null
            select (Cell: string.Join('|', new[] { Countries[row[0]], row[9], code }.Concat(kept.Contains("sex") ? [Sex(row[7]), Age(row[8])] : [])), Figure: FigureOf(row[11]));
        var published = rows.GroupBy(row => row.Cell, row => row.Figure, StringComparer.Ordinal)
            .Where(cell => cell.Count() == 1 || (sameIsOne && cell.Distinct().Count() == 1))
            .ToDictionary(cell => cell.Key, cell => cell.First(), StringComparer.Ordinal);

        var cube = Official.Cubes[table];
        var ours = cube.Cells.ToDictionary(
            cell =>
            {
                var codes = cube.PositionsOf(cell.Key).Select((position, axis) => cube.Dimensions[axis].CodeAt(position)).ToList();
                if (kept is [""] or ["sex", "age"])
                    codes.Insert(2, "");
                return string.Join('|', codes);
            },
            cell => cell.Value, StringComparer.Ordinal);

        published.Count.ShouldBe(cells);
        ours.OrderBy(cell => cell.Key, StringComparer.Ordinal).ShouldBe(published.OrderBy(cell => cell.Key, StringComparer.Ordinal));
    }

    private static string Sex(string word) => word switch { "Female" => "female", "Male" => "male", "Other" => "other", "Unknown" => "_U", _ => "_T" };

    private static string Age(string word) => word switch { "0 to 17 years" => "0-17", "18 years or over" => "18-plus", "Unknown" => "_U", _ => "_T" };

    private static string? Form(string word) => word switch { "Sexual exploitation" => "sexual", "Forced labour" => "labour", _ => null };

    private static string? Stage(string word) => word switch
    {
        "Persons brought into formal contact" => "formal-contact",
        "Persons prosecuted" => "prosecuted",
        "Persons convicted" => "convicted",
        _ => null,
    };

    // The source's words, damaged letters included, as a person reads them.
    private static string? Place(string word, string? own) => word.Replace('\uFFFD', '?') switch
    {
        "Nationals" or "Ciudadanos de su pa?s" => own,
        "Abroad" or "TOTAL POR A\u00D1O" => "_T",
        "Unknown" or "DESCONOCIDA" => "_U",
        "Belize" or "Belizean" or "BELICE?A" => "BZ",
        "Costa Rica" => "CR",
        "Dominican Republic" or "DOMINICANA" or "Rep?blica Dominicana" or "Rep. Dominicana" => "DO",
        "El Salvador" or "EL SALVADOR" or "SALVADORE?A" or "Salvadore?a" => "SV",
        "Guatemala" or "Guatemalan" or "Guatemaltecos" => "GT",
        "Honduras" or "HONDURE?A" or "Hondure?o" or "Honduranian" or "Hodruanian" => "HN",
        "Mexico" => "MX",
        "Nicaragua" => "NI",
        "Panama" or "Panam?" => "PA",
        "Alemania" or "Alemana" => "DE",
        "Canad?" => "CA",
        "Francia" => "FR",
        "Italia" => "IT",
        "Spain" or "Espa?a" => "ES",
        "United States of America" => "US",
        "Venezuela (Bolivarian Republic of)" => "VE",
        "Colombia" => "CO",
        "China" => "CN",
        "Cuba" => "CU",
        "Haiti" => "HT",
        "Guinea" => "GN",
        "Congo" => "CG",
        "Nigeria" => "NG",
        "Argentina" => "AR",
        "Peru" => "PE",
        "Cambodia" => "KH",
        "Indonesia" => "ID",
        "Philippines" => "PH",
        "Viet Nam" => "VN",
        "South Africa" => "ZA",
        "Albania" => "AL",
        "Ghana" => "GH",
        "Republic of Korea" => "KR",
        "Ecuador" => "EC",
        "Hungary" => "HU",
        "Brazil" => "BR",
        "Belarus" => "BY",
        "Russian Federation" => "RU",
        "Ukraine" => "UA",
        "Lebanon" => "LB",
        "" or "(especifique otras nacionalidades)" or "(especifique el pa?s)" => null,
        _ => throw new InvalidOperationException("A word that this test does not know."),
    };

    [Fact]
    public void Every_population_is_the_published_one()
    {
        var published = File.ReadLines(Repository.SharedData("population/worldbank_total_population_region.csv")).Skip(1).Select(Cells)
            .Where(cells => Countries.ContainsKey(cells[1]) && int.Parse(cells[2], CultureInfo.InvariantCulture) is >= 2000 and <= 2024)
            .ToDictionary(
                cells => (Countries[cells[1]], cells[2]), cells => Figure.Exact(decimal.Parse(cells[3], CultureInfo.InvariantCulture)));

        published.Count.ShouldBe(9 * 25);
        ShouldEqual(Official.Cubes["population"], (country, year, _) => published.GetValueOrDefault((country, year)), ["_T"]);
    }

    [Fact]
    public void The_two_tables_of_detected_victims_agree_on_every_total()
    {
        var totals = Official.Cubes["glotip-detected-victims"];
        var bySex = Official.Cubes["glotip-detected-victims-sex"];

        foreach (var country in totals.Dimensions[0].List.Codes.Select(code => code.Id))
        {
            foreach (var year in totals.Dimensions[1].List.Codes.Select(code => code.Id))
                bySex[("country", country), ("year", year)].ShouldBe(totals[("country", country), ("year", year)], $"{country} {year}");
        }
    }

    [Fact]
    public void Rates_from_our_tables_equal_those_worked_out_elsewhere()
    {
        var rows = File.ReadLines(Repository.SharedData("sdg-16-2-2/derived_total_rate_from_glotip.csv")).Skip(1).Select(Cells)
            .Where(cells => Countries.ContainsKey(cells[0])).ToArray();

        rows.Length.ShouldBe(94);
        foreach (var cells in rows)
        {
            var victims = Official.Cubes["glotip-detected-victims"][("country", Countries[cells[0]]), ("year", cells[1])];
            var population = Official.Cubes["population"][("country", Countries[cells[0]]), ("year", cells[1])];
            if (cells[5].Length == 0)
                victims.ShouldBe(Figure.Between((0, 4)));
            else
                (victims.Low / population.Low * 100_000).ShouldBe(decimal.Parse(cells[5], CultureInfo.InvariantCulture), 0.00006m);
        }
    }

    // Both ways: a figure too many is as wrong as one too few, and the axes end where the table says.
    private static void ShouldEqual(Cube cube, Func<string, string, string, Figure> published, IEnumerable<string> sexes)
    {
        var years = cube.Dimensions[1].List.Codes.Select(code => code.Id).ToArray();
        var stated = 0;
        foreach (var country in Countries.Values)
        {
            for (var year = 1990; year <= 2030; year++)
            {
                var code = year.ToString(CultureInfo.InvariantCulture);
                foreach (var sex in sexes)
                {
                    var expected = published(country, code, sex);
                    var at = $"{country} {code} {sex}";
                    if (!years.Contains(code))
                    {
                        expected.ShouldBe(Figure.Missing, at);
                        continue;
                    }

                    var actual = cube.Dimensions.Count == 2
                        ? cube[("country", country), ("year", code)]
                        : cube[("country", country), ("year", code), ("sex", sex)];
                    actual.ShouldBe(expected, at);
                    stated += actual.IsStated ? 1 : 0;
                }
            }
        }

        cube.Cells.Count().ShouldBe(stated);
    }

    // The figure that all rows for a cell give; missing if there is none, or if they differ.
    private static Figure Agreed(IEnumerable<Figure> figures) =>
        figures.Distinct().ToArray() is [var only] ? only : Figure.Missing;

    private static IEnumerable<(string Country, string Year, string Sex, Figure Figure)> Published() =>
        from cells in File.ReadLines(Repository.SharedData("unodc-glotip/glotip_2023-05_region.csv")).Skip(1).Select(Cells)
        where Countries.ContainsKey(cells[0]) && cells[4] == "Detected trafficking victims" && cells[5] == "Total"
            && cells[6] == "Total" && cells[8] == "Total"
        select (Countries[cells[0]], cells[9], cells[7], FigureOf(cells[11]));

    private static Figure FigureOf(string text) => text == "<5"
        ? Figure.Between((0, 4))
        : Figure.Exact(decimal.Parse(text.Replace(",", "", StringComparison.Ordinal), CultureInfo.InvariantCulture));

    // Splits at commas outside quotation marks; the publishers' files hold no doubled ones in these columns.
    internal static string[] Cells(string line)
    {
        var quoted = false;
        var marked = line.Select(letter =>
        {
            quoted ^= letter == '"';
            return letter == ',' && !quoted ? '\0' : letter;
        });
        return [.. new string([.. marked]).Split('\0').Select(cell => cell.Trim('"'))];
    }
}
