namespace Amparo.PrivateRelease.Accounting;

/// <summary>What a mechanism may still spend of a charge: every noisy measurement passes it before its noise is drawn.</summary>
/// <remarks>
/// Counted in the unit of the charge: squared Gaussian mu (a measurement of sensitivity D and deviation s costs D²/s²) or, for mechanisms whose noise depends on
/// what they have seen, zCDP rho. Overspending is a bug of this library and throws before anything is drawn. Not thread-safe.
/// </remarks>
internal sealed class BudgetMeter
{
    // Shares of a budget added up in another order may differ in their last digits.
    private const double Rounding = 1e-9;

    public BudgetMeter(double total)
    {
        if (!(total > 0 && double.IsFinite(total)))
            throw new ArgumentOutOfRangeException(nameof(total));
        Total = total;
    }

    public double Total { get; }

    public double Spent { get; private set; }

    public double Remaining => Math.Max(0, Total - Spent);

    public void Spend(double cost)
    {
        if (!(cost > 0 && double.IsFinite(cost)))
            throw new ArgumentOutOfRangeException(nameof(cost));
        if (Spent + cost > Total * (1 + Rounding))
            throw new InvalidOperationException("A measurement would cost more than is left of the charge.");
        Spent += cost;
    }
}
