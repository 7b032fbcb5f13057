using System.Globalization;

namespace Amparo.PrivateRelease.Accounting;

/// <summary>A part of a population's budget, spent for good before any noise is drawn: one line of the ledger.</summary>
/// <param name="Mechanism">What it was spent on: a mechanism's name, or <c>count</c> for the number of persons.</param>
/// <param name="PureEpsilon">Pure differential privacy spent; zero if none.</param>
/// <param name="MuSquared">Squared mu of Gaussian differential privacy spent; zero if none.</param>
/// <param name="Rho">Zero-concentrated differential privacy spent by mechanisms whose noise depends on what they saw; zero if none.</param>
/// <param name="Delta">The delta at which the population's epsilon is stated; zero while it is not fixed.</param>
/// <param name="Budget">The epsilon agreed for the population.</param>
public sealed record PrivacyCharge(string Mechanism, double PureEpsilon, double MuSquared, double Rho, double Delta, double Budget)
{
    private const string Begin = "charge; person; ";

    /// <summary>The charge as the ledger's line states it; numbers with all their digits.</summary>
    /// <returns>One line.</returns>
    public string ToLine() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Begin}{Mechanism}; epsilon {PureEpsilon:R}; mu² {MuSquared:R}; rho {Rho:R}; delta {Delta:R}; budget {Budget:R}");

    /// <summary>Reads a line of the ledger.</summary>
    /// <param name="line">The method of a line whose door is <see cref="Door.Charge"/>.</param>
    /// <returns>The charge, or null if the line is not one.</returns>
    public static PrivacyCharge? Parse(string line)
    {
        ArgumentNullException.ThrowIfNull(line);
        if (!line.StartsWith(Begin, StringComparison.Ordinal) || line[Begin.Length..].Split("; ") is not [var mechanism, var epsilon, var mu, var rho, var delta, var budget])
            return null;
        var numbers = new[] { (epsilon, "epsilon "), (mu, "mu² "), (rho, "rho "), (delta, "delta "), (budget, "budget ") }
            .Select(part => part.Item1.StartsWith(part.Item2, StringComparison.Ordinal)
                && double.TryParse(part.Item1.AsSpan(part.Item2.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
                && number >= 0 && double.IsFinite(number) ? number : double.NaN)
            .ToArray();
        return Array.Exists(numbers, double.IsNaN) ? null : new(mechanism, numbers[0], numbers[1], numbers[2], numbers[3], numbers[4]);
    }
}
