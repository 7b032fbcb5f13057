using Amparo.Records;
using System.Globalization;
using static Amparo.RealData.Tests.AccountsTests;

namespace Amparo.RealData.Tests;

/// <summary>Totals by year, sex and form, against a count of the file's own words.</summary>
public sealed class TotalsTests
{
    [Theory]
    [InlineData("ctdc-victim-perpetrator-2022", VictimPerpetrator, "year-band", "yearRegister")]
    [InlineData("ctdc-kanon-2020-subset", Subset, "year", "yearOfRegistration")]
    [InlineData("ctdc-cleaned-extract", Cleaned, "year", "yearOfRegistration")]
    public void Totals_by_year_and_sex_are_those_of_the_file(string mapping, string path, string field, string column)
    {
        var file = PublishedFile.Of(mapping, path);

        var expected = PublishedFile.Tally(file.AllCells(column).Zip(file.AllCells("gender"), (year, sex) => $"{Missing(year)} {Missing(sex.ToLowerInvariant())}"));
        PublishedFile.Tally(file.Coded(field).Zip(file.Coded("sex"), (year, sex) => $"{year} {sex}")).ShouldBe(expected);
        expected.Values.Sum().ShouldBe(file.Rows.Length);
    }

    // The partition: labour alone, sexual alone, both, or why there is none.
    [Theory]
    [InlineData("ctdc-victim-perpetrator-2022", VictimPerpetrator, "1", "_blank")]
    [InlineData("ctdc-kanon-2020-subset", Subset, "1.0", "?")]
    [InlineData("ctdc-synthetic-2025-extract", Extract2025, "1", "_unknown")]
    public void Totals_by_form_are_those_of_the_file(string mapping, string path, string yes, string none)
    {
        var file = PublishedFile.Of(mapping, path);

        var expected = PublishedFile.Tally(file.AllCells("isForcedLabour").Zip(file.AllCells("isSexualExploit"), (labour, sexual) =>
            labour == yes ? (sexual == yes ? "several" : "labour")
            : sexual == yes ? "sexual"
            // Both flags say no: then it is known that it was neither, and not known what it was. A blank one is the reason otherwise.
            : none != "?" ? none
            : labour == "0.0" && sexual == "0.0" ? "_unknown" : "_blank"));
        PublishedFile.Tally(file.Coded("form")).ShouldBe(expected);
        expected.Values.Sum().ShouldBe(file.Rows.Length);
    }

    [Fact]
    public void Totals_by_form_of_the_regrouped_extract_are_those_of_the_file()
    {
        var file = PublishedFile.Of("ctdc-cleaned-extract", Cleaned);

        var expected = PublishedFile.Tally(file.AllCells("isForcedLabour").Zip(file.AllCells("ExploitType"), (labour, word) =>
            labour == "1" ? (word == "Forced Labor" ? "labour" : "several")
            : word switch { "Sexual Exploitation" => "sexual", "Forced Marriage" => "marriage", _ => "other" }));
        PublishedFile.Tally(file.Coded("form")).ShouldBe(expected);
        expected.ShouldBe(new Dictionary<string, int>(StringComparer.Ordinal) { ["labour"] = 2_240, ["marriage"] = 75, ["other"] = 1, ["several"] = 75, ["sexual"] = 11_908 }, ignoreOrder: true);
    }

    [Fact]
    public void Known_totals_of_the_publishers_files_come_out()
    {
        Total("ctdc-victim-perpetrator-2022", VictimPerpetrator, "sex").ShouldBe(["_blank 3611", "female 9589", "male 7995"]);
        Total("ctdc-kanon-2020-subset", Subset, "sex").ShouldBe(["female 35506", "male 13267"]);
        Total("ctdc-synthetic-2025-extract", Extract2025, "form").ShouldBe(["_unknown 65", "labour 18488", "several 5194", "sexual 67296"]);
        Total("ctdc-synthetic-2025-extract", Extract2025, "sex").ShouldBe(["_unknown 20319", "female 70453", "other 271"]);
        Total("ctdc-cleaned-extract", Cleaned, "source-kind").ShouldBe(["case-management 2302", "hotline 11997"]);
    }

    [Fact]
    public void Country_year_counts_by_year_indicator_and_sex_are_those_of_the_accepted_rows()
    {
        var file = PublishedFile.Of("glotip-country-year", Glotip);
        var columns = new[] { "Year", "Indicator", "Sex", "txtVALUE" }.Select(file.Cells).ToArray();
        var indicators = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Detected trafficking victims"] = "detected-victims",
            ["Offences of trafficking in persons"] = "offences",
            ["Persons brought into formal contact"] = "formal-contact",
            ["Persons prosecuted"] = "prosecuted",
            ["Persons convicted"] = "convicted",
        };

        var expected = Sums(Enumerable.Range(0, columns[0].Length).Select(row =>
            ($"{columns[0][row]} {indicators[columns[1][row]]} {columns[2][row].ToLowerInvariant()}", Count(columns[3][row]))));
        var (years, what, sexes, counts) = (file.Coded("year"), file.Coded("indicator"), file.Coded("sex"), file.Mapped.Records.FindCounts("count")!);
        Sums(Enumerable.Range(0, counts.Count).Select(row => ($"{years[row]} {what[row]} {sexes[row]}", (counts.Counts[row].Low, counts.Counts[row].High)))).ShouldBe(expected);
        expected.Count.ShouldBe(195);
    }

    [Fact]
    public void Less_than_five_is_an_interval_from_zero_to_four_in_every_cell_that_says_so()
    {
        var file = PublishedFile.Of("glotip-country-year", Glotip);

        file.AllCells("txtVALUE").Count(cell => cell == "<5").ShouldBe(23_076);
        var accepted = file.Cells("txtVALUE");
        var counts = file.Mapped.Records.FindCounts("count")!.Counts.ToArray();
        counts.Select(count => (count.Low, count.High)).ShouldBe(accepted.Select(Count));
        counts.ShouldAllBe(count => count.Missing == null);
        counts.Count(count => count.Low == 0 && count.High == 4).ShouldBe(accepted.Count(cell => cell == "<5"));
        // No count of these tables is a zero, so an interval is never one either.
        counts.ShouldAllBe(count => count.High > 0);
    }

    [Fact]
    public void A_category_fills_the_field_of_its_breakdown_and_no_other()
    {
        var file = PublishedFile.Of("glotip-country-year", Glotip);
        var (dimensions, categories) = (file.Cells("Dimension"), file.Cells("Category"));
        var (forms, citizenships, places) = (file.Coded("form"), file.Coded("citizenship"), file.Coded("exploited-in"));

        for (var row = 0; row < dimensions.Length; row++)
        {
            (forms[row] == "_not-applicable").ShouldBe(dimensions[row] != "by form of exploitation", row.ToString(CultureInfo.InvariantCulture));
            (citizenships[row] == "_not-applicable").ShouldBe(dimensions[row] != "by citizenship");
            (places[row] == "_not-applicable").ShouldBe(dimensions[row] != "by country of repatriation");
        }

        forms.Zip(categories).Where(cell => cell.First[0] != '_').Distinct().Order()
            .ShouldBe([("labour", "Forced labour"), ("other", "Other forms of exploitation"), ("sexual", "Sexual exploitation")]);
        // One category, one code: the same word never means two countries.
        var origins = citizenships.Zip(categories).Where(cell => cell.First != "_not-applicable").Distinct().ToList();
        origins.Select(cell => cell.Second).ShouldBeUnique();
        origins.ShouldContain(("VE", "Venezuela (Bolivarian Republic of)"));
        origins.ShouldContain(("CG", "Congo"));
        origins.ShouldContain(("nationals", "Nationals"));
        origins.ShouldContain(("_unknown", "Unknown"));
        origins.ShouldContain(("stateless", "Stateless"));
    }

    [Fact]
    public void Populations_and_series_have_the_publishers_sums()
    {
        var wpp = PublishedFile.Of("population-wpp-2019", Wpp2019);
        Sums(wpp.Coded("year").Zip(wpp.Mapped.Records.FindCounts("persons")!.Counts.ToArray(), (year, count) => (year, (count.Low, count.High))))
            .ShouldBe(Sums(wpp.AllCells("year").Zip(wpp.AllCells("pop_thousands"), (year, cell) => (year, Thousands(cell)))));
        var bank = PublishedFile.Of("population-world-bank", WorldBank);
        bank.Mapped.Records.FindCounts("persons")!.Counts.ToArray().Sum(count => count.Low)
            .ShouldBe(bank.AllCells("Value").Sum(cell => long.Parse(cell, CultureInfo.InvariantCulture)));
        var projection = PublishedFile.Of("population-wpp-2024", Wpp2024);
        projection.Mapped.Records.FindCounts("women")!.Counts.ToArray().Select(count => (count.Low, count.High)).ShouldBe(projection.Cells("popF").Select(Thousands));
        projection.Mapped.Records.FindCounts("men")!.Counts.ToArray().Select(count => (count.Low, count.High)).ShouldBe(projection.Cells("popM").Select(Thousands));
        var series = PublishedFile.Of("sdg-16-2-2", Sdg);
        series.Mapped.Records.FindCounts("count")!.Counts.ToArray().Select(count => (count.Low, count.High)).ShouldBe(series.Cells("detected_victims").Select(Count));
        series.Coded("sex").Concat(series.Coded("age")).Distinct().ShouldBe(["female", "0-17"]);
        var derived = PublishedFile.Of("sdg-16-2-2-derived", SdgDerived);
        derived.Mapped.Records.FindCounts("count")!.Counts.ToArray().Select(count => (count.Low, count.High)).ShouldBe(derived.Cells("txtVALUE").Select(Count));
        derived.Mapped.Records.FindCounts("population")!.Counts.ToArray().Select(count => (count.Low, count.High)).ShouldBe(derived.Cells("population_wb").Select(Count));
    }

    private static string[] Total(string mapping, string path, string field) =>
        [.. PublishedFile.Tally(PublishedFile.Of(mapping, path).Coded(field)).Select(total => string.Create(CultureInfo.InvariantCulture, $"{total.Key} {total.Value}"))];

    private static string Missing(string cell) => cell.Length == 0 ? "_blank" : cell;

    private static (long Low, long High) Count(string cell)
    {
        if (cell == "<5")
            return (0, 4);
        var number = long.Parse(cell, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
        return (number, number);
    }

    private static (long Low, long High) Thousands(string cell)
    {
        var number = (long)(decimal.Parse(cell, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture) * 1000);
        return (number, number);
    }

    private static SortedDictionary<string, (long Low, long High)> Sums(IEnumerable<(string Key, (long Low, long High) Count)> counts)
    {
        var sums = new SortedDictionary<string, (long Low, long High)>(StringComparer.Ordinal);
        foreach (var (key, count) in counts)
        {
            var sum = sums.GetValueOrDefault(key);
            sums[key] = (sum.Low + count.Low, sum.High + count.High);
        }

        return sums;
    }
}
