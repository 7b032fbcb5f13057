using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Kernels;
using Amparo.Linkage.Encoded.Linking;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>What the linkage unit finds, and what it refuses.</summary>
public sealed class EncodedLinkageTests
{
    private static readonly PersonList All = Invented.Persons(3000, 11);

    public static TheoryData<string, Func<EncodedList, EncodedList>> Unfit => new()
    {
        { EncodedProblems.OtherKey, _ => Encode(Part(0, 300), Keys.Other).List },
        { EncodedProblems.OtherSchema, _ => Encode(Part(0, 300), schema: EncodingSchema.NamesAndBirth).List },
        { EncodedProblems.OtherSchema, list => Changed(list, header => header with { SchemaVersion = 1 }) },
        { EncodedProblems.OtherSettings, _ => Encode(Part(0, 300), settings: new EncodingSettings { Hardening = Hardening.Fold }).List },
        { EncodedProblems.OtherSettings, _ => Encode(Part(0, 300), settings: new EncodingSettings { Salt = RecordSalt.Sex }).List },
        { EncodedProblems.NotDeduplicated, list => Changed(list, header => header with { Deduplicated = false }) },
        { EncodedProblems.ListTooSmall, list => Changed(list, header => header with { Dummies = list.Rows - 99 }) },
        { EncodedProblems.EmptyList, list => new EncodedList(list.Header, [], []) },
    };

    [Fact]
    public void Partly_overlapping_lists_of_two_agencies_are_linked()
    {
        // 1,200 and 1,300 persons, 500 of them in both, written differently.
        var (first, second) = (Encode(Part(0, 1200)), Encode(Invented.WrittenAgain(Part(700, 1300).Records, 3), seed: 2));

        var links = CounterpartLinks.Of(first.List, second.List, DiceKernel.Best).Links;
        double right = links.Count(link => first.Ids[link.First] == second.Ids[link.Second]);

        (right / links.Count).ShouldBeGreaterThan(0.95);
        (right / 500).ShouldBeGreaterThan(0.9);
    }

    [Fact]
    public void Lists_without_anybody_in_common_are_not_linked()
    {
        var linkage = Link(Encode(Part(0, 1000)).List, Encode(Part(1000, 1000), seed: 2).List);

        linkage.Comparisons.ShouldHaveSingleItem().Bound.ShouldBeNull();
        linkage.Overlap[3].ShouldBeNull();
        linkage.Pairs(new SeededRandom(1)).ShouldAllBe(list => list.Count == 0);
    }

    [Fact]
    public void Three_lists_give_persons_with_at_most_one_row_of_each()
    {
        var lists = new[] { Encode(Part(0, 900)), Encode(Invented.WrittenAgain(Part(300, 900).Records, 3), seed: 2), Encode(Invented.WrittenAgain(Part(600, 900).Records, 4), seed: 3) };

        var linkage = Link([.. lists.Select(list => list.List)]);
        var pairs = linkage.Pairs(new SeededRandom(1));

        // In 1 only 300, in 1 and 2 300, in all 300, in 2 and 3 300, in 3 only 300; a few are missed.
        var rows = pairs.SelectMany(list => list).CountBy(pair => pair.Person, StringComparer.Ordinal).ToList();
        rows.Count(person => person.Value == 3).ShouldBeInRange(230, 330);
        rows.Count(person => person.Value == 2).ShouldBeInRange(540, 680);
        // Those in 1 and 3 and not in 2 are the few that were missed.
        linkage.Overlap[5].ShouldBeNull();
        foreach (var list in pairs)
            list.Select(pair => pair.Person).ShouldBeUnique();
        foreach (var person in pairs.SelectMany((list, at) => list.Select(pair => (at, pair.Token, pair.Person))).GroupBy(pair => pair.Person, StringComparer.Ordinal))
            person.Count().ShouldBeInRange(2, 3);
    }

    [Fact]
    public void The_answer_depends_on_neither_kernel_nor_threads()
    {
        var (first, second) = (Encode(Part(0, 700)).List, Encode(Invented.WrittenAgain(Part(200, 900).Records, 3), seed: 2).List);
        var expected = CounterpartLinks.Of(first, second, DiceKernel.Scalar);

        foreach (var kernel in DiceKernelTests.Kernels())
        {
            var links = CounterpartLinks.Of(first, second, kernel);
            links.Bound.ShouldBe(expected.Bound);
            links.Links.ShouldBe(expected.Links);
        }
    }

    [Fact]
    public void The_nearest_keys_are_those_that_the_definition_gives()
    {
        var (first, second) = (Encode(Part(0, 150)).List, Encode(Invented.WrittenAgain(Part(50, 411).Records, 3), seed: 2).List);
        var nearest = NearestKeys.Of(KeyGroups.Of(first), KeyGroups.Of(second), DiceKernel.Best);

        for (var row = 0; row < first.Rows; row++)
        {
            var all = Enumerable.Range(0, second.Rows).Select(other => (Dice: AlikePairs.Dice(first.Key(row), second.Key(other)), Row: other))
                .OrderByDescending(pair => pair.Dice).ThenBy(pair => pair.Row).ToList();
            nearest[row].ShouldBe(all.Where(pair => pair.Dice > 0).Take(NearestKeys.Most).Select(pair => pair.Row));
        }
    }

    [Fact]
    public void The_order_of_the_file_does_not_matter()
    {
        // The tokens are drawn anew, so that the rows stand in another order: the same persons are found.
        var (list, again) = (Encode(Part(0, 600)), Encode(Part(0, 600) with { Records = [.. Part(0, 600).Records.Reverse()] }, seed: 9));
        var other = Encode(Invented.WrittenAgain(Part(200, 600).Records, 3), seed: 2);

        Found(list, other).ShouldBe(Found(again, other), ignoreOrder: true);
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void Lists_that_cannot_be_compared_are_refused(string code, Func<EncodedList, EncodedList> change)
    {
        var refused = EncodedLinkage.Of([new("a", Encode(Part(0, 300)).List), new("b", change(Encode(Part(0, 300), seed: 2).List))]);

        refused.Problems.Select(problem => problem.Code).ShouldContain(code);
        refused.Problems.Select(problem => problem.Subject).Distinct().ShouldBe(["b"]);
    }

    [Fact]
    public void One_list_twice_is_refused()
    {
        var list = Encode(Part(0, 300)).List;

        EncodedLinkage.Of([new("a", list), new("b", list)]).Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.SameList);
        EncodedLinkage.Of([new("a", list)]).Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.WrongNumberOfLists);
    }

    private static IEnumerable<(string?, string?)> Found(ListEncoding first, ListEncoding second) =>
        CounterpartLinks.Of(first.List, second.List, DiceKernel.Best).Links.Select(link => (first.Ids[link.First], second.Ids[link.Second]));

    private static EncodedLinkage Link(params EncodedList[] lists) =>
        EncodedLinkage.Of([.. lists.Select((list, at) => new NamedList($"list {at}", list))]).Value;

    private static PersonList Part(int from, int count) => All with { Records = [.. All.Records.Skip(from).Take(count)] };

    private static ListEncoding Encode(PersonList persons, LinkageKey? key = null, EncodingSettings settings = default, EncodingSchema? schema = null, int seed = 1) =>
        ListEncoding.Of(persons, new RecordEncoder(schema ?? EncodingSchema.Persons, key ?? Keys.One, settings), default, new SeededRandom(seed)).Value;

    private static EncodedList Changed(EncodedList list, Func<EncodedListHeader, EncodedListHeader> change) =>
        new(change(list.Header), [.. list.Tokens], [.. Enumerable.Range(0, list.Rows).SelectMany(row => list.Key(row).ToArray())]);
}
