using System.Text.RegularExpressions;
using Amparo.Vocabulary;
using Amparo.Vocabulary.Standards;

namespace Amparo.Content.Tests;

/// <summary>The shipped standards against the publishers' own files, which no clone contains.</summary>
public sealed partial class StandardsAsPublishedTests
{
    private static CodeListCatalogue Lists { get; } = Repository.Content.LoadCodeLists().Value;

    private static Crosswalks All { get; } = Repository.Content.LoadCrosswalks(Lists).Value;

    private static RecordStandard Htcds { get; } = All.Find("htcds-2-0")!;

    [Fact]
    public void Htcds_has_all_ninety_three_rows_in_their_order_with_type_status_and_core()
    {
        var rows = HtcdsRows();
        rows.Count.ShouldBe(93);
        Htcds.Fields.Count.ShouldBe(93);
        foreach (var (row, field) in rows.Zip(Htcds.Fields))
        {
            var name = row["Field Name including Prefix"];
            if (name is "N/A")
                (field.Type, field.Status).ShouldBe((StandardFieldType.Question, StandardFieldStatus.Example), field.Name);
            else
                field.Name.ShouldBe(name.Length > 0 ? name : row["Field Name Prefix"] + row["Field Name"]);
            field.Core.ShouldBe(row["Core"] == "Core", field.Name);
            RecordStandardReader.NameOf(field.Status).ShouldBe(row["Status"] == "N/A" ? "example" : row["Status"].ToLowerInvariant(), field.Name);
            if (name is not "N/A" && row["Field Label"].Length > 0)
                field.Label.ShouldBe(row["Field Label"]);
            if (name is not "N/A" && row["Field Type"].Length > 0)
                TypeOf(row["Field Type"], name).ShouldBe(field.Type, field.Name);
        }
    }

    [Fact]
    public void Every_picklist_of_htcds_has_its_values_and_labels_as_published()
    {
        var checkedLists = new HashSet<string>(StringComparer.Ordinal);
        foreach (var row in HtcdsRows().Where(row => row["Value Names (if picklist)"].Contains(" | ", StringComparison.Ordinal)))
        {
            var list = Lists[Htcds.Find(row["Field Name including Prefix"])!.List!];
            checkedLists.Add(list.Id);
            // The one repair: the picklist leaves out what the definitions of the same standard have.
            var published = list.Codes.Where(code => list.Id != "htcds-methods-of-control" || code.Id != "RestrictsMovement").ToArray();
            published.Select(code => code.Equivalents["htcds"]).ShouldBe(Parts(row["Value Names (if picklist)"]), list.Id);
            published.Select(code => code.Name[Language.English]).ShouldBe(Parts(row["Value Labels (if picklist)"]), list.Id);
        }

        checkedLists.ShouldBe(Htcds.Lists, ignoreOrder: true);
    }

    [Fact]
    public void The_omitted_means_of_control_is_added_and_the_repair_is_noted()
    {
        var definitions = File.ReadAllText(Repository.SharedData(Path.Combine("htcds", "HTCDS_Field_Definitions.md")));
        definitions.ShouldContain("MethodsOfControlRestrictsMovement");

        var added = Lists["htcds-methods-of-control"].Find("RestrictsMovement")!;
        added.Note![Language.English].ShouldStartWith("Added:");
    }

    [Fact]
    public void Ctdc_of_2020_has_the_sixty_three_columns_of_its_header()
    {
        var header = File.ReadLines(Repository.SharedData(Path.Combine("ctdc-kanon-2020-fullwidth-sample", "ctdc_kanon_header_and_sample.csv"))).First();

        All.Find("ctdc-kanon-2020")!.Fields.Select(field => field.Name).ShouldBe(header.Split(','));
        header.Split(',').Length.ShouldBe(63);
    }

    [Fact]
    public void Values_of_ctdc_of_2020_are_codes_of_its_lists_or_marks_of_missing()
    {
        var standard = All.Find("ctdc-kanon-2020")!;
        // The deriving file left -99 empty, and wrote flags as decimals.
        CheckValues(
            standard, Path.Combine("ctdc-kanon-2020-subset", "ctdc_kanon_2020-04_subset_with_coords.csv"),
            field => field.Name is "gender" or "ageBroad" or "citizenship" or "CountryOfExploitation", extra: [""]);
        CheckValues(
            standard, Path.Combine("ctdc-kanon-2020-fullwidth-sample", "ctdc_kanon_header_and_sample.csv"),
            field => field.Type is StandardFieldType.Code or StandardFieldType.Codes && field.Name != "typeOfExploitConcatenated", extra: []);
    }

    [Fact]
    public void The_victim_perpetrator_data_have_exactly_the_columns_and_values_of_the_standard()
    {
        var standard = All.Find("ctdc-victim-perpetrator-2022")!;
        var file = Path.Combine("ctdc-victim-perpetrator-synthetic-2022", "CTDC_VPsynthetic_condensed.csv");
        var lines = File.ReadAllLines(Repository.SharedData(file));
        standard.Fields.Select(field => field.Name).ShouldBe(lines[0].Split(','));
        foreach (var (column, field) in standard.Fields.Index())
        {
            var found = lines.Skip(1).SelectMany(line => line.Split(',')[column].Split(';')).Where(value => value.Length > 0).ToHashSet(StringComparer.Ordinal);
            if (field.Type == StandardFieldType.Flag)
                found.ShouldBe(["1"], field.Name);
            else
                found.ShouldBe(Lists[field.List!].Codes.Select(code => code.Equivalents["ctdc-vp"]), ignoreOrder: true, field.Name);
        }
    }

    [Fact]
    public void Ctdc_of_2024_has_the_twenty_seven_variables_and_the_values_that_its_codebook_prints()
    {
        var text = Codebook("Codebook_CTDC_global_synthetic_data_v2024.pdf");
        var listed = Variable().Matches(text).Take(27).Select(match => match.Groups["name"].Value).ToArray();
        var standard = All.Find("ctdc-synthetic-2024")!;

        standard.Fields.Select(field => field.Name).ShouldBe(listed);
        foreach (var list in new[] { "ctdc27-gender", "ctdc27-duration", "ctdc27-age-broad" })
        {
            // The codebook prints a dash where the files have two hyphens.
            foreach (var code in Lists[list].Codes)
                text.ShouldContain(code.Equivalents["ctdc27"].Replace("--", "\u2014", StringComparison.Ordinal));
        }

        var counted = standard.Fields.Count(field => field.Type == StandardFieldType.Flag);
        counted.ShouldBe(21);
    }

    [Fact]
    public void Labels_and_columns_of_ctdc_of_2017_are_those_of_its_codebook()
    {
        var text = Codebook("CTDC_codebook_v6_2017-11.pdf");
        foreach (var name in All.Find("ctdc-kanon-2020")!.Fields.Select(field => field.Name).Where(name => name != "isSlaveryAndPractices"))
            text.ShouldContain(name, Case.Insensitive);
        foreach (var list in new[] { "ctdc63-means", "ctdc63-labour", "ctdc63-sex", "ctdc63-recruiter" })
        {
            foreach (var code in Lists[list].Codes)
                text.ShouldContain(code.Name[Language.English]);
        }
    }

    [Fact]
    public void Glotip_has_the_thirteen_columns_and_the_values_of_the_extract()
    {
        var standard = All.Find("glotip-country-year")!;
        var file = Path.Combine("unodc-glotip", "glotip_2023-05_region.csv");
        standard.Fields.Select(field => field.Name).ShouldBe(File.ReadLines(Repository.SharedData(file)).First().Split(','));
        CheckValues(standard, file, field => field.Type == StandardFieldType.Code && field.Name != "Iso3_code", extra: []);
    }

    [Fact]
    public void The_columns_of_the_transcribed_sdg_series_are_those_of_the_standard()
    {
        var file = Path.Combine("sdg-16-2-2", "sdg_VC_HTF_DETV_female_under18_region.csv");
        var standard = All.Find("sdg-16-2-2")!;

        standard.Fields.Select(field => field.Name).ShouldBe(File.ReadLines(Repository.SharedData(file)).First().Split(','));
        CheckValues(standard, file, field => field.Type == StandardFieldType.Code, extra: []);
    }

    private static void CheckValues(RecordStandard standard, string file, Func<StandardField, bool> wanted, string[] extra)
    {
        var rows = Csv.Read(Repository.SharedData(file));
        foreach (var field in standard.Fields.Where(wanted))
        {
            var key = field.Spelling ?? standard.Key!;
            var allowed = Lists[field.List!].Codes
                .SelectMany(code => new[] { code.Equivalents.GetValueOrDefault(key, ""), code.Name[Language.English] })
                .Concat(standard.Missing.Where(mark => mark.Field is null || mark.Field == field.Name).Select(mark => mark.Spelling))
                .Concat(extra).ToHashSet(StringComparer.Ordinal);
            rows.SelectMany(row => field.Several ? row[field.Name].Split(';') : [row[field.Name]]).Distinct(StringComparer.Ordinal)
                .Where(value => !allowed.Contains(value)).ShouldBeEmpty(field.Name);
        }
    }

    private static StandardFieldType TypeOf(string published, string name) => published switch
    {
        // Named picklists, with a reference to ISO 639 instead of values.
        "Picklist" => name is "prs_PrimaryLanguage" or "prs_SecondaryLanguage" ? StandardFieldType.Text : StandardFieldType.Code,
        "Multiselect Picklist" => StandardFieldType.Codes,
        "Checkbox" => StandardFieldType.YesNo,
        "Number" => StandardFieldType.Number,
        "Date" => StandardFieldType.Date,
        "Long Text" => StandardFieldType.LongText,
        "Geolocation" => StandardFieldType.Geolocation,
        _ when published.StartsWith("Lookup", StringComparison.Ordinal) => StandardFieldType.Lookup,
        _ => StandardFieldType.Text,
    };

    private static string[] Parts(string cell) => cell.Split(" | ", StringSplitOptions.TrimEntries);

    private static IReadOnlyList<IReadOnlyDictionary<string, string>> HtcdsRows() =>
        Csv.Read(Repository.SharedData(Path.Combine("htcds", "htcds_fields_2.0.csv")));

    private static string Codebook(string name)
    {
        var file = Repository.SharedData(Path.Combine("ctdc-codebooks", name));
        Assert.SkipUnless(PdfText.IsThere, "pdftotext (poppler-utils) is not on this machine: the codebooks cannot be read.");
        return PdfText.Of(file);
    }

    [GeneratedRegex("^ +[0-9]{1,2} +(?<name>[A-Za-z]+) *$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Variable();
}
