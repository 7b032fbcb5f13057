using System.Numerics;
using System.Runtime.InteropServices;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Strata;

/// <summary>An interaction of lists, in all strata alike or in one.</summary>
/// <param name="Lists">The lists as bits.</param>
/// <param name="Stratum">The stratum's place; null for all alike.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct JointTerm(int Lists, int? Stratum);

/// <summary>What a joint model says of one stratum.</summary>
/// <param name="Name">The stratum.</param>
/// <param name="Observed">Observed persons.</param>
/// <param name="Hidden">Persons on no list.</param>
/// <param name="LogError">Standard error of the logarithm of the hidden; NaN where nobody is observed.</param>
public sealed record StratumFit(string Name, long Observed, double Hidden, double LogError);

/// <summary>One log-linear model of all strata: each has its own size and its own list effects, interactions are common or its own.</summary>
/// <param name="Terms">Interactions, in the order in which they were added.</param>
/// <param name="Code">Whether the data can answer; if not, no other number is stated.</param>
/// <remarks>
/// The stratum is one more factor of the table, whose interactions with every list are in the model: [Bishop1975] chapter 6,
/// doi:10.1007/978-0-387-72806-3; covariates for trafficking: [Cruyff2017] M. Cruyff, J. van Dijk, P. van der Heijden, Chance 30(3),
/// doi:10.1080/09332480.2017.1383113. The sparse rule and the test of existence ([Chan2021] doi:10.1080/01621459.2019.1708748, [Fienberg2012]
/// doi:10.1214/12-AOS986) apply to the joint design: a term that nobody is in, in its stratum or in all, is minus infinity.
/// Cost of a fit: strata times histories times parameters squared, some six times. Thread-safe.
/// </remarks>
public sealed record JointFit(IReadOnlyList<JointTerm> Terms, ModelCode Code)
{
    /// <summary>The strata in their order; empty if not fitted. Their hidden add up to <see cref="Hidden"/>.</summary>
    public IReadOnlyList<StratumFit> Strata { get; init; } = [];

    /// <summary>Hidden persons of all strata; NaN if not fitted.</summary>
    public double Hidden => Strata.Count == 0 ? double.NaN : Strata.Sum(stratum => stratum.Hidden);

    /// <summary>All persons; NaN if not fitted.</summary>
    public double Estimate => Strata.Count == 0 ? double.NaN : Strata.Sum(stratum => stratum.Observed + stratum.Hidden);

    /// <summary>Twice the log-likelihood that the model loses against the counts.</summary>
    public double Deviance { get; init; } = double.NaN;

    /// <summary>Parameters, those at minus infinity included.</summary>
    public int Parameters { get; init; }

    /// <summary>Akaike's criterion.</summary>
    public double Aic { get; init; } = double.NaN;

    /// <summary>The Bayesian information criterion with the logarithm of all observed persons a parameter.</summary>
    public double Bic { get; init; } = double.NaN;

    /// <summary>Hidden persons of each stratum by those of all, adding up to one. Empty if not fitted.</summary>
    public IReadOnlyList<double> Shares => [.. Strata.Select(stratum => stratum.Hidden / Hidden)];

    /// <summary>Fits.</summary>
    /// <param name="table">Strata.</param>
    /// <param name="terms">Interactions of two lists and more; those within one are not added.</param>
    /// <exception cref="ArgumentOutOfRangeException">A term has fewer than two lists, a list too many, or a stratum that is none.</exception>
    public static JointFit Of(StratifiedHistories table, IReadOnlyList<JointTerm> terms)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(terms);
        if (!terms.All(term => term.Lists > 0 && BitOperations.PopCount((uint)term.Lists) > 1 && term.Lists < 1 << table.Lists.Count && (term.Stratum is null || (term.Stratum >= 0 && term.Stratum < table.Strata.Count))))
            throw new ArgumentOutOfRangeException(nameof(terms));
        var bench = new JointBench(table.Lists.Count, table.Strata.Count);
        return bench.Describe(table, terms);
    }

    /// <summary>Selects pairs stepwise, common or of one stratum, and fits.</summary>
    /// <param name="table">Strata.</param>
    /// <param name="threshold">As in <see cref="Selection.StepwiseSelection"/>, between 0 and below 1.</param>
    /// <returns>The fit; not usable where independence within strata is not.</returns>
    /// <remarks>
    /// The rule of [Chan2021] section 3 with more candidates: each pair in all strata alike, and each pair in each stratum alone. Of equal p common
    /// ones come first. After a common pair a stratum may add a deviation of its own.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not from 0 to below 1.</exception>
    public static JointFit Stepwise(StratifiedHistories table, double threshold = Selection.StepwiseSelection.DefaultThreshold)
    {
        ArgumentNullException.ThrowIfNull(table);
        if (!(threshold >= 0 && threshold < 1))
            throw new ArgumentOutOfRangeException(nameof(threshold));
        var bench = new JointBench(table.Lists.Count, table.Strata.Count);
        return bench.Describe(table, bench.Select(table.Counts(), threshold));
    }
}
