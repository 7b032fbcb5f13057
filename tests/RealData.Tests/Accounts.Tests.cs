using Amparo.Records;
namespace Amparo.RealData.Tests;

/// <summary>Every row of every published file is accepted, or quarantined for a reason; every column is read, or left out for a reason.</summary>
public sealed class AccountsTests
{
    internal const string VictimPerpetrator = "ctdc-victim-perpetrator-synthetic-2022/CTDC_VPsynthetic_condensed.csv";
    internal const string Subset = "ctdc-kanon-2020-subset/ctdc_kanon_2020-04_subset_with_coords.csv";
    internal const string FullWidth = "ctdc-kanon-2020-fullwidth-sample/ctdc_kanon_header_and_sample.csv";
    internal const string Extract2025 = "ctdc-synthetic-2025-na-recode/final_data.csv";
    internal const string Cleaned = "ctdc-kanon-cleaned-extract/eda5b.csv";
    internal const string Glotip = "unodc-glotip/glotip_2023-05_all.csv.gz";
    internal const string Sdg = "sdg-16-2-2/sdg_VC_HTF_DETV_female_under18_region.csv";
    internal const string SdgDerived = "sdg-16-2-2/derived_total_rate_from_glotip.csv";
    internal const string Wpp2019 = "population/wpp2019_pop_5y_by_sex_age_region.csv";
    internal const string Wpp2024 = "population/wpp2024_projection_by_sex_region_2024-2050.csv";
    internal const string WorldBank = "population/worldbank_total_population_region.csv";

    [Theory]
    [InlineData("ctdc-victim-perpetrator-2022", VictimPerpetrator, 21_195)]
    [InlineData("ctdc-kanon-2020-subset", Subset, 48_773)]
    [InlineData("ctdc-kanon-2020", FullWidth, 3)]
    [InlineData("ctdc-synthetic-2025-extract", Extract2025, 91_043)]
    [InlineData("ctdc-cleaned-extract", Cleaned, 14_299)]
    [InlineData("sdg-16-2-2", Sdg, 37)]
    [InlineData("sdg-16-2-2-derived", SdgDerived, 94)]
    [InlineData("population-wpp-2019", Wpp2019, 14_196)]
    [InlineData("population-world-bank", WorldBank, 1_690)]
    public void All_rows_of_a_published_file_are_accepted(string mapping, string path, int rows)
    {
        var file = PublishedFile.Of(mapping, path);

        file.Rows.Length.ShouldBe(rows);
        file.Mapped.Report.Read.ShouldBe(rows);
        file.Reasons().ShouldBeEmpty();
        file.Mapped.Records.Count.ShouldBe(rows);
        file.Mapped.Report.UnnoticedColumns.ShouldBeEmpty();
    }

    [Fact]
    public void Rows_of_a_projection_with_parts_of_persons_are_quarantined()
    {
        var file = PublishedFile.Of("population-wpp-2024", Wpp2024);

        // Twelve cells hold what is left of a calculation with binary numbers: 5466.98099999999 thousand is no number of persons.
        var parts = file.Rows.Select((row, number) => (Number: number + 1, Row: row)).Where(row => row.Row[2..4].Any(cell => cell.Split('.')[^1].Length > 3)).ToList();
        parts.Count.ShouldBe(12);
        file.Mapped.Report.Read.ShouldBe(513);
        file.Mapped.Report.Findings.Select(finding => finding.Row).ShouldBe(parts.Select(row => row.Number));
        file.Reasons().ShouldBe([$"men {RecordsProblems.CountUnreadable} 4", $"women {RecordsProblems.CountUnreadable} 8"]);
        file.Mapped.Records.Count.ShouldBe(501);
        file.Mapped.Report.UnnoticedColumns.ShouldBeEmpty();
    }

    [Fact]
    public void Rows_of_the_country_year_tables_are_quarantined_where_country_or_category_cannot_be_placed()
    {
        var file = PublishedFile.Of("glotip-country-year", Glotip);

        file.Rows.Length.ShouldBe(46_556);
        file.Mapped.Report.Read.ShouldBe(46_556);
        file.Mapped.Report.UnnoticedColumns.ShouldBeEmpty();
        file.Reasons().ShouldBe(["citizenship REC-110 244", "country REC-110 957", "country REC-135 26", "exploited-in REC-110 34"]);
        var refused = file.Mapped.Report.Findings.Select(finding => finding.Row).ToHashSet();
        refused.Count.ShouldBe(1_261);
        file.Mapped.Records.Count.ShouldBe(46_556 - 1_261);
        file.Mapped.Rows.Where(refused.Contains).ShouldBeEmpty();
        // What has no country is what the publisher itself gives no country for: its sub-regions, and two territories without a code.
        file.Mapped.Report.Findings.Where(finding => finding.Field == "country").Select(finding => file.Rows[finding.Row - 1][0]).Distinct().Order(StringComparer.Ordinal)
            .ShouldBe(["", "Aruba/Curacao", "CAR", "CAS", "EEU", "MCA", "MCN", "SAF", "SAM"]);
    }

    [Theory]
    [InlineData("97 albanian")]
    [InlineData("HONDURE\uFFFDA")]
    [InlineData("T\u00C3\u00BCrkiye")]
    [InlineData("Ciudadanos de su pa\uFFFDs")]
    [InlineData("3 nigériens et 1 tunisien")]
    [InlineData("EU-28 others")]
    public void A_damaged_or_unclear_category_is_quarantined_in_every_row(string category)
    {
        var file = PublishedFile.Of("glotip-country-year", Glotip);
        var rows = Enumerable.Range(1, file.Rows.Length).Where(number => file.Rows[number - 1][6] == category).ToList();

        rows.ShouldNotBeEmpty();
        var findings = file.Mapped.Report.Findings.Where(finding => rows.Contains(finding.Row) && finding.Field is "citizenship" or "exploited-in").ToList();
        findings.Select(finding => finding.Row).Where(rows.Contains).Distinct().Count().ShouldBe(rows.Count);
        findings.ShouldAllBe(finding => finding.Code == RecordsProblems.CodeUnknown);
    }
}
