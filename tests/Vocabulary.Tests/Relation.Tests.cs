using Amparo.Vocabulary.Standards;

namespace Amparo.Vocabulary.Tests;

public sealed class RelationTests
{
    // Sets of cases as bits: four kinds of case are enough for every way in which three sets can lie, five leave room.
    private const int Cases = 5;

    private static readonly Relation[] All =
        [Relation.Exact, Relation.Narrower, Relation.Broader, Relation.Overlaps, Relation.Unclear];

    [Fact]
    public void Joined_relations_leave_open_exactly_what_sets_of_cases_can_do()
    {
        foreach (var first in All)
        {
            foreach (var second in All)
            {
                var possible = new HashSet<string>(StringComparer.Ordinal);
                ForEveryThreeSets((a, b, c) =>
                {
                    if (Holds(first, a, b) && Holds(second, b, c))
                        possible.Add(Way(a, c));
                });
                var joined = first.Then(second);
                // A joined relation is named after the narrowest name that claims no more than what can be.
                joined.Name.ShouldBe(NameOf(possible), $"{first} then {second}");
            }
        }
    }

    [Fact]
    public void A_joined_relation_never_claims_what_one_of_the_sets_denies_over_any_three_steps()
    {
        foreach (var (first, second, third) in All.SelectMany(a => All.SelectMany(b => All.Select(c => (a, b, c)))))
            first.Then(second).Then(third).ShouldBe(first.Then(second.Then(third)), $"{first}, {second}, {third}");
    }

    [Fact]
    public void Seen_from_the_other_side_narrower_is_broader_and_the_way_back_reads_backwards()
    {
        Relation.Narrower.Inverse.ShouldBe(Relation.Broader);
        Relation.Broader.Inverse.ShouldBe(Relation.Narrower);
        foreach (var same in new[] { Relation.Exact, Relation.Overlaps, Relation.None, Relation.Unclear })
            same.Inverse.ShouldBe(same);
        foreach (var (first, second) in All.SelectMany(a => All.Select(b => (a, b))))
            first.Then(second).Inverse.ShouldBe(second.Inverse.Then(first.Inverse));
    }

    [Fact]
    public void No_counterpart_joins_with_nothing()
    {
        foreach (var relation in All)
        {
            relation.Then(Relation.None).ShouldBe(Relation.None);
            Relation.None.Then(relation).ShouldBe(Relation.None);
        }
    }

    [Fact]
    public void Two_paths_say_what_both_leave_open_and_none_if_they_contradict()
    {
        Relation.Overlaps.And(Relation.Narrower).ShouldBe(Relation.Narrower);
        Relation.Unclear.And(Relation.Overlaps).ShouldBe(Relation.Overlaps);
        Relation.Exact.And(Relation.Broader).ShouldBe(Relation.None);
    }

    [Theory]
    [InlineData("exact", true)]
    [InlineData("narrower", true)]
    [InlineData("broader", true)]
    [InlineData("overlaps", true)]
    [InlineData("none", false)]
    public void A_declared_relation_is_found_by_its_name(string name, bool clear)
    {
        var relation = Relation.Find(name).ShouldNotBeNull();
        relation.Name.ShouldBe(name);
        relation.IsClear.ShouldBe(clear);
    }

    [Theory]
    [InlineData("unclear")]
    [InlineData("Exact")]
    [InlineData("")]
    [InlineData(null)]
    public void Data_may_not_declare_anything_else(string? name) => Relation.Find(name).ShouldBeNull();

    private static void ForEveryThreeSets(Action<int, int, int> see)
    {
        for (var a = 1; a < 1 << Cases; a++)
        {
            for (var b = 1; b < 1 << Cases; b++)
            {
                for (var c = 1; c < 1 << Cases; c++)
                    see(a, b, c);
            }
        }
    }

    private static bool Holds(Relation relation, int a, int b) => relation.Name switch
    {
        "exact" => a == b,
        "narrower" => a != b && (a & b) == a,
        "broader" => a != b && (a & b) == b,
        "overlaps" => (a & b) != 0,
        _ => true,
    };

    private static string Way(int a, int c) =>
        a == c ? "exact" : (a & c) == a ? "narrower" : (a & c) == c ? "broader" : (a & c) != 0 ? "shared" : "apart";

    private static string NameOf(HashSet<string> possible) =>
        possible.Contains("apart") ? "unclear" : possible.Count == 1 && !possible.Contains("shared") ? possible.Single() : "overlaps";
}
