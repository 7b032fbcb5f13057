using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Attacks;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>How far known attacks come on each way to encode, on invented persons. The rates in docs/methods/pprl.md are what these tests write.</summary>
public sealed class EncodingAttackTests(ITestOutputHelper output)
{
    private const int Persons = 600;
    private static readonly EncodingSchema PlacesOnly = new("places-only", 1, [new("municipality", TokenKind.Bigrams, 60)]);
    private static readonly EncodingSchema SurnamesOnly = new("surnames-only", 1, [new("surname", TokenKind.Bigrams, 60)]);
    private static readonly EncodingSettings Plain = new() { Salt = RecordSalt.None };

    public static TheoryData<Hardening, RecordSalt, double> Ways => new()
    {
        { Hardening.None, RecordSalt.None, 1.1 }, { Hardening.Fold, RecordSalt.None, 0.1 }, { Hardening.Balance, RecordSalt.None, 0.6 },
        { Hardening.None, RecordSalt.Sex, 0.8 }, { Hardening.None, RecordSalt.BirthYear, 0.4 }, { Hardening.Fold, RecordSalt.BirthYear, 0.05 },
    };

    [Fact]
    public void Without_hardening_the_graph_gives_nearly_everybody_away()
    {
        Rate("graph", EncodingSchema.Persons, Plain, 1).ShouldBeGreaterThan(0.9);
        Rate("graph-insider", EncodingSchema.Persons, Plain, 0.3).ShouldBeGreaterThan(0.9);
    }

    [Theory]
    [MemberData(nameof(Ways))]
    public void The_graph_comes_as_far_as_is_told_and_frequencies_nowhere(Hardening hardening, RecordSalt salt, double most)
    {
        var settings = new EncodingSettings { Hardening = hardening, Salt = salt };
        foreach (var overlap in new[] { 1.0, 0.8, 0.3 })
        {
            var results = Attack(EncodingSchema.Persons, settings, overlap);
            output.WriteLine($"{hardening} salt {salt} overlap {overlap}: {string.Join("; ", results.Select(result => $"{result.Attack} {result.Right}/{result.Targets}, {result.Guesses} guesses"))}");
            results.Single(result => result.Attack == "graph").Rate.ShouldBeLessThan(most);
            results.Where(result => result.Attack is "frequency" or "patterns").ShouldAllBe(result => result.Rate < 0.02);
        }
    }

    [Fact]
    public void Every_hardening_and_every_salt_is_better_than_none_and_a_finer_salt_better_than_a_coarse_one()
    {
        var plain = Rate("graph", EncodingSchema.Persons, Plain, 1);
        var sex = Rate("graph", EncodingSchema.Persons, new EncodingSettings { Salt = RecordSalt.Sex }, 1);
        var year = Rate("graph", EncodingSchema.Persons, new EncodingSettings { Salt = RecordSalt.BirthYear }, 1);
        Rate("graph", EncodingSchema.Persons, new EncodingSettings { Hardening = Hardening.Fold }, 1).ShouldBeLessThan(plain);
        Rate("graph", EncodingSchema.Persons, new EncodingSettings { Hardening = Hardening.Balance }, 1).ShouldBeLessThan(plain);
        sex.ShouldBeLessThan(plain);
        year.ShouldBeLessThan(sex);
    }

    [Fact]
    public void Frequencies_break_a_list_of_one_field_whatever_is_done_to_its_keys()
    {
        foreach (var hardening in Enum.GetValues<Hardening>())
            Rate("frequency", PlacesOnly, new EncodingSettings { Hardening = hardening }, 1).ShouldBeGreaterThan(0.5);
    }

    [Fact]
    public void Patterns_are_found_in_a_list_of_one_field_and_not_where_it_is_balanced()
    {
        var plain = Rate("patterns", SurnamesOnly, Plain, 1);
        output.WriteLine($"patterns in surnames only: {plain}");
        plain.ShouldBeGreaterThan(0.01);
        Rate("patterns", SurnamesOnly, new EncodingSettings { Hardening = Hardening.Balance }, 1).ShouldBeLessThan(plain);
    }

    [Fact]
    public void A_list_of_strangers_gives_nobody_away() =>
        Attack(EncodingSchema.Persons, Plain, 0).ShouldAllBe(result => result.Targets == 0 && result.Right == 0);

    [Fact]
    public void An_attack_by_another_schema_is_refused() =>
        EncodingAttack.Run(Encode(EncodingSchema.Persons, Plain), Invented.Persons(Persons, 1), SurnamesOnly, new SeededRandom(7))
            .Problems.ShouldHaveSingleItem().Code.ShouldBe(EncodedProblems.OtherSchema);

    private static double Rate(string attack, EncodingSchema schema, EncodingSettings settings, double overlap) =>
        Attack(schema, settings, overlap).Single(result => result.Attack == attack).Rate;

    private static IReadOnlyList<AttackResult> Attack(EncodingSchema schema, EncodingSettings settings, double overlap)
    {
        var shared = (int)(overlap * Persons);
        var all = Invented.Persons(Persons, 1);
        var plain = all with { Records = [.. all.Records.Take(shared), .. Invented.Persons(Persons - shared, 2, "q").Records] };
        return EncodingAttack.Run(Encode(schema, settings), plain, schema, new SeededRandom(7)).Value;
    }

    private static ListEncoding Encode(EncodingSchema schema, EncodingSettings settings) =>
        ListEncoding.Of(Invented.Persons(Persons, 1), new RecordEncoder(schema, Keys.One, settings), default, new SeededRandom(5)).Value;
}
