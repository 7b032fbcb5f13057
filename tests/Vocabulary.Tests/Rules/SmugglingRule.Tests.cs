using Amparo.Vocabulary.Rules;
using NodaTime;
using static Amparo.Vocabulary.Tests.Rules.RuleContent;

namespace Amparo.Vocabulary.Tests.Rules;

public sealed class SmugglingRuleTests
{
    private static readonly string[] Smuggled = ["crossing", "irregular-entry", "!national-or-resident", "procurement", "benefit.financial"];

    [Fact]
    public void An_illegal_entry_procured_for_a_benefit_is_smuggling() => Smuggling(Smuggled).Overall.ShouldBe(Truth.Met);

    [Theory]
    [InlineData("!crossing")]
    [InlineData("!irregular-entry")]
    [InlineData("national-or-resident")]
    [InlineData("!procurement")]
    [InlineData("!benefit")]
    public void Each_element_is_needed(string otherwise)
    {
        var element = otherwise.TrimStart('!');
        var words = Smuggled.Where(word => word.TrimStart('!').Split('.')[0] != element).Append(otherwise).ToArray();
        Smuggling(words).Overall.ShouldBe(Truth.NotMet);
        Smuggling([.. words.SkipLast(1)]).Missing.ShouldBe([element]);
    }

    [Fact]
    public void Documents_and_stay_are_tests_of_their_own()
    {
        var documents = Smuggling("document.produced", "document-for-smuggling", "benefit");
        (documents.Overall, documents.Documents, documents.Stay).ShouldBe((Truth.Unknown, Truth.Met, Truth.Unknown));
        var stay = Smuggling("stay", "!national-or-resident", "benefit.other-material");
        (stay.Overall, stay.Documents, stay.Stay).ShouldBe((Truth.Unknown, Truth.Unknown, Truth.Met));
        Smuggling("stay", "national-or-resident", "benefit").Stay.ShouldBe(Truth.NotMet);
        Smuggling("document", "document-for-smuggling", "!benefit").Documents.ShouldBe(Truth.NotMet);
    }

    [Fact]
    public void Both_rules_may_hold_for_one_event()
    {
        string[] both = [.. Smuggled, "act.transportation", "means.deception", "purpose.forced-labour"];
        Palermo(both).Overall.ShouldBe(Truth.Met);
        Smuggling(both).Overall.ShouldBe(Truth.Met);
    }

    [Fact]
    public void Smuggling_that_turns_into_trafficking_leaves_the_earlier_answer_in_place()
    {
        var first = Case(Smuggled);
        var statements = first with
        {
            Statements =
            [
                .. first.Statements,
                .. Case("act.harbouring", "means.abuse-of-vulnerability", "purpose.forced-labour").Statements
                    .Select(statement => statement with { Evidence = On(20, "shelter") }),
            ],
        };

        var history = EventAssessments.Over(statements, Words);
        history.Entries.Select(entry => (entry.Trafficking.Overall, entry.Smuggling.Overall))
            .ShouldBe([(Truth.Unknown, Truth.Met), (Truth.Met, Truth.Met)]);
        history.TurnedIntoTrafficking.ShouldBe(new LocalDate(2024, 3, 20));
        history.Turns.ShouldBe([new AssessmentTurn(new LocalDate(2024, 3, 20), RuleKind.Trafficking, Truth.Unknown, Truth.Met)]);
        history.At(new LocalDate(2024, 3, 19)).ShouldBe(history.Entries[0]);
        history.At(new LocalDate(2024, 3, 10)).ShouldBeNull();
    }

    [Fact]
    public void Trafficking_that_was_known_from_the_start_did_not_turn() =>
        EventAssessments.Over(Case([.. Smuggled, "act", "means.force", "purpose"]), Words).TurnedIntoTrafficking.ShouldBeNull();

    [Fact]
    public void History_grows_at_its_end_only()
    {
        var history = EventAssessments.Over(Case(Smuggled), Words);
        var entry = history.Entries.ShouldHaveSingleItem();
        history.Add(entry with { Day = entry.Day.PlusDays(-1) }).Problems.ShouldBe([new Problem(RulesProblems.AssessmentOutOfOrder, "assessment")]);
        var longer = history.Add(entry with { Day = entry.Day.PlusDays(1) }).Value;
        longer.Entries.Count.ShouldBe(2);
        longer.Entries[0].ShouldBeSameAs(entry);
        history.Entries.Count.ShouldBe(1);
        EventAssessments.None.Latest.ShouldBeNull();
    }
}
