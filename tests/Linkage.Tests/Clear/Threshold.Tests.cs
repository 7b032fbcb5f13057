using Amparo.Linkage.Clustering;
using Amparo.Linkage.Scoring;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Linkage.Tests.Clear;

public sealed class ThresholdTests
{
    private static readonly Config Fixed = Config.QuickThrowOnFailure.WithMaxTest(100).WithReplay(20261128UL, 17UL);

    private static readonly Arbitrary<float[]> AnyOdds = Gen.Choose(-800, 1_500).Select(odds => odds / 50f).ArrayOf().ToArbitrary();

    [Fact]
    public void The_line_is_where_the_expected_F1_is_highest() => Prop.ForAll(AnyOdds, odds =>
    {
        var all = odds.Sum(odd => Threshold.Probability(odd));
        double Expected(double from) => odds.Where(odd => odd >= from).Select(odd => Threshold.Probability(odd)).DefaultIfEmpty(0).Sum() * 2 / (odds.Count(odd => odd >= from) + all);

        var threshold = Threshold.Choose([.. odds.Select(odd => new Edge(0, 1, odd))]);

        if (odds.Length == 0)
            threshold.ShouldBe(0);
        else
            Expected(threshold).ShouldBe(odds.Max(odd => Expected(odd)), 0.01);
    }).Check(Fixed);

    [Fact]
    public void Pairs_that_are_clear_are_told_apart_between_them() =>
        Threshold.Choose([new(0, 1, 9), new(0, 2, 12), new(1, 2, 15), new(2, 3, -9), new(2, 4, -7)]).ShouldBeInRange(-6.9, 9);

    [Fact]
    public void Above_the_zone_of_review_few_are_false_and_below_it_few_are_missed() => Prop.ForAll(AnyOdds, odds =>
    {
        const double share = 0.05;
        var edges = odds.Select(odd => new Edge(0, 1, odd)).ToArray();
        var threshold = Threshold.Choose(edges);

        var (lower, upper) = Threshold.Zones(edges, share, threshold);

        lower.ShouldBeLessThanOrEqualTo(threshold);
        upper.ShouldBeGreaterThanOrEqualTo(threshold);
        var above = odds.Where(odd => odd > upper).ToArray();
        above.Sum(odd => 1 - Threshold.Probability(odd)).ShouldBeLessThanOrEqualTo((share * above.Length) + 1e-9);
        odds.Where(odd => odd < lower).Sum(odd => Threshold.Probability(odd)).ShouldBeLessThanOrEqualTo((share * odds.Sum(odd => Threshold.Probability(odd))) + 1e-9);
    }).Check(Fixed);

    [Theory]
    [InlineData(0, 0.5)]
    [InlineData(1, 2.0 / 3)]
    [InlineData(-1, 1.0 / 3)]
    [InlineData(2_000, 1)]
    [InlineData(-2_000, 0)]
    public void Odds_are_probabilities(double odds, double probability) => Threshold.Probability(odds).ShouldBe(probability, 1e-12);
}
