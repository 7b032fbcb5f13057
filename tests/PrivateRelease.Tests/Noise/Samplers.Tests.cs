using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Noise;

public sealed class SamplersTests
{
    private const int Draws = 200_000;

    public static TheoryData<long, long> Variances => new() { { 1, 4 }, { 1, 1 }, { 7, 2 }, { 25, 1 }, { 1000, 3 }, { 10_000, 1 } };

    [Theory]
    [MemberData(nameof(Variances))]
    public void Gaussian_numbers_follow_the_exact_law(long numerator, long denominator)
    {
        var variance = (double)numerator / denominator;
        var drawn = new long[Draws];
        DiscreteGaussian.Fill(new SeededNoise(20261128), new Rational(numerator, denominator), drawn);
        SurpriseOf(drawn, z => Math.Exp(-z * z / (2.0 * variance))).ShouldBeLessThan(5);
    }

    [Theory]
    [MemberData(nameof(Variances))]
    public void The_same_test_sees_noise_of_half_the_deviation(long numerator, long denominator)
    {
        var variance = (double)numerator / denominator;
        var drawn = new long[Draws];
        DiscreteGaussian.Fill(new SeededNoise(20261128), new Rational(numerator, 4 * denominator), drawn);
        SurpriseOf(drawn, z => Math.Exp(-z * z / (2.0 * variance))).ShouldBeGreaterThan(20);
    }

    [Theory]
    [InlineData(1, 2)]
    [InlineData(1, 1)]
    [InlineData(10, 3)]
    [InlineData(200, 1)]
    public void Laplace_numbers_follow_the_exact_law(long numerator, long denominator)
    {
        var scale = (double)numerator / denominator;
        var bits = new RandomBits(new SeededNoise(7));
        var drawn = new long[Draws];
        for (var at = 0; at < drawn.Length; at++)
            drawn[at] = DiscreteLaplace.Draw(bits, new Rational(numerator, denominator));
        SurpriseOf(drawn, z => Math.Exp(-Math.Abs(z) / scale)).ShouldBeLessThan(5);
        SurpriseOf(drawn, z => Math.Exp(-Math.Abs(z) / (2 * scale))).ShouldBeGreaterThan(20);
    }

    [Fact]
    public void Tosses_come_out_with_their_exact_probability_for_ratios_of_any_length()
    {
        var bits = new RandomBits(new SeededNoise(3));
        var third = Enumerable.Range(0, Draws).Count(_ => bits.Toss(1, 3));
        var long_ = System.Numerics.BigInteger.Pow(10, 60);
        var longThird = Enumerable.Range(0, Draws).Count(_ => bits.Toss(long_, 3 * long_));
        var exp = Enumerable.Range(0, Draws).Count(_ => bits.TossExp(5 * long_, 2 * long_));
        // Five standard deviations of a count of this size are about a thousand.
        third.ShouldBeInRange((Draws / 3) - 1060, (Draws / 3) + 1060);
        longThird.ShouldBeInRange((Draws / 3) - 1060, (Draws / 3) + 1060);
        exp.ShouldBeInRange((int)(Draws * Math.Exp(-2.5)) - 620, (int)(Draws * Math.Exp(-2.5)) + 620);
    }

    [Fact]
    public void A_bound_that_is_no_power_of_two_favours_nobody()
    {
        var bits = new RandomBits(new SeededNoise(5));
        var seen = new int[7];
        for (var draw = 0; draw < 70_000; draw++)
            seen[bits.Below(7)]++;
        seen.ShouldAllBe(count => count > 9_500 && count < 10_500);
    }

    [Theory]
    [InlineData(0.0001)]
    [InlineData(0.3)]
    [InlineData(1.0)]
    [InlineData(12345.678)]
    [InlineData(1e14)]
    public void A_variance_is_rounded_up_and_hardly(double value)
    {
        var ratio = Rational.AtLeast(value).Value;
        ratio.ShouldBeGreaterThanOrEqualTo(value);
        ratio.ShouldBeLessThanOrEqualTo(value * 1.001);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_variance_that_is_none_is_refused(double value) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Rational.AtLeast(value));

    // How far chi-square lies from what the exact law lets expect, in standard deviations of the chi-square law.
    private static double SurpriseOf(long[] drawn, Func<long, double> weight)
    {
        var reach = drawn.Max(Math.Abs) + 1;
        var total = 0.0;
        for (var z = -20 * reach; z <= 20 * reach; z++)
            total += weight(z);
        var counted = drawn.GroupBy(z => z).ToDictionary(group => group.Key, group => group.Count());
        // Numbers in a row are put together until twenty draws are expected of each lot.
        var (square, lots, expected, seen) = (0.0, 0, 0.0, 0);
        for (var z = -20 * reach; z <= 20 * reach; z++)
        {
            expected += drawn.Length * weight(z) / total;
            seen += counted.GetValueOrDefault(z);
            if (expected < 20)
                continue;
            square += (seen - expected) * (seen - expected) / expected;
            lots++;
            (expected, seen) = (0, 0);
        }

        return (square - (lots - 1)) / Math.Sqrt(2 * (lots - 1));
    }
}
