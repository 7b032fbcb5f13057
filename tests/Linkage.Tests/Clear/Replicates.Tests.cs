using Amparo.Linkage.Uncertainty;

namespace Amparo.Linkage.Tests.Clear;

public sealed class ReplicatesTests
{
    [Fact]
    public void A_capture_table_counts_every_person_once()
    {
        var result = ClearLists.Link(ClearLists.Rows(41, 200));
        var table = CaptureTable.Of(result.Lists, result.Clusters).Value;

        table.Lists.ShouldBe(["L0", "L1", "L2"]);
        table.Cells.Sum(cell => cell.Persons).ShouldBe(result.Persons);
        for (var list = 0; list < 3; list++)
        {
            var known = Enumerable.Range(0, result.Lists.Count).Where(record => result.Lists.KeyOf(record).List == $"L{list}").Select(record => result.Clusters[record]).Distinct().Count();
            table.Cells.Where(cell => (cell.Known >> list & 1) == 1).Sum(cell => cell.Persons).ShouldBe(known);
        }

        table.Cells.Select(cell => cell.Known).ShouldBe(table.Cells.Select(cell => cell.Known).Order());
        table.Cells.ShouldAllBe(cell => cell.Known > 0 && cell.Persons > 0);
    }

    [Fact]
    public void More_lists_than_can_be_counted_are_refused()
    {
        var rows = Enumerable.Range(0, 17).Select(i => $"r{i},L{i},Ana,Caal");
        var lists = ClearLists.Read(rows, "rec_id,agency,given1,surname1");
        CaptureTable.Of(lists, [.. Enumerable.Range(0, 17)]).Problems.ShouldHaveSingleItem().Code.ShouldBe(LinkageProblems.TooManyToCount);
    }

    [Fact]
    public void A_draw_is_the_same_each_time_and_another_than_the_next()
    {
        var rows = ClearLists.Rows(42, 300, slips: 0.25);
        var (one, again) = (ClearLists.Link(rows), ClearLists.Link(ClearLists.Shuffled(rows, 3)));
        List<string> Of(LinkageResult result, int draw)
        {
            var drawn = result.Draw(draw);
            return [.. result.Lists.InOrder().Select(record => $"{result.Lists.IdOf(record)} {drawn[record]}")];
        }

        Of(one, 1).ShouldBe(Of(again, 1));
        Of(one, 7).ShouldBe(Of(again, 7));
        Of(one, 1).ShouldNotBe(Of(one, 2));
        Should.Throw<ArgumentOutOfRangeException>(() => one.Draw(0));
    }

    [Fact]
    public void A_pair_that_stands_alone_is_drawn_as_often_as_it_is_probable()
    {
        const int draws = 250;
        var result = ClearLists.Link(ClearLists.Rows(43, 1_100, lists: 2, slips: 0.35));
        var drawn = Enumerable.Range(1, draws).Select(result.Draw).ToArray();
        var lists = result.Lists;
        // Pairs of the zone of review whose records stand in no other one.
        var open = result.ToReview(int.MaxValue).Select(pair => pair.Pair).ToList();
        var met = open.Concat(result.Links).SelectMany(link => new[] { (link.Left, link.Right), (link.Right, link.Left) }).Distinct()
            .GroupBy(pair => pair.Item1).ToDictionary(pairs => pairs.Key, pairs => pairs.Count());
        var alone = open.Where(link => met[link.Left] == 1 && met[link.Right] == 1 && link.Probability is > 0.03 and < 0.97).ToList();
        alone.Count.ShouldBeGreaterThan(3);

        double expected = 0, seen = 0, variance = 0;
        foreach (var link in alone)
        {
            var share = drawn.Count(partition => partition[link.Left] == partition[link.Right]) / (double)draws;
            share.ShouldBe(link.Probability, 5 * Math.Sqrt(link.Probability * (1 - link.Probability) / draws) + 0.03, $"{lists.IdOf(link.Left)} {lists.IdOf(link.Right)}");
            expected += link.Probability;
            seen += share;
            variance += link.Probability * (1 - link.Probability) / draws;
        }

        seen.ShouldBe(expected, (4 * Math.Sqrt(variance)) + (0.02 * alone.Count));
    }
}
