using Amparo.PrivateRelease.Anonymity;
using NodaTime;

namespace Amparo.PrivateRelease.Reporting;

/// <summary>All that may be said of a release: for a ministry that must decide whether to publish it, and for a statistician who must use it.</summary>
/// <remarks>
/// There is no field for an error against the true data, on purpose: an error printed or chosen by tells of the persons, and no
/// budget has paid for it. Every figure here comes from the law of the noise, from public declarations or from what was released. Immutable by convention.
/// </remarks>
internal sealed record ReleaseReport
{
    /// <summary>Whom the release speaks of, as the ledger calls them.</summary>
    public required string Population { get; init; }

    /// <summary>How it was made.</summary>
    public required PublishedMechanism Mechanism { get; init; }

    /// <summary>What its population promises.</summary>
    public required PrivacyRegime Regime { get; init; }

    /// <summary>The most rows of the source that one person may have; all of them together count as that person.</summary>
    public int MostRowsAPerson { get; init; } = 1;

    /// <summary>The proven bounds; null unless the regime is formal.</summary>
    public FormalGuarantee? Formal { get; init; }

    /// <summary>Crowd and suppression; null unless the release is k-anonymous.</summary>
    public AnonymityFacts? Anonymity { get; init; }

    /// <summary>Rows that were released.</summary>
    public required long Rows { get; init; }

    /// <summary>What error the noise alone foretells; null where there is no noise.</summary>
    public PredictedErrors? Errors { get; init; }

    /// <summary>What was made coarser before the release, and why; in the order of the columns.</summary>
    public IReadOnlyList<Coarsening> Coarsened { get; init; } = [];

    /// <summary>Where the release stands in the ledger.</summary>
    public required LedgerPosition Ledger { get; init; }

    /// <summary>The day of the release.</summary>
    public required LocalDate Date { get; init; }

    /// <summary>The program and its version.</summary>
    public required string Software { get; init; }

    /// <summary>Whether the source itself is invented, for a demonstration.</summary>
    public bool Invented { get; init; }
}

/// <summary>What kind of thing left.</summary>
internal enum ReleaseForm
{
    /// <summary>Rows that no person stands behind.</summary>
    SyntheticRows,

    /// <summary>Tables of noisy counts.</summary>
    Tables,

    /// <summary>Rows of real persons, with cells withheld.</summary>
    AnonymousRows,
}

/// <summary>A mechanism.</summary>
/// <param name="Id">As the command line calls it: <c>fit-rows</c>, <c>aim</c>.</param>
/// <param name="Form">What it gives.</param>
/// <param name="PublishedName">As the literature calls it.</param>
/// <param name="Paper">Authors, year, title, DOI or arXiv number.</param>
internal sealed record PublishedMechanism(string Id, ReleaseForm Form, string PublishedName, string Paper);

/// <summary>In which unit a budget is counted.</summary>
internal enum BudgetUnit
{
    /// <summary>Pure differential privacy: epsilon.</summary>
    Epsilon,

    /// <summary>Gaussian differential privacy: mu squared.</summary>
    MuSquared,

    /// <summary>Zero-concentrated differential privacy: rho.</summary>
    Rho,
}

/// <summary>An (epsilon, delta) bound.</summary>
[System.Runtime.InteropServices.StructLayout(System.Runtime.InteropServices.LayoutKind.Auto)]
internal readonly record struct PrivacyBound
{
    public PrivacyBound(double epsilon, double delta)
    {
        Epsilon = epsilon > 0 && double.IsFinite(epsilon) ? epsilon : throw new ArgumentOutOfRangeException(nameof(epsilon));
        Delta = delta is >= 0 and < 1 ? delta : throw new ArgumentOutOfRangeException(nameof(delta));
    }

    public double Epsilon { get; }

    public double Delta { get; }

    /// <summary>The most that a release can turn odds about one person: e to the epsilon.</summary>
    public double OddsFactor => Math.Exp(Epsilon);

    /// <summary>The most that a suspicion of a given probability can become, outside the exception of probability delta.</summary>
    public double Raised(double suspicion) => suspicion / (suspicion + ((1 - suspicion) / OddsFactor));
}

/// <summary>What is proven of one release.</summary>
/// <param name="AddRemove">Between a data set and the same with one person more or fewer.</param>
/// <param name="Replace">Between a data set and the same with one person's rows changed at will.</param>
/// <param name="Unit">In which unit it was counted.</param>
/// <param name="Amount">How much it cost in that unit.</param>
internal sealed record FormalGuarantee(PrivacyBound AddRemove, PrivacyBound Replace, BudgetUnit Unit, double Amount);

/// <summary>What is known of a k-anonymous file; all of it can be counted in the file itself.</summary>
/// <param name="K">At least so many rows look alike.</param>
/// <param name="QuasiIdentifiers">In which columns they do.</param>
/// <param name="Suppressed">The share of withheld cells of each column, 0 to 1.</param>
/// <param name="Diversity">What holds of each sensitive column; empty if none was named.</param>
internal sealed record AnonymityFacts(
    int K, IReadOnlyList<string> QuasiIdentifiers, IReadOnlyList<SuppressedShare> Suppressed, IReadOnlyList<DiversityFact> Diversity)
{
    /// <summary>The share of all cells that were withheld.</summary>
    public double SuppressedInAll => Suppressed.Count == 0 ? 0 : Suppressed.Average(column => column.Share);
}

/// <summary>How much of a column was withheld.</summary>
internal sealed record SuppressedShare(string Column, double Share);

/// <summary>At least so many values of a sensitive column in each group of rows that look alike, or none at all.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Values">How many different values each group has at least.</param>
/// <param name="Withheld">In how many groups the column was withheld, as they had fewer.</param>
/// <param name="Left">How many groups there are, and what is left to say of the others.</param>
/// <param name="Share">The share of the column's cells that was withheld.</param>
internal sealed record DiversityFact(string Column, double Values, int Withheld, DiversityCounts Left, double Share);

/// <summary>Why a column was made coarser.</summary>
internal enum CoarseningReason
{
    /// <summary>With all its values the noise would have drowned the figures.</summary>
    PredictedError,

    /// <summary>Too few persons share a value.</summary>
    SmallGroups,

    /// <summary>The exact value is not published by agreement.</summary>
    Agreement,

    /// <summary>The schema says so, whatever the data.</summary>
    Declared,
}

/// <summary>One column that was made coarser.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Level">The level of the hierarchy it was brought to; public.</param>
/// <param name="Sizes">How many values there were, and how many there are.</param>
/// <param name="Reason">Why.</param>
internal sealed record Coarsening(string Column, string Level, (int Before, int After) Sizes, CoarseningReason Reason);

/// <summary>Where a release stands in the ledger.</summary>
/// <param name="Sequence">Number of its line.</param>
/// <param name="Hash">Hash of that line, by which the ledger can be compared with this report.</param>
/// <param name="Budget">The population's budget; null outside the formal regime.</param>
internal sealed record LedgerPosition(int Sequence, string Hash, BudgetPosition? Budget);

/// <summary>A population's budget after a release.</summary>
internal sealed record BudgetPosition
{
    /// <summary>In which unit the three figures are.</summary>
    public required BudgetUnit Unit { get; init; }

    /// <summary>What was agreed for the population, for ever.</summary>
    public required double Agreed { get; init; }

    /// <summary>What earlier releases spent, void ones too.</summary>
    public required double SpentBefore { get; init; }

    /// <summary>What this one spent.</summary>
    public required double SpentNow { get; init; }

    /// <summary>What is left.</summary>
    public double Remaining => Math.Max(0, Agreed - SpentBefore - SpentNow);
}
