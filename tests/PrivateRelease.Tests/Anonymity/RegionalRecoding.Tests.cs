using Amparo.PrivateRelease.Anonymity;
using Amparo.Vocabulary;

namespace Amparo.PrivateRelease.Tests.Anonymity;

public class RegionalRecodingTests
{
    private static readonly CodeList Countries = List("country", ["GT", "HN", "AA", "AB", "AC", "BA", "XX"]);
    private static readonly CodeList Areas = List("area", ["own", "a", "b"]);
    private static readonly CodeList Regions = List("region", ["world"]);

    private static readonly Hierarchy[] Levels =
    [
        new("country-to-area", 1, "test", (Countries, Areas), [0, 0, 1, 1, 1, 2, -1]),
        new("area-to-region", 1, "test", (Areas, Regions), [0, 0, 0]),
    ];

    private static CodeList List(string id, string[] codes) => new(
        id, 1, LocalizedText.Same(id), "test", [.. codes.Select(code => new Code(code, LocalizedText.Same(code), new Dictionary<string, string>()))]);

    private static string[] Becomes(double deviation, double allowed) =>
        [.. RegionalRecoding.Choose(Levels, new(700, deviation, allowed)).Value.Choices.Select(choice => choice.Becomes)];

    [Fact]
    public void Without_noise_every_country_stays() => Becomes(0, 0.1).ShouldBe(["GT", "HN", "AA", "AB", "AC", "BA", "XX"]);

    // 100 persons are expected in a country: noise of deviation 100 is an error of 0.80 in one, 0.27 in three, 0.20 in the four of the region.
    [Fact]
    public void The_nine_stay_and_the_others_are_as_fine_as_the_noise_allows() =>
        Becomes(100, 0.3).ShouldBe(["GT", "HN", "a", "a", "a", "other-countries", "other-countries"]);

    [Fact]
    public void Under_much_noise_all_others_become_one() => Becomes(100, 0.21).ShouldBe(["GT", "HN", "world", "world", "world", "world", "other-countries"]);

    [Fact]
    public void Each_choice_says_why()
    {
        var choices = RegionalRecoding.Choose(Levels, new(700, 100, 0.3)).Value.Choices;

        choices.Select(choice => choice.Reason).ShouldBe(
        [
            CoarseningReason.OwnCountry, CoarseningReason.OwnCountry, CoarseningReason.NoiseTooLarge, CoarseningReason.NoiseTooLarge,
            CoarseningReason.NoiseTooLarge, CoarseningReason.NoiseTooLarge, CoarseningReason.PlacedNowhere,
        ]);
        choices[2].PredictedError.ShouldBe(Math.Sqrt(2 / Math.PI) / 3, 1e-12);
    }

    [Fact]
    public void A_column_is_recoded_and_its_further_codes_stay_apart()
    {
        var plan = RegionalRecoding.Choose(Levels, new(700, 100, 0.3)).Value;
        plan.Codes.ShouldBe(["GT", "HN", "a", "other-countries"]);

        var recoded = plan.Apply(Rows.Of([8], [0], [1], [2], [4], [5], [6], [7]), 0).Value;

        recoded.Column(0).ToArray().ShouldBe(new ushort[] { 0, 1, 2, 2, 3, 3, 4 });
        recoded.Domain.SizeOf(0).ShouldBe(5);
        plan.Apply(Rows.Of([6], [0]), 0).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-035");
    }

    [Fact]
    public void A_hierarchy_recodes_a_column_and_places_what_it_does_not_know_apart()
    {
        var recoded = Generalisation.Recode(Rows.Of([8], [0], [2], [6], [7]), 0, Levels[0]).Value;

        recoded.Column(0).ToArray().ShouldBe(new ushort[] { 0, 1, 3, 4 });
        recoded.Domain.SizeOf(0).ShouldBe(5);
        Generalisation.Recode(Rows.Of([6], [0]), 0, Levels[0]).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-035");
    }

    [Fact]
    public void Expectations_that_are_no_numbers_are_refused()
    {
        foreach (var expectation in new ReleaseExpectation[] { new(0, 1, 0.1), new(10, double.NaN, 0.1), new(10, 1, 0), new(10, -1, 0.1) })
            RegionalRecoding.Choose(Levels, expectation).Problems.ShouldHaveSingleItem().Code.ShouldBe("PRV-037");
    }
}
