using Amparo.Vocabulary;
using Amparo.Vocabulary.Standards;

namespace Amparo.Content.Tests;

public sealed class StandardsTests
{
    private static CodeListCatalogue Lists { get; } = Repository.Content.LoadCodeLists().Value;

    private static Crosswalks All { get; } = Repository.Content.LoadCrosswalks(Lists).Value;

    public static TheoryData<string, string> Pairs()
    {
        var data = new TheoryData<string, string>();
        foreach (var from in All.Standards)
        {
            foreach (var to in All.Standards.Where(to => to != from))
                data.Add(from.Id, to.Id);
        }

        return data;
    }

    [Fact]
    public void Every_field_and_every_code_of_every_standard_is_mapped_or_declared_unmappable()
    {
        Repository.Content.LoadCrosswalks(Lists).Problems.ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Any_two_standards_have_a_composed_crosswalk_with_a_line_for_every_term(string from, string to)
    {
        var composed = All.Compose((from, to));

        composed.Problems.ShouldBeEmpty();
        composed.Value.Entries.Select(entry => entry.From).Distinct().ShouldBe(All.TermsOf(All.Find(from)!));
        composed.Value.Entries.ShouldAllBe(entry => (entry.To == null) == (entry.Relation == Relation.None));
    }
}
