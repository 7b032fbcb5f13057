using System.Text;
using Amparo.Demonstration;
using Amparo.Demonstration.Content;
using Amparo.Records;

namespace Amparo.RealData.Tests;

/// <summary>The same ways back for files that were made for it: every agency of the demonstration, the standard of cases, the synthetic editions.</summary>
public sealed class GeneratedFilesTests
{
    private const string Country = "GT";

    private static readonly Lazy<Dictionary<string, byte[]>> Agencies = new(Generate);

    [Theory]
    [InlineData("police.csv")]
    [InlineData("prosecution.xlsx")]
    [InlineData("shelter.csv")]
    [InlineData("migration.tsv")]
    [InlineData("hotline.csv")]
    [InlineData("iom.csv")]
    public void An_agencys_file_mapped_back_gives_the_same_records(string name)
    {
        var mapping = Shipped.Mapping(Path.GetFileNameWithoutExtension(name));
        var options = new MappingOptions { Country = Country };
        using var original = new MemoryStream(Agencies.Value[name]);
        var mapped = Map(original, mapping, options).Value;
        mapped.Records.Count.ShouldBeGreaterThan(100);

        using var written = new MemoryStream();
        SourceFile.Write(written, mapped.Records, mapping).Value.Lost.ShouldBeEmpty();
        written.Position = 0;
        // Without a workbook and titles, the agency's own mapping reads it.
        var reader = mapping.Format.Kind == SourceKind.Workbook ? SourceFile.LayoutOf(mapping) : mapping;
        var again = Map(written, reader, options).Value;

        again.Report.Quarantined.ShouldBe(0);
        ShouldBeSame(again.Records, mapped.Records, mapping);
    }

    [Fact]
    public void A_case_export_keeps_every_field_that_the_standard_has()
    {
        var mapping = Shipped.Mapping("htcds-2-0");
        var header = string.Join(',', mapping.Columns);
        string Row(params (string Column, string Cell)[] cells) => string.Join(',', mapping.Columns.Select(column =>
            cells.FirstOrDefault(cell => cell.Column == column).Cell ?? string.Empty));
        var text = string.Join('\n',
        [
            header,
            Row(
                ("cas_CaseNumber", "C-1"), ("cas_CreatedDate", "2023-05-06"), ("prs_FirstName", "Ana"), ("prs_MiddleName", "María"), ("prs_SecondName", "De León Paz"),
                ("prs_Birthdate", "2008-02-29"), ("prs_Gender", "TransgenderFeminine"), ("prs_Citizenship", "HN"), ("prs_IdentityNumber", "D 7"), ("prs_Deceased", "true"),
                ("prs_MaritalStatus", "Single"), ("prs_NumberOfChildren", "2"), ("prs_PrimaryLanguage", "es"), ("prs_HighestLevelOfEducation", "PrimaryEducation"),
                ("vic_TraffickingStatus", "ActualVictimOfTrafficking"), ("vic_TraffickingStatusDecisionMakingOrg", "NGO"), ("vic_RelationshipToTrafficker", "Unaquainted"),
                ("vic_AgeWhenTrafficked", "14"), ("vic_MethodOfRecruitment", "AtWork;ThroughOnlineSocialNetworks"), ("vic_RecruitmentWebsitesAndApps", "Facebook;TikTok"),
                ("vic_MethodsOfControl", "DebtBondage;FalsePromises;RestrictsMovement"), ("vic_TypeOfExploitation", "SexualExploitation;ForcedBegging"),
                ("vic_ForcedLabourIndustry", "A_AgricultureForestryAndFishing"), ("vic_TypeOfSexExploitation", "Pornography"), ("per_RoleInProcess", "Exploiter;Kidnapper")),
            Row(("cas_CaseNumber", "C-2"), ("cas_CreatedDate", "2023-05-07"), ("prs_Birthdate", "1990"), ("prs_Gender", "NonSpecifiedUnknown"), ("prs_Citizenship", "MEX"), ("prs_Deceased", "false")),
            Row(("cas_CaseNumber", "C-3"), ("cas_CreatedDate", "2023-05-08")),
            string.Empty,
        ]);
        var options = new MappingOptions { Country = Country, AgencyKind = "iom" };
        var mapped = Map(new MemoryStream(Encoding.UTF8.GetBytes(text)), mapping, options).Value;

        mapped.Report.Findings.ShouldBeEmpty();
        var records = mapped.Records;
        records.FindText("given-names")!.ShouldBe(["Ana María", "", ""]);
        records.FindText("surname-1")!.ShouldBe(["De León", "", ""]);
        records.FindText("surname-2")!.ShouldBe(["Paz", "", ""]);
        Coded(records, "gender").ShouldBe(["trans-woman", "_unknown", "_blank"]);
        Coded(records, "sex").ShouldBe(["other", "_unknown", "_blank"]);
        Coded(records, "age-group").ShouldBe(["0-17", "18-plus", "_blank"]);
        Coded(records, "citizenship").ShouldBe(["HN", "MX", "_blank"]);
        // A box that is not ticked does not say that the person is alive.
        Coded(records, "deceased").ShouldBe(["yes", "_unknown", "_blank"]);
        Coded(records, "form").ShouldBe(["several", "_blank", "_blank"]);
        Coded(records, "trafficker-relation").ShouldBe(["unacquainted", "_blank", "_blank"]);
        Coded(records, "industry").ShouldBe(["A", "_blank", "_blank"]);
        var means = records.FindFlags("means")!;
        means.List.Codes.Where((_, code) => means[code, 0] == FlagsColumn.Yes).Select(code => code.Id).ShouldBe(["debt-bondage", "false-promises", "restricts-movement"]);
        Enumerable.Range(0, means.List.Codes.Count).ShouldAllBe(code => means[code, 0] != FlagsColumn.No);

        using var written = new MemoryStream();
        SourceFile.Write(written, records, mapping).Value.Lost.ShouldBeEmpty();
        written.Position = 0;
        var again = Map(written, mapping, options).Value;
        ShouldBeSame(again.Records, records, mapping);
    }

    [Theory]
    [InlineData("ctdc-synthetic-2024", "9--17")]
    [InlineData("ctdc-synthetic-2025", "09--17")]
    public void Both_synthetic_editions_have_twenty_seven_columns_and_flags_that_never_say_no(string id, string band)
    {
        var mapping = Shipped.Mapping(id);
        mapping.Columns.Count.ShouldBe(27);
        var full = mapping.Columns.Select(column => column switch
        {
            "yearOfRegistration" => "2022",
            "gender" => "Trans/Transgender/NonConforming",
            "ageBroad" => band,
            "citizenship" => "HND",
            "CountryOfExploitation" => "NAM",
            "traffickMonths" => "25+ (2+ yrs)",
            _ => "1",
        });
        var text = $"{string.Join(',', mapping.Columns)}\n{string.Join(',', full)}\n{new string(',', 26)}\n";
        var mapped = Map(new MemoryStream(Encoding.UTF8.GetBytes(text)), mapping, new MappingOptions()).Value;

        mapped.Report.Findings.ShouldBeEmpty();
        Coded(mapped.Records, "age-band").ShouldBe(["9-17", "_blank"]);
        Coded(mapped.Records, "country-of-exploitation").ShouldBe(["NA", "_blank"]);
        Coded(mapped.Records, "form").ShouldBe(["several", "_blank"]);
        foreach (var flags in mapped.Records.Columns.OfType<FlagsColumn>())
        {
            foreach (var code in Enumerable.Range(0, flags.List.Codes.Count).Where(flags.IsAsked))
                (flags[code, 0], flags[code, 1]).ShouldBe((FlagsColumn.Yes, CodedColumn.Missing(MissingKind.Blank)));
        }

        using var written = new MemoryStream();
        SourceFile.Write(written, mapped.Records, mapping).Value.Lost.ShouldBeEmpty();
        Encoding.UTF8.GetString(written.ToArray()).ShouldBe(text);
    }

    [Fact]
    public void A_letter_that_the_layouts_encoding_lacks_refuses_the_file_and_names_the_row()
    {
        var police = Shipped.Mapping("police");
        using var original = new MemoryStream(Agencies.Value["police.csv"]);
        var records = Map(original, police, new MappingOptions { Country = Country }).Value.Records.Take([0, 1, 2]);
        var names = new TextColumn(PersonReport.FirstSurname, ["Paz", "Łoś", "Paz"]);
        var changed = new RecordSet(3, [.. records.Columns.Select(column => column.Field == names.Field ? names : column)]);

        var refused = SourceFile.Write(Stream.Null, changed, police);

        refused.Succeeded.ShouldBeFalse();
        refused.Problems.ShouldHaveSingleItem().ShouldBe(new Vocabulary.Problem(RecordsProblems.EncodingTooNarrow, "file", "row 2"));
    }

    private static Amparo.Vocabulary.Outcome<MappedFile> Map(Stream stream, RecordMapping mapping, MappingOptions options) =>
        RecordMapper.Map(stream, mapping, options, TestContext.Current.CancellationToken);

    private static string[] Coded(RecordSet records, string field)
    {
        var column = records.FindCoded(field)!;
        return [.. column.Cells.ToArray().Select(cell => cell >= 0 ? column.List.Codes[cell].Id : $"_{MissingKinds.NameOf((MissingKind)(-cell))}")];
    }

    private static void ShouldBeSame(RecordSet one, RecordSet other, RecordMapping mapping)
    {
        one.Columns.Select(column => column.Field).ShouldBe(other.Columns.Select(column => column.Field));
        foreach (var field in one.Columns.Select(column => column.Field).Where(field => field != PersonReport.Record))
        {
            Shipped.Bytes(new RecordSet(one.Count, [one.Find(field)!]), mapping.Schema)
                .ShouldBe(Shipped.Bytes(new RecordSet(other.Count, [other.Find(field)!]), mapping.Schema), field);
        }
    }

    private static Dictionary<string, byte[]> Generate()
    {
        var content = DemonstrationContent.Parse(name => new StreamReader(Path.Combine(Shipped.Root, "content", "demonstration", name))).Value;
        var files = new Dictionary<string, MemoryStream>(StringComparer.Ordinal);
        DemonstrationGenerator.Generate(new DemonstrationOptions { Persons = 6_000 }, content, path =>
        {
            var stream = new MemoryStream();
            files[path] = stream;
            return stream;
        }).Succeeded.ShouldBeTrue();
        return files.Where(file => file.Key.Contains($"/{Country}/", StringComparison.Ordinal))
            .ToDictionary(file => Path.GetFileName(file.Key), file => file.Value.ToArray(), StringComparer.Ordinal);
    }
}
