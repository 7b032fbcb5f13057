using Amparo.PrivateRelease.Accounting;
using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease;

/// <summary>How well one table of the release can be, foretold from the noise alone.</summary>
/// <param name="Columns">The names of its columns.</param>
/// <param name="Deviation">The standard deviation of the noise on one count before it is corrected, in persons; null if the table was not measured.</param>
/// <param name="Variation">The share of persons that the noise is expected to put into a wrong cell before it is corrected, 0 to 1; null if not measured.</param>
public sealed record ForetoldError(IReadOnlyList<string> Columns, double? Deviation, double? Variation);

/// <summary>What can be said of a formal release without looking at the true records again: nothing here was computed from them but through noise.</summary>
public sealed record FormalFacts
{
    /// <summary>The population.</summary>
    public required string Population { get; init; }

    /// <summary>The mechanism's name.</summary>
    public required string Mechanism { get; init; }

    /// <summary>Epsilon of this release: one person added or removed.</summary>
    public required double Epsilon { get; init; }

    /// <summary>Delta.</summary>
    public required double Delta { get; init; }

    /// <summary>Mu of Gaussian differential privacy; zero for mechanisms that keep zCDP only.</summary>
    public required double Mu { get; init; }

    /// <summary>Rho of zCDP; half of squared mu for Gaussian mechanisms.</summary>
    public required double Rho { get; init; }

    /// <summary>Epsilon at the same delta if one person is exchanged for another.</summary>
    public required double ReplaceEpsilon { get; init; }

    /// <summary>How many lines the file has.</summary>
    public required int Rows { get; init; }

    /// <summary>The noisy number of persons that delta was worked out from; zero if delta was given.</summary>
    public long NoisyPersons { get; init; }

    /// <summary>What is foretold of every table of one, two and three columns; those not measured are answered by the model.</summary>
    public required IReadOnlyList<ForetoldError> Foretold { get; init; }

    /// <summary>The number of the release's line in the ledger.</summary>
    public int Sequence { get; init; }

    /// <summary>The hash of that line.</summary>
    public string LedgerHash { get; init; } = "";

    /// <summary>The epsilon agreed for the population.</summary>
    public double Agreed { get; init; }

    /// <summary>The epsilon spent so far, this release included.</summary>
    public double Spent { get; init; }

    internal static FormalFacts Of(FormalRequest request, PrivacyCharge charge, MechanismRun made)
    {
        var mu = Math.Sqrt(charge.MuSquared);
        return new()
        {
            Population = request.Population,
            Mechanism = charge.Mechanism,
            Epsilon = request.Epsilon,
            Delta = charge.Delta,
            Mu = mu,
            Rho = charge.Rho > 0 ? charge.Rho : charge.MuSquared / 2,
            // Exchanged is removed and added: mu at most doubles, and rho at most quadruples.
            ReplaceEpsilon = charge.Rho > 0 ? ZeroConcentrated.Epsilon(4 * charge.Rho, charge.Delta) : GaussianCurve.Epsilon(2 * mu, charge.Delta),
            Rows = made.Lines,
            Foretold = Foretell(made.Domain, made.Measured, made.Lines),
        };
    }

    private static List<ForetoldError> Foretell(CodedDomain domain, IReadOnlyList<MeasuredMarginal> measured, int rows)
    {
        var known = measured.GroupBy(one => one.Columns).ToDictionary(group => group.Key, group => group.Min(one => one.Deviation));
        var foretold = new List<ForetoldError>();
        for (var order = 1; order <= 3; order++)
        {
            foreach (var set in Sets(domain.Count, order, 0, 0))
            {
                double? deviation = known.TryGetValue(new(set), out var found) ? found : null;
                var cells = new ColumnSet(set).Columns().Aggregate(1.0, (product, column) => product * domain.SizeOf(column));
                foretold.Add(new(
                    [.. new ColumnSet(set).Columns().Select(column => domain.Columns[column].Name)], deviation,
                    deviation is { } noise ? Math.Min(1, 0.5 * Math.Sqrt(2 / Math.PI) * cells * noise / Math.Max(1, rows)) : null));
            }
        }

        return foretold;
    }

    private static IEnumerable<ulong> Sets(int columns, int order, int first, ulong chosen)
    {
        if (order == 0)
            return [chosen];
        return Enumerable.Range(first, Math.Max(0, columns - first)).SelectMany(column => Sets(columns, order - 1, column + 1, chosen | (1UL << column)));
    }
}
