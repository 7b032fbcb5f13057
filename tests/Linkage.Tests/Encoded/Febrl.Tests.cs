using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Kernels;
using Amparo.Linkage.Encoded.Linking;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>On public lists with known pairs; the bound is chosen without them.</summary>
public sealed class FebrlTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(Hardening.None, true)]
    [InlineData(Hardening.Fold, true)]
    [InlineData(Hardening.Balance, true)]
    [InlineData(Hardening.None, false)]
    [InlineData(Hardening.Fold, false)]
    [InlineData(Hardening.Balance, false)]
    public void Encoded_lists_link_within_three_points_of_clear_text(Hardening hardening, bool withDocument)
    {
        var settings = new EncodingSettings { Hardening = hardening };
        var left = Febrl.Encode(Febrl.List("dataset4a.csv", withDocument), settings, seed: 1);
        var right = Febrl.Encode(Febrl.List("dataset4b.csv", withDocument), settings, seed: 2);
        var (leftKeys, rightKeys) = (KeyGroups.Of(left.List), KeyGroups.Of(right.List));

        var found = CounterpartLinks.Of(left.List, right.List, DiceKernel.Best);
        var bound = PairwiseBound(leftKeys, rightKeys);
        var pairwise = F1(AlikePairs.Of(left.List, right.List, bound), left, right);
        var oneToOne = F1([.. found.Links.Select(link => new AlikePair(link.First, link.Second, link.Score))], left, right);

        output.WriteLine($"{hardening}, document {withDocument}: bounds {bound:F3} {found.Bound:F3}, pairwise {pairwise}, one to one {oneToOne}; best pairwise {Best(left, right, bound - 0.05)}");
        pairwise.F1.ShouldBeGreaterThan(withDocument ? 0.97 : 0.94);
        oneToOne.F1.ShouldBeGreaterThan(0.9698);
    }

    [Theory]
    [InlineData(Hardening.None)]
    [InlineData(Hardening.Fold)]
    public void A_salt_by_birth_year_costs_the_pairs_that_differ_in_it_and_no_precision(Hardening hardening)
    {
        var settings = new EncodingSettings { Hardening = hardening, Salt = RecordSalt.BirthYear };
        var left = Febrl.Encode(Febrl.List("dataset4a.csv"), settings, seed: 1);
        var right = Febrl.Encode(Febrl.List("dataset4b.csv"), settings, seed: 2);

        var found = CounterpartLinks.Of(left.List, right.List, DiceKernel.Best);
        var oneToOne = F1([.. found.Links.Select(link => new AlikePair(link.First, link.Second, link.Score))], left, right);

        output.WriteLine($"{hardening}, salt birth year: {left.Unsalted} and {right.Unsalted} without a year; bound {found.Bound:F3}, one to one {oneToOne}");
        oneToOne.Precision.ShouldBeGreaterThan(0.99);
        oneToOne.Recall.ShouldBeInRange(0.7, 0.97);
    }

    private static (double Precision, double Recall, double F1) F1(List<AlikePair> pairs, ListEncoding left, ListEncoding right)
    {
        double hits = pairs.Count(pair => Febrl.PersonOf(left.Ids[pair.Left]!) == Febrl.PersonOf(right.Ids[pair.Right]!));
        var (precision, recall) = (hits / pairs.Count, hits / 5000);
        return (precision, recall, 2 * precision * recall / (precision + recall));
    }

    // For the coefficient alone: right pairs less wrong ones, the wrong ones told by the pairs within the lists, where all are strangers.
    private static double PairwiseBound(KeyGroups left, KeyGroups right)
    {
        var kernel = DiceKernel.Best;
        return Enumerable.Range(55, 30).Select(percent => percent * DiceKernel.BoundsOfOne / 100).MaxBy(bound =>
        {
            // Each pair within a list is met twice, and each row meets itself.
            var within = (kernel.CountPairs(left, left, bound) + kernel.CountPairs(right, right, bound) - left.Count - right.Count) / 2;
            return kernel.CountPairs(left, right, bound) - (2 * within);
        }) / (double)DiceKernel.BoundsOfOne;
    }

    private static string Best(ListEncoding left, ListEncoding right, double from)
    {
        var all = AlikePairs.Of(left.List, right.List, from);
        double hits = 0, best = 0, at = 0;
        for (var taken = 0; taken < all.Count; taken++)
        {
            hits += Febrl.PersonOf(left.Ids[all[taken].Left]!) == Febrl.PersonOf(right.Ids[all[taken].Right]!) ? 1 : 0;
            var f1 = 2 * hits / (taken + 1 + 5000);
            if (f1 > best)
                (best, at) = (f1, all[taken].Dice);
        }

        return $"{best:F4} at {at:F3}";
    }
}
