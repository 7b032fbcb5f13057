using System.Numerics;
using Amparo.PrivateRelease.Noise;

namespace Amparo.PrivateRelease.Synthesis.Reference;

/// <summary>The exponential mechanism with exact probabilities: chooses a candidate with probability proportional to exp(ε score / 2Δ).</summary>
/// <remarks>
/// Scores are rounded down to whole steps of Δ/<see cref="StepsOfSensitivity"/>. Rounding moves each of two neighbours' scores by less than a step, and
/// what floating point adds to the scores is far below one, so the sensitivity in steps is at most <c>StepsOfSensitivity + 1</c> and two for the
/// floating point; the mechanism divides by that. From there on there are whole numbers only: a candidate is thrown evenly and kept by a coin of
/// bias exp(-ε (best - score) / 2Δ), so the law is exact and is the exponential mechanism's. It is ε-bounded-range and costs ε²/8 of zCDP
/// (Cesar and Rogers 2021). How long it takes depends on the scores; whoever can time it must be kept out by other means.
/// </remarks>
internal static class ExponentialSelection
{
    public const int StepsOfSensitivity = 1 << 12;

    // ε is rounded down to a multiple of one over this.
    private const long Grid = 1L << 30;

    /// <summary>What a choice costs in zCDP.</summary>
    public static double Cost(double epsilon) => epsilon * epsilon / 8;

    /// <summary>Chooses.</summary>
    /// <param name="coins">The randomness.</param>
    /// <param name="scores">A finite score for each candidate; at least one.</param>
    /// <param name="sensitivity">By how much one person can change a score; positive, public.</param>
    /// <param name="epsilon">Positive.</param>
    /// <returns>The number of the candidate chosen.</returns>
    public static int Choose(RandomBits coins, IReadOnlyList<double> scores, Sensitivity sensitivity, double epsilon)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(epsilon);
        var steps = scores.Select(score => (BigInteger)Math.Floor(score / sensitivity.Value * StepsOfSensitivity)).ToArray();
        var best = steps.Max();
        var numerator = (BigInteger)Math.Floor(epsilon * Grid);
        var denominator = (BigInteger)Grid * 2 * (StepsOfSensitivity + 3);
        while (true)
        {
            var candidate = (int)coins.Below((ulong)steps.Length);
            if (coins.TossExp((best - steps[candidate]) * numerator, denominator))
                return candidate;
        }
    }
}

/// <summary>By how much adding or removing one person can change a number.</summary>
/// <param name="Value">Positive.</param>
internal readonly record struct Sensitivity(double Value);
