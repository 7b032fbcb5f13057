using System.Globalization;
using System.Text.RegularExpressions;
using Amparo.PrivateRelease.Accounting;

namespace Amparo.PrivateRelease;

/// <summary>What the ledger promises about a released file of the formal regime: read from its line and its charge, and from nothing else.</summary>
public sealed partial record FormalPromise
{
    private FormalPromise(PrivacyCharge charge) => Charge = charge;

    /// <summary>The mechanism's name.</summary>
    public required string Mechanism { get; init; }

    /// <summary>Epsilon of this release: one person added or removed.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Epsilon at the same delta if one person is exchanged for another.</summary>
    public required double ReplaceEpsilon { get; init; }

    /// <summary>What was spent on the mechanism.</summary>
    public PrivacyCharge Charge { get; }

    /// <summary>Reads the promise of a line.</summary>
    /// <param name="ledger">The ledger.</param>
    /// <param name="entry">A line of it.</param>
    /// <returns>The promise; null for a line of another regime, for a charge, or for one whose charge does not stand before it.</returns>
    public static FormalPromise? Of(Ledger ledger, LedgerEntry entry)
    {
        ArgumentNullException.ThrowIfNull(ledger);
        ArgumentNullException.ThrowIfNull(entry);
        if (entry.Regime != PrivacyRegime.Formal || entry.Door != Door.Mechanism || Line().Match(entry.Method) is not { Success: true } line)
            return null;
        if (!int.TryParse(line.Groups["charge"].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            || !double.TryParse(line.Groups["epsilon"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var epsilon)
            || sequence < 1 || sequence >= entry.Sequence || entry.Sequence > ledger.Entries.Count)
            return null;
        var charged = ledger.Entries[sequence - 1];
        if (charged.Door != Door.Charge || charged.Population != entry.Population || charged.Subject != entry.Subject
            || PrivacyCharge.Parse(charged.Method) is not { Delta: > 0 } charge || charge.MuSquared + charge.Rho <= 0)
            return null;

        // The number of persons that delta was worked out from was paid for beside it.
        var count = ledger.Entries.Take(sequence)
            .Where(one => one.Door == Door.Charge && one.Population == entry.Population && one.Subject == entry.Subject)
            .Sum(one => PrivacyCharge.Parse(one.Method)?.PureEpsilon ?? 0);
        return new(charge)
        {
            Mechanism = charge.Mechanism,
            Epsilon = epsilon,
            ReplaceEpsilon = FormalFacts.ReplaceEpsilonOf(charge, count),
        };
    }

    [GeneratedRegex(
        "^[a-z-]+; epsilon (?<epsilon>[0-9.E+-]+); delta [0-9.E+-]+; one person added or removed; charge (?<charge>[0-9]+)$",
        RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Line();
}
