namespace Amparo.Records.Tests;

/// <summary>Each rule of the person reports, at its boundaries.</summary>
public sealed class PersonRulesTests
{
    [Fact]
    public void Ages_lie_between_0_and_110() =>
        Rows.Judge(Rows.Of(("age", ["-1", "0", "110", "111", ""]), ("age-when-trafficked", ["", "0", "110", "", "111"]))).Found()
            .ShouldBe(["RUL-001 1 4", "RUL-002 5"]);

    [Fact]
    public void Twenty_children_are_possible_and_twenty_one_are_asked_about() =>
        Rows.Judge(Rows.Of(("children", ["0", "20", "21", ""]))).Found().ShouldBe(["RUL-003 3"]);

    [Fact]
    public void A_birth_lies_before_the_registration_as_far_as_both_are_known() =>
        Rows.Judge(Rows.Of(
            ("birth-date", ["2020-05-03", "2020-05-04", "2020-05", "2020-06", "2020", "2021", ""]),
            ("registered", ["2020-05-03", "2020-05-03", "2020-05-03", "2020-05-03", "2020-05-03", "2020-05-03", "2020-05-03"]))).Found()
            .ShouldBe(["RUL-004 2 4 6"]);

    [Fact]
    public void Nobody_is_older_when_trafficked_than_at_registration() =>
        Rows.Judge(Rows.Of(("age-when-trafficked", ["15", "16", "17", ""]), ("age", ["16", "16", "16", "16"]))).Found().ShouldBe(["RUL-005 3"]);

    [Fact]
    public void A_stated_age_may_differ_from_the_birth_date_by_one_year_and_no_more() =>
        // Born on 10 May 2000: 20 years old on 10 May 2020, 19 the day before. A birth year alone leaves two ages.
        Rows.Judge(Rows.Of(
            ("age", ["19", "21", "22", "18", "20", "18", "17", "21", "22", "22"]),
            ("birth-date", ["2000-05-10", "2000-05-10", "2000-05-10", "2000-05-10", "2000-05-10", "2000-05-10", "2000-05-10", "2000", "2000", ""]),
            ("registered", ["2020-05-10", "2020-05-10", "2020-05-10", "2020-05-10", "2020-05-09", "2020-05-09", "2020-05-09", "2020-05-10", "2020-05-10", "2020-05-10"])))
            .Found().ShouldBe(["RUL-006 3 4 7 9"]);

    [Fact]
    public void A_stated_age_lies_in_the_stated_band() =>
        Rows.Judge(Rows.Of(("age", ["8", "9", "17", "18", "48", "110", "47", "9"]), ("age-band", ["9-17", "9-17", "9-17", "9-17", "48-plus", "48-plus", "48-plus", "_unknown"])))
            .Found().ShouldBe(["RUL-007 1 4 7"]);

    [Fact]
    public void Date_year_and_period_of_registration_agree() =>
        Rows.Judge(Rows.Of(
            ("registered", ["2013-12-31", "2014-01-01", "2019", "", "2022-03"]),
            ("year", ["2013", "2013", "2019", "2020", "2022"]),
            ("year-band", ["2005-2013", "2014-2018", "2020", "2020", "2021-2022"]))).Found()
            .ShouldBe(["RUL-008 2", "RUL-009 2 3"]);

    [Fact]
    public void A_child_never_stands_as_an_adult() =>
        Rows.Judge(Rows.Of(
            ("age-group", ["0-17", "0-17", "18-plus", "18-plus", "_unknown", "0-17"]),
            ("age-band", ["9-17", "18-20", "18-20", "0-8", "0-8", "_blank"]),
            ("majority", ["minor", "_unknown", "adult", "_blank", "adult", "adult"]))).Found()
            .ShouldBe(["RUL-010 2 4", "RUL-011 6", "RUL-042 5"]);

    [Fact]
    public void Majority_does_not_go_back_in_time() =>
        Rows.Judge(Rows.Of(
            ("majority-at-entry", ["minor", "adult", "adult", "minor", "adult", "_unknown"]),
            ("majority-at-exploitation", ["minor", "minor", "_unknown", "adult", "adult", "adult"]),
            ("majority", ["adult", "adult", "minor", "minor", "adult", "_blank"]))).Found()
            .ShouldBe(["RUL-012 4", "RUL-013 2", "RUL-014 3"]);

    [Fact]
    public void Sexual_exploitation_and_forced_labour_together_agree_with_the_forms() =>
        Rows.Judge(Rows.Of(
            ("sex-and-labour", ["yes", "yes", "yes", "no", "no", "_blank"]),
            ("forms.sexual", ["yes", "yes", "_unknown", "yes", "yes", "yes"]),
            ("forms.labour", ["yes", "no", "yes", "yes", "no", "yes"]))).Found()
            .ShouldBe(["RUL-020 2 3", "RUL-021 4"]);

    [Fact]
    public void A_kind_of_work_or_of_sexual_exploitation_goes_with_its_form() =>
        Rows.Judge(Rows.Of(
            ("labour-kinds.construction", ["yes", "yes", "yes", "no", "_blank", "yes"]),
            ("labour-kinds.not-specified", ["no", "no", "no", "yes", "yes", "no"]),
            ("labour-kinds.begging", ["no", "no", "no", "no", "yes", "no"]),
            ("sex-kinds.pornography", ["yes", "no", "no", "_unknown", "no", "yes"]),
            ("forms.sexual", ["yes", "yes", "no", "no", "no", "_blank"]),
            ("forms.labour", ["yes", "no", "_unknown", "no", "no", "no"]),
            ("forms.servitude", ["no", "no", "no", "no", "no", "yes"]))).Found()
            .ShouldBe(["RUL-022 2 3", "RUL-023 6", "RUL-024 5"]);

    [Fact]
    public void Nothing_is_asked_of_fields_that_nobody_asked_about() =>
        Rows.Judge(Rows.Of(("labour-kinds.construction", ["yes"]), ("forms.begging", ["no"]), ("sex-and-labour", ["yes"]))).Found().ShouldBeEmpty();

    [Fact]
    public void A_row_that_repeats_another_is_named_with_the_first_one()
    {
        var judged = Rows.Judge(Rows.Of(
            ("record", ["a-1", "a-2", "a-3", "a-4", "a-5", "a-6", "a-7"]),
            ("file-number", ["7", "8", "7", "7", "", "", "7"]),
            ("registered", ["2020-01-01", "2020-01-01", "2020-01-01", "2020-01-01", "2020-01-01", "2020-01-01", "2020-01-02"]),
            ("sex", ["female", "female", "female", "male", "female", "female", "female"])));
        judged.Found().ShouldBe(["RUL-030 3", "RUL-031 4"]);
        judged.Report.Remarks.Select(remark => remark.FirstRows.ShouldHaveSingleItem()).ShouldBe([1, 1]);
    }

    [Fact]
    public void Notes_say_what_is_missing_and_leave_answers_alone() =>
        Rows.Judge(Rows.Of(
            ("year", ["2020", "_unknown", "2020"]),
            ("sex", ["_refused", "_unknown", "_blank"]),
            ("age-group", ["_not-asked", "_unknown", "0-17"]),
            ("form", ["sexual", "_suppressed", "_unknown"]),
            ("citizenship", ["GT", "_not-applicable", "_blank"]))).Found()
            .ShouldBe(["RUL-040 2", "RUL-041 2 3", "RUL-042 2", "RUL-043 3", "RUL-044 3"]);

    [Fact]
    public void Rows_of_an_agency_go_into_quarantine_where_published_ones_are_remarked_upon()
    {
        var records = Rows.Of(("age-group", ["0-17", "18-plus"]), ("majority", ["adult", "adult"]));

        var identified = Rows.Judge(records);
        identified.Report.Spelled().ShouldBe(["1 majority RUL-011"]);
        (identified.Report.Accepted, identified.Report.Remarks.Count, identified.Records.Count).ShouldBe((1, 0, 1));
        identified.Rows.ShouldBe([2]);

        var published = Rows.Judge(records, Rows.Published);
        (published.Report.Quarantined, published.Records.Count).ShouldBe((0, 2));
        published.Report.Remarks.ShouldHaveSingleItem().Severity.ShouldBe(RuleSeverity.Warning);
    }

    [Fact]
    public void Rules_are_for_the_records_of_their_schema()
    {
        var other = new RecordSchema("other", 1, Vocabulary.LocalizedText.Same("Other"), [Fixture.Schema.Fields[0]]);
        var rules = RecordRulesReader.Read(
            new StringReader("{ id: o, version: 1, schema: other, title: O, translation: { es: reviewed }, rules: [{ code: RUL-900, severity: note, field: record, kind: present, text: T }] }"),
            "o.yaml", other).Value;
        Should.Throw<ArgumentException>(() => Rows.Judge(Rows.Of(("age", ["1"])), rules: rules));
    }
}
