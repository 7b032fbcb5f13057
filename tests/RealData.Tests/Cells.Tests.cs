using Amparo.Records;
using static Amparo.RealData.Tests.AccountsTests;

namespace Amparo.RealData.Tests;

/// <summary>Every cell of every column that a mapping reads, against what the publisher's documentation says it means.</summary>
public sealed class CellsTests
{
    private static readonly Dictionary<string, string> Bands = new(StringComparer.Ordinal)
    {
        ["0--8"] = "0-8",
        ["9--17"] = "9-17",
        ["18--20"] = "18-20",
        ["21--23"] = "21-23",
        ["24--26"] = "24-26",
        ["27--29"] = "27-29",
        ["30--38"] = "30-38",
        ["39--47"] = "39-47",
        ["48+"] = "48-plus",
        [""] = "_blank",
    };

    [Fact]
    public void The_victim_perpetrator_data_keep_every_cell_and_no_blank_becomes_a_no()
    {
        var file = PublishedFile.Of("ctdc-victim-perpetrator-2022", VictimPerpetrator);

        Same(file, "yearRegister", "year-band", Blank);
        Same(file, "gender", "gender", cell => cell switch { "Female" => "woman", "Male" => "man", _ => Blank(cell) });
        Same(file, "gender", "sex", cell => Blank(cell.ToLowerInvariant()));
        Same(file, "majorityStatus", "majority", cell => Blank(cell.ToLowerInvariant()));
        Same(file, "majorityStatus", "age-group", cell => cell switch { "Minor" => "0-17", "Adult" => "18-plus", _ => Blank(cell) });
        Same(file, "UN_COO_Region", "region-of-origin", Region);
        Same(file, "UN_COE_Region", "region-of-exploitation", Region);
        Flags(file, "forms", [("isForcedLabour", "labour"), ("isSexualExploit", "sexual")], OnlyYes);
        Flags(
            file, "perpetrator-roles",
            [("IP_Exploiter", "exploiter"), ("IP_RecruiterBroker", "recruiter-broker"), ("IP_TransactionProcess", "transaction-process"), ("IP_ControlAbuseKidnap", "control-abuse-kidnap")],
            OnlyYes);
        Lists(file, "IP_Gender", "perpetrator-sexes", [("Female", "female"), ("Male", "male")]);
        Lists(file, "IP_ageBroad", "perpetrator-age-bands", [("0--29", "0-29"), ("30--38", "30-38"), ("39--47", "39-47"), ("48+", "48-plus")]);
        Lists(file, "IP_citizen_UNRegion", "perpetrator-regions", [("Africa", "africa"), ("Americas/Oceania", "americas-oceania"), ("Asia", "asia"), ("Europe", "europe")]);
        Lists(
            file, "IP_Relation", "perpetrator-relations",
            [("StrangerUnknownOther", "stranger-unknown-other"), ("FriendAcquaintance", "friend-acquaintance"), ("FamilyIntimatePartner", "family-intimate-partner")]);
        Lists(file, "IP_PayMoney", "perpetrator-paid", [("Yes", "yes"), ("No", "no")]);
    }

    [Fact]
    public void The_k_anonymised_subset_keeps_every_cell_and_zero_is_a_withheld_country()
    {
        var file = PublishedFile.Of("ctdc-kanon-2020-subset", Subset);

        Same(file, "yearOfRegistration", "year", cell => cell);
        Same(file, "gender", "gender", cell => cell == "Female" ? "woman" : cell == "Male" ? "man" : "?");
        Same(file, "gender", "sex", cell => cell.ToLowerInvariant());
        Same(file, "ageBroad", "age-band", cell => Bands[cell]);
        Same(file, "ageBroad", "age-group", cell => cell switch { "" => "_blank", "0--8" or "9--17" => "0-17", _ => "18-plus" });
        Same(file, "citizenship", "citizenship", Country);
        Same(file, "CountryOfExploitation", "country-of-exploitation", Country);
        Flags(
            file, "forms", [("isForcedLabour", "labour"), ("isSexualExploit", "sexual")],
            cell => cell switch { "1.0" => "yes", "0.0" => "no", _ => Blank(cell) });
    }

    [Fact]
    public void The_full_width_sample_keeps_every_cell_of_its_sixty_three_columns()
    {
        var file = PublishedFile.Of("ctdc-kanon-2020", FullWidth);

        file.Header.Length.ShouldBe(63);
        file.Mapping.Columns.Count.ShouldBe(58);
        file.Mapping.Unread.Count.ShouldBe(5);
        Same(file, "Datasource", "source-kind", cell => cell == "Case Management" ? "case-management" : "?");
        Same(file, "majorityStatus", "majority", cell => cell == "Adult" ? "adult" : "?");
        Same(file, "majorityEntry", "majority-at-entry", cell => cell == "-99" ? "_blank" : "?");
        Same(file, "citizenship", "citizenship", cell => cell);
        Same(file, "isSexAndLabour", "sex-and-labour", Flag);
        Same(file, "isAbduction", "abduction", Flag);
        foreach (var (field, start) in new[] { ("means", "meansOfControl"), ("labour-kinds", "typeOfLabour"), ("sex-kinds", "typeOfSex"), ("recruiter-relations", "recruiterRelation") })
        {
            var columns = file.Header.Where(name => name.StartsWith(start, StringComparison.Ordinal) && !name.EndsWith("Concatenated", StringComparison.Ordinal)).ToList();
            var codes = file.Mapped.Records.FindFlags(field)!.List.Codes;
            columns.Count.ShouldBe(codes.Count);
            foreach (var column in columns)
            {
                // DebtBondage and debt-bondage are the same but for hyphens and capitals.
                var code = codes.Single(code => string.Equals(code.Id.Replace("-", "", StringComparison.Ordinal), column[start.Length..], StringComparison.OrdinalIgnoreCase)).Id;
                Flags(file, field, [(column, code)], Flag);
            }
        }

        Flags(
            file, "forms",
            [("isForcedLabour", "labour"), ("isSexualExploit", "sexual"), ("isOtherExploit", "other"), ("isForcedMarriage", "marriage"), ("isForcedMilitary", "military"), ("isOrganRemoval", "organ-removal"), ("isSlaveryAndPractices", "slavery-like")],
            Flag);
    }

    [Fact]
    public void In_the_recoded_extract_zero_is_never_a_no()
    {
        var file = PublishedFile.Of("ctdc-synthetic-2025-extract", Extract2025);
        string[] bands = ["_unknown", "0-8", "9-17", "18-20", "21-23", "24-26", "27-29", "30-38", "39-47", "48-plus"];
        string[] months = ["_unknown", "0-12", "13-24", "25-plus"];
        string ZeroIsUnknown(string cell) => cell == "1" ? "yes" : "_unknown";

        Same(file, "Age Band", "age-band", cell => bands[cell[0] - '0']);
        Same(file, "Trafficking Duration", "duration", cell => months[cell[0] - '0']);
        Same(file, "Is Citizen of Country", "citizen-there", ZeroIsUnknown);
        Flags(
            file, "means-groups",
            [("Means Debt Bondage Earnings", "debt-bondage-earnings"), ("Means Threats", "threats"), ("Means Abuse", "abuse"), ("Means False Promises", "false-promises"), ("Means Drugs Alcohol", "drugs-alcohol"), ("Means Deny Basic Needs", "deny-basic-needs"), ("Means Excessive Work Hours", "excessive-working-hours"), ("Means Withhold Docs", "withhold-documents")],
            ZeroIsUnknown);
        Flags(file, "forms", [("isForcedLabour", "labour"), ("isSexualExploit", "sexual")], ZeroIsUnknown);
        Flags(
            file, "recruiter-relations",
            [("Recruiter Relation Intimate Partner", "intimate-partner"), ("Recruiter Relation Friend", "friend"), ("Recruiter Relation Family", "family"), ("Recruiter Relation Other", "other")],
            ZeroIsUnknown);
        var (women, trans) = (file.Cells("Woman"), file.Cells("Trans/NonConforming"));
        file.Coded("gender").ShouldBe(women.Zip(trans, (woman, other) => woman == "1" ? "woman" : other == "1" ? "trans-or-non-conforming" : "_unknown"));
        file.Coded("sex").ShouldBe(women.Zip(trans, (woman, other) => woman == "1" ? "female" : other == "1" ? "other" : "_unknown"));
    }

    [Fact]
    public void The_regrouped_extract_keeps_the_flag_and_the_word_beside_it()
    {
        var file = PublishedFile.Of("ctdc-cleaned-extract", Cleaned);

        Same(file, "yearOfRegistration", "year", cell => cell);
        Same(file, "Datasource", "source-kind", cell => cell == "Hotline" ? "hotline" : "case-management");
        Same(file, "gender", "sex", cell => cell.ToLowerInvariant());
        Same(file, "gender", "gender", cell => cell == "Female" ? "woman" : "man");
        Same(file, "citizenship", "citizenship", Country);
        Same(file, "ageCategories", "age-band", cell => cell == "Age 48+" ? "48-plus" : cell["Age ".Length..]);
        Flags(file, "forms", [("isForcedLabour", "labour")], Flag);
        foreach (var (word, code) in new[] { ("Sexual Exploitation", "sexual"), ("Forced Marriage", "marriage"), ("Other", "other") })
            Flags(file, "forms", [("ExploitType", code)], cell => cell == word ? "yes" : "_blank");
        Words(file, "RecruiterCategory", "recruiter-relations", [("Intimate Partner", "intimate-partner"), ("Friend/Acquaintance", "friend"), ("Family/Relative", "family"), ("Other", "other")], "Not Specified");
        Words(
            file, "Labor_Type", "labour-kinds",
            [("Agriculture", "agriculture"), ("Aquafarming", "aquafarming"), ("Begging", "begging"), ("Construction", "construction"), ("Domestic Work", "domestic-work"), ("Manufacturing", "manufacturing"), ("Peddling", "peddling"), ("Other", "other")],
            "Unknown");
    }

    private static string Blank(string cell) => cell.Length == 0 ? "_blank" : cell;

    private static string Country(string cell) => cell switch { "" => "_blank", "0" => "_suppressed", _ => cell };

    private static string Region(string cell) => Blank(cell.ToLowerInvariant().Replace('/', '-'));

    private static string OnlyYes(string cell) => cell == "1" ? "yes" : Blank(cell);

    private static string Flag(string cell) => cell switch { "1" => "yes", "0" => "no", "-99" => "_blank", _ => "?" };

    private static void Same(PublishedFile file, string column, string field, Func<string, string> meaning) =>
        file.Coded(field).ShouldBe(file.Cells(column).Select(meaning));

    private static void Flags(PublishedFile file, string field, (string Column, string Code)[] columns, Func<string, string> meaning)
    {
        foreach (var (column, code) in columns)
            file.Flag(field, code).ShouldBe(file.Cells(column).Select(meaning), column);
    }

    private static void Lists(PublishedFile file, string column, string field, (string Word, string Code)[] words)
    {
        var cells = file.Cells(column).Select(cell => cell.Split(';')).ToArray();
        cells.SelectMany(cell => cell).Distinct().ShouldBeSubsetOf([.. words.Select(word => word.Word), ""]);
        foreach (var (word, code) in words)
            file.Flag(field, code).ShouldBe(cells.Select(cell => cell.Contains(word, StringComparer.Ordinal) ? "yes" : "_blank"), word);
    }

    private static void Words(PublishedFile file, string column, string field, (string Word, string Code)[] words, string unknown)
    {
        file.Cells(column).Distinct().ShouldBeSubsetOf([.. words.Select(word => word.Word), unknown]);
        foreach (var (word, code) in words)
            file.Flag(field, code).ShouldBe(file.Cells(column).Select(cell => cell == word ? "yes" : cell == unknown ? "_unknown" : "_blank"), word);
    }
}
