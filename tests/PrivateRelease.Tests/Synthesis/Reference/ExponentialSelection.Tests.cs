using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Synthesis.Reference;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Synthesis.Reference;

public sealed class ExponentialSelectionTests
{
    private const int Draws = 40_000;
    private static readonly double[] Scores = [-3, 0, 2.5, 4, 4.25];

    [Fact]
    public void Candidates_are_chosen_with_the_probabilities_of_the_mechanism() => Surprise(1.2, 1.2).ShouldBeLessThan(20);

    [Fact]
    public void The_same_test_sees_a_choice_at_twice_the_epsilon() => Surprise(2.4, 1.2).ShouldBeGreaterThan(200);

    [Fact]
    public void A_score_far_above_all_others_is_chosen() =>
        ExponentialSelection.Choose(new RandomBits(new SeededNoise(2)), [1, 1e9, -1e9], new Sensitivity(1), 1).ShouldBe(1);

    // Chi-square with four degrees of freedom.
    private static double Surprise(double epsilon, double claimed)
    {
        var bits = new RandomBits(new SeededNoise(1));
        var seen = new int[Scores.Length];
        for (var draw = 0; draw < Draws; draw++)
            seen[ExponentialSelection.Choose(bits, Scores, new Sensitivity(2), epsilon)]++;
        var weights = Scores.Select(score => Math.Exp(claimed * score / (2 * 2))).ToArray();
        return seen.Zip(weights, (count, weight) => Math.Pow(count - (Draws * weight / weights.Sum()), 2) / (Draws * weight / weights.Sum())).Sum();
    }
}
