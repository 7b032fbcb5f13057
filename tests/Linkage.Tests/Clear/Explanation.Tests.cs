using Amparo.Linkage.Explaining;
using Amparo.Linkage.Review;

namespace Amparo.Linkage.Tests.Clear;

public sealed class ExplanationTests
{
    private static readonly LinkageResult Result = ClearLists.Link(ClearLists.Rows(31, 250, slips: 0.12));

    [Fact]
    public void Prior_and_steps_add_up_to_the_weight()
    {
        Result.Links.Count.ShouldBeGreaterThan(100);
        foreach (var link in Result.Links)
        {
            var why = Result.Explain(link.Left, link.Right);
            (why.Prior + why.Steps.Sum(step => step.Bits + step.Frequency)).ShouldBe(why.Weight, 1e-3);
            why.Weight.ShouldBe(link.Weight);
            why.Model.ShouldBe(Result.Model);
            why.Keys.ShouldNotBeEmpty();
        }
    }

    [Fact]
    public void The_same_is_said_whichever_record_is_named_first()
    {
        foreach (var link in Result.Links.Take(50))
        {
            var (one, other) = (Result.Explain(link.Left, link.Right), Result.Explain(link.Right, link.Left));
            other.Weight.ShouldBe(one.Weight);
            other.Steps.ShouldBe(one.Steps);
            other.Flips.ShouldBe(one.Flips);
        }
    }

    [Fact]
    public void What_would_flip_a_pair_crosses_the_threshold()
    {
        var flips = 0;
        var lists = Result.Lists;
        var pairs = Result.Links.Select(link => (link.Left, link.Right)).Concat(Enumerable.Range(0, 60).Select(i => (i, lists.Count - 1 - i)));
        foreach (var (left, right) in pairs)
        {
            var why = Result.Explain(left, right);
            foreach (var flip in why.Flips)
            {
                (flip.Weight >= Result.Threshold).ShouldNotBe(why.Weight >= Result.Threshold);
                why.Steps.ShouldContain(step => step.Field == flip.Field && step.Level != flip.Level);
                flips++;
            }
        }

        flips.ShouldBeGreaterThan(50);
    }

    [Fact]
    public void Every_level_and_field_has_a_name()
    {
        foreach (var link in Result.Links)
        {
            foreach (var step in Result.Explain(link.Left, link.Right).Steps)
            {
                LevelNames.All.ShouldContain(step.Level);
                (LevelNames.Common.Contains(step.Field) || Result.Compares.Any(column => column.Column == step.Field)).ShouldBeTrue(step.Field);
            }
        }
    }

    [Fact]
    public void What_people_decided_is_followed()
    {
        for (var seed = 0; seed < 6; seed++)
        {
            var rows = ClearLists.Rows(seed, 120, slips: 0.15);
            var free = ClearLists.Link(rows);
            var random = new Random(seed);
            var settled = new Dictionary<PairKey, SettledPair>();
            // Some links are undone, and some strangers are one: each record in one decision at most, so that none contradicts another.
            var used = new HashSet<int>();
            void Decide(int left, int right, Settlement settlement)
            {
                if (left == right || used.Contains(left) || used.Contains(right))
                    return;
                used.UnionWith([left, right]);
                var key = free.Lists.KeyOf(left).PairedWith(free.Lists.KeyOf(right));
                settled.Add(key, new SettledPair(key, settlement, []));
            }

            foreach (var link in free.Links.Where(_ => random.Next(4) == 0))
                Decide(link.Left, link.Right, Settlement.Different);
            for (var i = 0; i < 15; i++)
                Decide(random.Next(free.Lists.Count), random.Next(free.Lists.Count), Settlement.Same);
            Decide(0, free.Lists.Count - 1, Settlement.Unsure);

            var result = ClearLists.Link(rows, new LinkOptions { Settled = settled });

            foreach (var pair in settled.Values.Where(pair => pair.Settlement is Settlement.Same or Settlement.Different))
            {
                var together = result.Clusters[result.Lists.RecordOf(pair.Key.First.Id)] == result.Clusters[result.Lists.RecordOf(pair.Key.Second.Id)];
                together.ShouldBe(pair.Settlement == Settlement.Same, $"{pair.Key.First} {pair.Key.Second}");
                for (var draw = 1; draw <= 2; draw++)
                {
                    var drawn = result.Draw(draw);
                    (drawn[result.Lists.RecordOf(pair.Key.First.Id)] == drawn[result.Lists.RecordOf(pair.Key.Second.Id)]).ShouldBe(pair.Settlement == Settlement.Same);
                }
            }

            result.ToReview(5_000).ShouldAllBe(pair => !settled.ContainsKey(result.Lists.KeyOf(pair.Pair.Left).PairedWith(result.Lists.KeyOf(pair.Pair.Right)))
                || settled[result.Lists.KeyOf(pair.Pair.Left).PairedWith(result.Lists.KeyOf(pair.Pair.Right))].Settlement == Settlement.Unsure);
        }
    }

    [Fact]
    public void A_decision_about_a_record_that_is_not_there_changes_nothing()
    {
        var rows = ClearLists.Rows(8, 80);
        var key = new RecordKey("L0", "gone").PairedWith(new RecordKey("L1", "gone-too"));
        var settled = new Dictionary<PairKey, SettledPair> { [key] = new SettledPair(key, Settlement.Same, []) };
        ClearLists.Text(ClearLists.Link(rows, new LinkOptions { Settled = settled })).ShouldBe(ClearLists.Text(ClearLists.Link(rows)));
    }
}
