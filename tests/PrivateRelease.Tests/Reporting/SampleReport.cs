using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Reporting;
using Amparo.PrivateRelease.Synthesis;
using Amparo.PrivateRelease.Tables;
using NodaTime;

namespace Amparo.PrivateRelease.Tests.Reporting;

/// <summary>Reports of releases that never were.</summary>
internal static class SampleReport
{
    public static readonly CodedDomain Domain = new(
    [
        new("year", 12), new("sex", 3), new("age", 8), new("citizenship", 190), new("<script>alert(1)</script>", 2), new("exploitation", 6), new("form \"a\" & 'b'", 2),
    ]);

    public static ReleaseReport Synthetic { get; } = new()
    {
        Population = "víctimas detectadas 2014–2025 <b>",
        Mechanism = new("fit-rows", ReleaseForm.SyntheticRows, "Marginals fitted by rows", "A. Author and B. Author (2022), doi:10.0000/invented"),
        Regime = PrivacyRegime.Formal,
        MostRowsAPerson = 3,
        Formal = new(new(4, 9.6e-7), new(8.2, 9.6e-7), BudgetUnit.MuSquared, 0.7),
        Rows = 91_043,
        Errors = Errors((_, _) => 0.25),
        Coarsened = [new("citizenship", "subregión <i>", (190, 22), CoarseningReason.PredictedError), new("age", "grupos de edad", (100, 8), CoarseningReason.SmallGroups)],
        Ledger = new(7, new('a', 64), new() { Unit = BudgetUnit.MuSquared, Agreed = 2.8, SpentBefore = 0.5, SpentNow = 0.7 }),
        Date = new(2026, 11, 28),
        Software = "Amparo 0.4",
        Invented = true,
    };

    public static ReleaseReport Tables { get; } = Synthetic with
    {
        Mechanism = Synthetic.Mechanism with { Id = "aggregates", Form = ReleaseForm.Tables },
        Formal = new(new(12.5, 0), new(25, 0), BudgetUnit.Rho, 2),
        MostRowsAPerson = 1,
        Errors = Errors(null),
        Coarsened = [],
        Invented = false,
    };

    public static ReleaseReport Anonymous { get; } = Synthetic with
    {
        Mechanism = new("k-anonymous", ReleaseForm.AnonymousRows, "Local suppression", "L. Sweeney (2002), doi:10.1142/S0218488502001648"),
        Regime = PrivacyRegime.Classical,
        Formal = null,
        Errors = null,
        Anonymity = new(
            11, ["year", "<script>alert(1)</script>"], [new("year", 0.02), new("<script>alert(1)</script>", 0.31), new("sex", 0)], [new("exploitation", 3, 12, new(840, 0, 40, 3, 2.1, 5), 0.04)]),
        Ledger = new(8, new('b', 64), null),
    };

    public static ReleaseReport Official { get; } = Synthetic with { Regime = PrivacyRegime.NotPersonal, Formal = null, Errors = null, Ledger = new(9, new('c', 64), null) };

    public static IReadOnlyDictionary<string, ReleaseReport> All { get; } = new Dictionary<string, ReleaseReport>(StringComparer.Ordinal)
    {
        ["synthetic"] = Synthetic,
        ["tables"] = Tables,
        ["anonymous"] = Anonymous,
        ["official"] = Official,
    };

    // All columns alone, all pairs but the last column's, and one triple.
    public static PredictedErrors Errors(ShareBelow? shareBelow)
    {
        var measured = Enumerable.Range(0, 7).Select(column => new MeasuredMarginal(ColumnSet.Of(column), 4.1, 0.01)).ToList();
        for (var a = 0; a < 6; a++)
        {
            for (var b = a + 1; b < 6; b++)
                measured.Add(new(ColumnSet.Of(a, b), 14.5, 0.005));
        }

        measured.Add(new(ColumnSet.Of(0, 1, 2), 31, 0.001));
        measured.Add(new(ColumnSet.Of(0, 2, 3), 40, 0.001));
        return PredictedErrors.From(Domain, measured, 91_043.0, shareBelow);
    }
}
