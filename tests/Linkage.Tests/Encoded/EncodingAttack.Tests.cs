using Amparo.Linkage.Encoded;
using Amparo.Linkage.Encoded.Attacks;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>How far known attacks come on each way to encode, on invented persons who are all in the attacker's list.</summary>
public sealed class EncodingAttackTests(ITestOutputHelper output)
{
    private static readonly EncodingSchema Weak = new("weak", 1, [new("surname", TokenKind.Bigrams, 60)]);
    private static readonly EncodingSchema Weaker = new("weaker", 1, [new("municipality", TokenKind.Bigrams, 60)]);

    public static TheoryData<Hardening, RecordSalt> Ways => new()
    {
        { Hardening.None, RecordSalt.None }, { Hardening.Fold, RecordSalt.None }, { Hardening.Balance, RecordSalt.None },
        { Hardening.None, RecordSalt.Sex }, { Hardening.None, RecordSalt.BirthYear }, { Hardening.Fold, RecordSalt.BirthYear },
    };

    [Theory]
    [MemberData(nameof(Ways))]
    public void Rates(Hardening hardening, RecordSalt salt)
    {
        var settings = new EncodingSettings { Hardening = hardening, Salt = salt };
        foreach (var overlap in new[] { 1.0, 0.8, 0.3 })
            output.WriteLine($"{settings} overlap {overlap}: {string.Join("; ", Told(EncodingSchema.Persons, settings, overlap, 600))}");
    }

    [Fact]
    public void Weak_rates()
    {
        foreach (var hardening in Enum.GetValues<Hardening>())
        {
            output.WriteLine($"weaker {hardening}: {string.Join("; ", Told(Weaker, new EncodingSettings { Hardening = hardening }, 1, 600))}");
            output.WriteLine($"weak {hardening}: {string.Join("; ", Told(Weak, new EncodingSettings { Hardening = hardening }, 1, 600))}");
        }
    }

    private static IEnumerable<string> Told(EncodingSchema schema, EncodingSettings settings, double overlap, int persons) =>
        Attack(schema, settings, overlap, persons).Select(result => $"{result.Attack} {result.Guesses} {result.Right}/{result.Targets}");

    private static IReadOnlyList<AttackResult> Attack(EncodingSchema schema, EncodingSettings settings, double overlap, int persons)
    {
        var all = Invented.Persons(persons, 1);
        var encoding = ListEncoding.Of(all, new RecordEncoder(schema, Keys.One, settings), default, new SeededRandom(5)).Value;
        var shared = (int)(overlap * persons);
        var plain = all with { Records = [.. all.Records.Take(shared), .. Invented.Persons(persons - shared, 2, "q").Records] };
        return EncodingAttack.Run(encoding, plain, schema, new SeededRandom(7)).Value;
    }
}
