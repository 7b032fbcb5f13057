using Amparo.Vocabulary.Rules;
using NodaTime;
using static Amparo.Vocabulary.Tests.Rules.RuleContent;

namespace Amparo.Vocabulary.Tests.Rules;

public sealed class PalermoRuleTests
{
    [Fact]
    public void An_act_a_means_and_a_purpose_meet_the_rule_for_an_adult() =>
        Palermo("act.recruitment", "means.deception", "purpose.forced-labour", "age=30").Overall.ShouldBe(Truth.Met);

    [Fact]
    public void An_act_and_a_purpose_meet_the_rule_for_a_child_whatever_the_means()
    {
        Palermo("act.transfer", "purpose.sexual-exploitation", "age=17").Overall.ShouldBe(Truth.Met);
        Palermo("act.transfer", "!means", "purpose.sexual-exploitation", "age=17").Overall.ShouldBe(Truth.Met);
    }

    [Fact]
    public void Without_means_an_adult_is_outside_the_rule() =>
        Palermo("act.transfer", "!means", "purpose.sexual-exploitation", "age=18").Overall.ShouldBe(Truth.NotMet);

    [Theory]
    [InlineData("!means")]
    [InlineData("?means")]
    public void An_unknown_age_is_never_an_adult_and_the_answer_says_that_the_age_decides(string means)
    {
        var answer = Palermo("act.receipt", means, "purpose.servitude");
        answer.Overall.ShouldBe(Truth.Unknown);
        answer.Remarks.ShouldContain(PalermoRemark.AgeDecides);
        answer.Missing.ShouldContain(RuleElements.Child);
        answer.Effects.Single(effect => effect.Element == RuleElements.Child).IfMet.ShouldBe(Truth.Met);
    }

    [Fact]
    public void An_age_interval_that_crosses_eighteen_is_unknown()
    {
        Palermo("act", "!means", "purpose", "age=15-19").Overall.ShouldBe(Truth.Unknown);
        Palermo("act", "!means", "purpose", "age=15-17").Overall.ShouldBe(Truth.Met);
        Palermo("act", "!means", "purpose", "age=18-20").Overall.ShouldBe(Truth.NotMet);
    }

    [Fact]
    public void The_age_does_not_decide_where_the_means_are_met_or_the_act_is_not()
    {
        Palermo("act", "means.force", "purpose").Overall.ShouldBe(Truth.Met);
        Palermo("act", "means.force", "purpose").Remarks.ShouldNotContain(PalermoRemark.AgeDecides);
        Palermo("!act", "purpose").Missing.ShouldBeEmpty();
    }

    [Fact]
    public void Every_single_code_meets_its_element_and_only_all_of_them_denied_deny_it()
    {
        foreach (var id in new[] { RuleElements.Act, RuleElements.Means, RuleElements.Purpose })
        {
            var codes = Words.Element(id).Codes.Select(code => $"{id}.{code.Id}").ToArray();
            foreach (var code in codes)
                Finding(id, [code]).Truth.ShouldBe(Truth.Met, code);
            Finding(id, [.. codes.Select(code => $"!{code}")]).Truth.ShouldBe(Truth.NotMet);
            Finding(id, [.. codes.Skip(1).Select(code => $"!{code}")]).Truth.ShouldBe(Truth.Unknown);
        }
    }

    [Theory]
    [InlineData("act.recruitment", "!act.recruitment")]
    [InlineData("act.recruitment", "!act")]
    [InlineData("act", "!act")]
    public void Statements_that_contradict_one_another_leave_the_element_unknown_and_are_both_shown(string one, string other)
    {
        var act = Finding(RuleElements.Act, [one, other]);
        act.Truth.ShouldBe(Truth.Unknown);
        act.Conflicting.ShouldBeTrue();
        act.Supporting.Count.ShouldBe(1);
        act.Contradicting.Count.ShouldBe(1);
        Palermo(one, other, "means.force", "purpose").Conflicts.ShouldBe([RuleElements.Act]);
    }

    [Fact]
    public void A_code_that_is_in_dispute_does_not_undo_another_that_is_not() =>
        Finding(RuleElements.Act, ["act.recruitment", "!act.recruitment", "act.receipt"]).Truth.ShouldBe(Truth.Met);

    [Fact]
    public void Ages_that_contradict_one_another_are_unknown_and_both_shown()
    {
        var answer = Palermo("act", "!means", "purpose", "age=16", "age=20");
        answer.Overall.ShouldBe(Truth.Unknown);
        answer.Age.Conflicting.ShouldBeTrue();
        (answer.Age.Supporting.Count, answer.Age.Contradicting.Count).ShouldBe((1, 1));
        answer.Conflicts.ShouldBe([RuleElements.Child]);
    }

    [Theory]
    [InlineData(ConsentBearing.NoneForAChild, "age=12")]
    [InlineData(ConsentBearing.NoneForAChild, "age=12", "means.fraud")]
    [InlineData(ConsentBearing.NoneBecauseOfMeans, "means.fraud")]
    [InlineData(ConsentBearing.NoneBecauseOfMeans, "means.fraud", "age=40")]
    [InlineData(ConsentBearing.NoneWithoutMeans, "!means", "age=40")]
    [InlineData(ConsentBearing.Open, "age=40")]
    [InlineData(ConsentBearing.Open, "!means")]
    public void Consent_is_recorded_explained_and_never_decides(ConsentBearing expected, params string[] words)
    {
        string[] all = [.. words, "act", "purpose"];
        var without = Palermo(all);
        foreach (var consent in new[] { "consent", "!consent", "?consent" })
        {
            var answer = Palermo([.. all, consent]);
            answer.Overall.ShouldBe(without.Overall);
            answer.ConsentBearing.ShouldBe(expected);
        }

        Palermo([.. all, "consent"]).Consent.Supporting.Count.ShouldBe(1);
    }

    [Fact]
    public void The_exploitation_need_not_have_happened_and_no_border_need_be_crossed()
    {
        var answer = Palermo("act", "means.threat", "purpose.slavery", "!exploitation", "!crossing");
        answer.Overall.ShouldBe(Truth.Met);
        answer.Remarks.ShouldBe([PalermoRemark.ExploitationNotNeeded, PalermoRemark.BorderNotNeeded]);
    }

    [Fact]
    public void The_removal_of_organs_is_a_purpose_and_medical_actors_are_flagged()
    {
        Palermo("act", "means.deception", "purpose.organ-removal").Remarks
            .ShouldBe([PalermoRemark.OrganRemoval, PalermoRemark.MedicalActorNotAsked]);
        Palermo("act", "means.deception", "purpose.organ-removal", "medical-actor").Remarks
            .ShouldBe([PalermoRemark.OrganRemoval, PalermoRemark.MedicalActor]);
        Palermo("act", "means.deception", "purpose.organ-removal", "!medical-actor").Remarks.ShouldBe([PalermoRemark.OrganRemoval]);
    }

    [Fact]
    public void Commerce_in_organs_without_an_act_is_pointed_out_as_another_offence()
    {
        var answer = Palermo("!act", "purpose.organ-removal", "organ-commerce", "age=40");
        answer.Overall.ShouldBe(Truth.NotMet);
        answer.Remarks.ShouldContain(PalermoRemark.OrganCommerce);
    }

    [Fact]
    public void A_purpose_that_only_national_law_names_counts_and_is_remarked()
    {
        Palermo("act", "means.force", "purpose.forced-begging").Remarks.ShouldBe([PalermoRemark.PurposeByNationalLaw]);
        Palermo("act", "means.force", "purpose.forced-begging", "purpose.forced-labour").Remarks.ShouldBeEmpty();
    }

    [Fact]
    public void A_birth_date_without_an_event_date_says_what_is_missing()
    {
        var statements = Case("act", "!means", "purpose") with
        {
            EventDays = null,
            Ages = [AgeStatement.Born(Days(2010, 1, 1), Evidence.Unrecorded)],
        };
        PalermoRule.Apply(statements, Words).Remarks.ShouldBe([PalermoRemark.AgeDecides, PalermoRemark.EventDateMissing]);
    }

    [Theory]
    [InlineData("2006-03-11", Truth.Met)]
    [InlineData("2006-03-10", Truth.NotMet)]
    [InlineData("2006-03-09", Truth.NotMet)]
    public void On_the_eighteenth_birthday_a_person_is_an_adult_and_the_day_before_a_child(string birth, Truth child) =>
        AgeStatement.Born(One(birth), Evidence.Unrecorded).ChildAt(EventDay).ShouldBe(child);

    [Theory]
    [InlineData("2026-02-27", Truth.Met)]
    [InlineData("2026-02-28", Truth.Unknown)]
    [InlineData("2026-03-01", Truth.NotMet)]
    public void Who_was_born_on_a_leap_day_comes_of_age_on_one_of_two_days(string day, Truth child) =>
        AgeStatement.Born(Days(2008, 2, 29), Evidence.Unrecorded).ChildAt(One(day)).ShouldBe(child);

    [Fact]
    public void A_leap_day_of_a_leap_year_leaves_no_doubt()
    {
        // Born on 28 February: 18 on 28 February 2024, which has a 29th.
        AgeStatement.Born(Days(2006, 2, 28), Evidence.Unrecorded).ChildAt(Days(2024, 2, 28)).ShouldBe(Truth.NotMet);
        AgeStatement.Born(Days(2006, 3, 1), Evidence.Unrecorded).ChildAt(Days(2024, 2, 29)).ShouldBe(Truth.Met);
    }

    [Fact]
    public void A_partial_birth_date_is_what_all_its_days_agree_on()
    {
        Child(new(new LocalDate(2006, 1, 1), new LocalDate(2006, 12, 31))).ShouldBe(Truth.Unknown);
        Child(new(new LocalDate(2006, 3, 1), new LocalDate(2006, 3, 10))).ShouldBe(Truth.NotMet);
        Child(new(new LocalDate(2006, 3, 11), new LocalDate(2006, 3, 31))).ShouldBe(Truth.Met);
        static Truth Child(DateInterval birth) => AgeStatement.Born(birth, Evidence.Unrecorded).ChildAt(EventDay);
    }

    [Fact]
    public void A_list_that_the_rules_need_and_do_not_find_is_named() =>
        RuleVocabulary.Of(CodeListCatalogue.Of([]).Value).Problems.ShouldContain(new Problem(RulesProblems.ListMissing, "palermo-act"));

    private static DateInterval One(string day)
    {
        var date = NodaTime.Text.LocalDatePattern.Iso.Parse(day).Value;
        return new(date, date);
    }

    private static ElementFinding Finding(string element, string[] words)
    {
        var answer = Palermo(words);
        return new[] { answer.Act, answer.Means, answer.Purpose }.Single(finding => finding.Element == element);
    }
}
