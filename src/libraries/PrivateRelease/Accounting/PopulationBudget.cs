using System.Globalization;

namespace Amparo.PrivateRelease.Accounting;

/// <summary>What has been spent of a population's budget, over all its releases, and what is left.</summary>
/// <remarks>
/// Charges compose: pure epsilons add up; squared mus add up and become an epsilon by the exact Gaussian curve; where a mechanism keeps only zCDP, mu²/2 and rho
/// add up and become an epsilon by its conversion. The parts add up by basic composition. One unit for all: one person added or removed. A person
/// exchanged for another is one removed and one added: mu is at most doubled, pure epsilon too.
/// </remarks>
public sealed class PopulationBudget
{
    private readonly List<PrivacyCharge> _charges = [];

    private PopulationBudget(string population) => Population = population;

    /// <summary>The population.</summary>
    public string Population { get; }

    /// <summary>The epsilon agreed with the first charge; zero while there is none.</summary>
    public double Agreed { get; private set; }

    /// <summary>The delta at which epsilon is stated; zero while it is not fixed.</summary>
    public double Delta { get; private set; }

    /// <summary>The noisy number of persons that delta was worked out from; zero while it has not been drawn. It is public.</summary>
    public long NoisyPersons { get; private set; }

    /// <summary>All charges, oldest first; those whose release was never finished are spent like the others.</summary>
    public IReadOnlyList<PrivacyCharge> Charges => _charges;

    /// <summary>The epsilon spent so far, at <see cref="Delta"/>.</summary>
    public double Spent => With(0, 0, 0, Delta);

    /// <summary>The epsilon that is left of what was agreed; zero if nothing was agreed yet.</summary>
    public double Remaining => Math.Max(0, Agreed - Spent);

    /// <summary>Adds up a population's charges.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="population">The population.</param>
    /// <returns>Its budget; with no charges if there are none.</returns>
    public static PopulationBudget Of(Ledger ledger, string population)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        var budget = new PopulationBudget(population);
        foreach (var entry in ledger.Entries)
        {
            if (entry.Population != population)
                continue;
            if (entry.Door == Door.Charge && PrivacyCharge.Parse(entry.Method) is { } charge)
                budget.Add(charge);
            else if (entry.Door == Door.Mechanism && PersonsOf(entry.Method) is { } persons)
                budget.NoisyPersons = persons;
        }

        return budget;
    }

    /// <summary>The epsilon that would be spent after one more charge.</summary>
    /// <param name="charge">The charge; its delta if none is fixed yet.</param>
    /// <returns>The epsilon of all charges together, this one included.</returns>
    public double After(PrivacyCharge charge)
    {
        ArgumentNullException.ThrowIfNull(charge);
        return With(charge.PureEpsilon, charge.MuSquared, charge.Rho, Delta > 0 ? Delta : charge.Delta);
    }

    /// <summary>The words in which the number of persons is released.</summary>
    internal static string CountMethod(long persons) => string.Create(CultureInfo.InvariantCulture, $"noisy count of persons; {persons}");

    private static long? PersonsOf(string method) =>
        method.StartsWith("noisy count of persons; ", StringComparison.Ordinal)
        && long.TryParse(method.AsSpan("noisy count of persons; ".Length), NumberStyles.None, CultureInfo.InvariantCulture, out var persons)
            ? persons
            : null;

    private void Add(PrivacyCharge charge)
    {
        _charges.Add(charge);
        // What was agreed first holds; a later line cannot raise it.
        Agreed = Agreed > 0 ? Agreed : charge.Budget;
        Delta = Delta > 0 ? Delta : charge.Delta;
    }

    private double With(double pure, double muSquared, double rho, double delta)
    {
        var epsilon = pure + _charges.Sum(charge => charge.PureEpsilon);
        var mu = muSquared + _charges.Sum(charge => charge.MuSquared);
        var concentrated = rho + _charges.Sum(charge => charge.Rho);
        if (concentrated > 0)
            return epsilon + ZeroConcentrated.Epsilon(concentrated + (mu / 2), delta);
        return mu > 0 ? epsilon + GaussianCurve.Epsilon(Math.Sqrt(mu), delta) : epsilon;
    }
}
