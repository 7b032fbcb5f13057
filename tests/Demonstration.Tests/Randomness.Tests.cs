using Amparo.Demonstration.Population;
using Amparo.Demonstration.Randomness;
using FsCheck;
using FsCheck.Fluent;

namespace Amparo.Demonstration.Tests;

public sealed class RandomnessTests
{
    [Fact]
    public void The_generator_agrees_with_the_reference_sequence()
    {
        // State 1, 2, 3, 4; computed by a separate program with arbitrary-precision integers from the published recurrence.
        var random = new Xoshiro256([1, 2, 3, 4]);
        ulong[] expected =
        [
            11520, 0, 1509978240, 1215971899390074240, 1216172134540287360, 607988272756665600, 16172922978634559625, 8476171486693032832,
            10595114339597558777, 2904607092377533576,
        ];
        expected.ShouldAllBe(number => random.NextBits() == number);
    }

    [Fact]
    public void The_seeding_agrees_with_the_reference_sequence()
    {
        // Seed 1234567; computed by the same separate program.
        var state = 1234567UL;
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        expected.ShouldAllBe(number => Xoshiro256.SplitMix64(ref state) == number);
    }

    [Fact]
    public void A_state_of_zeros_is_refused() => Should.Throw<ArgumentException>(() => new Xoshiro256([0, 0, 0, 0]));

    [Fact]
    public void Blocks_countries_and_seeds_have_streams_of_their_own()
    {
        var starts = from seed in Enumerable.Range(0, 20)
                     from country in Enumerable.Range(0, 9)
                     from block in Enumerable.Range(0, 20)
                     select Xoshiro256.ForBlock((ulong)seed, new(country, block)).NextBits();
        starts.Distinct().Count().ShouldBe(20 * 9 * 20);
    }

    [Fact]
    public void Draws_stay_below_their_bound_and_reach_every_number()
    {
        var random = Xoshiro256.ForBlock(5, new(0, 0));
        var drawn = Enumerable.Range(0, 10_000).Select(_ => random.NextBelow(7)).CountBy(number => number).ToDictionary();
        drawn.Keys.ShouldBe(Enumerable.Range(0, 7), ignoreOrder: true);
        // Chi-square with 6 degrees of freedom: 0.9999 quantile 27.9.
        drawn.Values.Sum(count => Math.Pow(count - (10_000 / 7.0), 2) / (10_000 / 7.0)).ShouldBeLessThan(27.9);
        Enumerable.Range(0, 10_000).Select(_ => random.NextUnit()).ShouldAllBe(unit => unit >= 0 && unit < 1);
    }

    [Fact]
    public void A_weighted_choice_follows_its_weights_and_never_takes_a_weight_of_zero()
    {
        var choice = new WeightedChoice<string>([("a", 1), ("never", 0), ("b", 3)]);
        var random = Xoshiro256.ForBlock(6, new(0, 0));
        var drawn = Enumerable.Range(0, 10_000).Select(_ => choice.Draw(random))
            .CountBy(item => item, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        drawn.ShouldNotContainKey("never");
        ((double)drawn["b"]).ShouldBe(7500, 5 * Math.Sqrt(10_000 * 0.25 * 0.75));
        Should.Throw<ArgumentException>(() => new WeightedChoice<string>([("a", 0)]));
    }

    [Fact]
    public void Apportionment_adds_up_and_stays_within_one_of_the_exact_share()
    {
        var shares = Gen.Choose(0, 1000).NonEmptyListOf().Where(list => list.Exists(share => share > 0));
        Prop.ForAll(Gen.Zip(shares, Gen.Choose(1, 1_000_000)).ToArbitrary(), draw =>
        {
            double[] weights = [.. draw.Item1];
            var parts = PersonBlock.Apportion(draw.Item2, weights);
            return parts.Sum() == draw.Item2 && parts.Zip(weights).All(pair => Math.Abs(pair.First - (draw.Item2 * pair.Second / weights.Sum())) < 1.000001);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithReplay(2024, 7));
    }

    [Fact]
    public void Blocks_cover_a_countrys_persons_without_gap()
    {
        foreach (var persons in new[] { 0, 1, 4095, 4096, 4097, 20_000 })
        {
            var blocks = PersonBlock.Cut("GT", 4, persons).ToList();
            blocks.Sum(block => block.Size).ShouldBe(persons);
            var next = 1;
            foreach (var block in blocks)
            {
                block.FirstNumber.ShouldBe(next);
                next += block.Size;
            }
        }
    }

    [Theory]
    [InlineData(0.0, "2020-01-01")]
    [InlineData(0.1601, "2021-01-01")]
    [InlineData(0.7601, "2024-01-01")]
    [InlineData(0.9999999, "2024-12-31")]
    public void Detections_spread_over_the_period_by_year(double share, string date)
    {
        Period.DateAt(share).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture).ShouldBe(date);
    }

    [Theory]
    [InlineData("2002-05-10", "2020-05-09", 17)]
    [InlineData("2002-05-10", "2020-05-10", 18)]
    [InlineData("2020-01-01", "2020-12-31", 0)]
    public void An_age_is_complete_on_the_birthday(string birth, string date, int age)
    {
        static DateOnly Of(string iso) => DateOnly.ParseExact(iso, "yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
        Period.AgeOn(Of(birth), Of(date)).ShouldBe(age);
    }
}
