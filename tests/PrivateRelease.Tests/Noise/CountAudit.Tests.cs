using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Tests.Samples;

namespace Amparo.PrivateRelease.Tests.Noise;

/// <summary>Attacks a noisy number of persons as somebody would who knows the number but for one person.</summary>
public sealed class CountAuditTests
{
    private const int Runs = 400_000;
    private const int Persons = 1_000;

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    public void What_an_attacker_can_tell_of_a_count_stays_below_the_claim(long scale, long parts)
    {
        var claimed = parts / (double)scale;
        LeastEpsilon(new Rational(scale, parts)).ShouldBeInRange(0.9 * claimed, claimed);
        // The attack is worth nothing unless it sees a bug: noise of half the scale.
        LeastEpsilon(new Rational(scale, 2 * parts)).ShouldBeGreaterThan(claimed);
    }

    // How much more often "at least 1,001" is said of 1,001 persons than of 1,000; each share wrong less than once in a million (Hoeffding).
    private static double LeastEpsilon(Rational scale)
    {
        var slack = Math.Sqrt(Math.Log(1e6) / (2 * Runs));
        var falsely = Share(Persons, scale, 11) + slack;
        var rightly = Share(Persons + 1, scale, 12) - slack;
        return Math.Log(rightly / falsely);
    }

    private static double Share(int persons, Rational scale, ulong seed)
    {
        var bits = new RandomBits(new SeededNoise(seed));
        return Enumerable.Range(0, Runs).Count(_ => persons + DiscreteLaplace.Draw(bits, scale) > Persons) / (double)Runs;
    }
}
