using Amparo.Linkage.Clustering;
using Amparo.Linkage.Review;

namespace Amparo.Linkage.Tests.Clear;

public sealed class PersonIdsTests
{
    private static readonly Dictionary<RecordKey, string> None = [];

    [Fact]
    public void Adding_a_list_renumbers_nobody()
    {
        var rows = ClearLists.Rows(17, 150, lists: 3);
        var first = ClearLists.Link(rows.Where(row => !row.Contains(",L0,", StringComparison.Ordinal)));
        var before = ClearLists.IdsOf(first, PersonIds.Assign(first, None).Value);

        // The new list stands before the others by name.
        var second = ClearLists.Link(rows);
        var ids = PersonIds.Assign(second, before).Value;

        var changed = ids.Changes.Select(change => change.Record).ToHashSet();
        foreach (var (record, id) in ClearLists.IdsOf(second, ids))
        {
            if (before.TryGetValue(record, out var known) && !changed.Contains(record))
                id.ShouldBe(known);
        }

        // Only where persons came together or parted does an id change, and those are few.
        changed.Count.ShouldBeLessThan(before.Count / 10);
        var highest = before.Values.Max(StringComparer.Ordinal)!;
        ids.Of.Distinct(StringComparer.Ordinal).Except(before.Values, StringComparer.Ordinal).ShouldAllBe(id => string.CompareOrdinal(id, highest) > 0);
        ids.Of.Distinct(StringComparer.Ordinal).Count().ShouldBe(second.Persons);
    }

    [Fact]
    public void The_same_again_changes_nothing()
    {
        var result = ClearLists.Link(ClearLists.Rows(18, 100));
        var first = PersonIds.Assign(result, None).Value;
        var again = PersonIds.Assign(result, ClearLists.IdsOf(result, first)).Value;
        again.Of.ShouldBe(first.Of);
        again.Changes.ShouldBeEmpty();
    }

    [Fact]
    public void Coming_together_and_parting_are_told_and_can_be_undone()
    {
        var rows = ClearLists.Rows(19, 120, slips: 0.02);
        var free = ClearLists.Link(rows);
        var before = ClearLists.IdsOf(free, PersonIds.Assign(free, None).Value);
        var link = free.Links[0];
        var (left, right) = (free.Lists.KeyOf(link.Left), free.Lists.KeyOf(link.Right));
        var stranger = free.Lists.KeyOf(Enumerable.Range(0, free.Lists.Count).Last(record => free.Clusters[record] != free.Clusters[link.Left]));
        LinkageResult With(RecordKey one, RecordKey other, Settlement settlement) => ClearLists.Link(
            rows, new LinkOptions { Settled = new Dictionary<PairKey, SettledPair> { [one.PairedWith(other)] = new(one.PairedWith(other), settlement, []) } });

        var parted = With(left, right, Settlement.Different);
        var partedIds = PersonIds.Assign(parted, before).Value;
        partedIds.Changes.ShouldContain(change => change.Event == PersonEvent.Split && (change.Record == left || change.Record == right));
        var joined = With(left, stranger, Settlement.Same);
        var joinedIds = PersonIds.Assign(joined, before).Value;
        joinedIds.Changes.ShouldContain(change => change.Record == left || change.Record == stranger);

        foreach (var (result, ids) in new[] { (parted, partedIds), (joined, joinedIds) })
        {
            // Every change undone, all stand where they stood.
            var undone = ClearLists.IdsOf(result, ids);
            foreach (var change in ids.Changes)
            {
                undone[change.Record].ShouldBe(change.To);
                undone[change.Record] = change.From;
            }

            undone.OrderBy(pair => pair.Key).ShouldBe(before.OrderBy(pair => pair.Key));
            // And a run without the decision gives the first ids again.
            var back = PersonIds.Assign(free, ClearLists.IdsOf(result, ids)).Value;
            ClearLists.IdsOf(free, back)[right].ShouldBe(before[right]);
        }
    }

    [Fact]
    public void A_merge_is_told_as_one()
    {
        var rows = new[] { "a,A,ANA,CAAL,CHOC,1990-05-17", "b,B,ROSA,TZUL,ICAL,1971-03-02", "c,C,LUIS,LOPEZ,RIVAS,1980-07-08" };
        const string header = "rec_id,agency,given1,surname1,surname2,dob";
        var first = ClearLists.Link(ClearLists.Read(rows, header));
        var before = ClearLists.IdsOf(first, PersonIds.Assign(first, None).Value);
        var key = new RecordKey("A", "a").PairedWith(new RecordKey("B", "b"));
        var second = ClearLists.Link(ClearLists.Read(rows, header), new LinkOptions { Settled = new Dictionary<PairKey, SettledPair> { [key] = new(key, Settlement.Same, []) } });

        PersonIds.Assign(second, before).Value.Changes.ShouldBe([new PersonChange(new("B", "b"), "P0000002", "P0000001", PersonEvent.Merge)]);
    }

    [Theory]
    [InlineData("17")]
    [InlineData("P")]
    [InlineData("P-3")]
    [InlineData("PX")]
    public void Ids_that_are_not_of_this_program_are_refused(string id)
    {
        var result = ClearLists.Link(ClearLists.Rows(20, 20));
        var refused = PersonIds.Assign(result, new Dictionary<RecordKey, string> { [result.Lists.KeyOf(0)] = id });
        refused.Problems.ShouldHaveSingleItem().Code.ShouldBe(LinkageProblems.PreviousUnusable);
    }
}
