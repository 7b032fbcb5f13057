using Amparo.Estimation.Histories;
using Amparo.Estimation.LogLinear;

namespace Amparo.Estimation.Sanity;

/// <summary>How far the count of one history is from its fitted mean.</summary>
/// <param name="History">Bits of the lists.</param>
/// <param name="Count">Persons with exactly this history.</param>
/// <param name="Mean">Fitted persons, above zero.</param>
public sealed record HistoryResidual(int History, long Count, double Mean)
{
    /// <summary>(count − mean) / √mean; beyond ±3 the model does not describe this history.</summary>
    public double Pearson => (Count - Mean) / Math.Sqrt(Mean);

    /// <summary>The signed root of the history's share of the deviance.</summary>
    public double Deviance => Math.Sign(Count - Mean) * Math.Sqrt(Math.Max(0, 2 * ((Count > 0 ? Count * Math.Log(Count / Mean) : 0) - (Count - Mean))));

    /// <summary>Residuals of the histories that take part in a fit.</summary>
    /// <param name="table">The table that was fitted.</param>
    /// <param name="fit">Its fit.</param>
    /// <returns>One a history in the order of bits; empty where the fit is not usable.</returns>
    /// <exception cref="ArgumentException">Table and fit have different numbers of lists.</exception>
    public static IReadOnlyList<HistoryResidual> Of(CaptureHistories table, LogLinearFit fit)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(fit);
        if (table.Lists.Count != fit.Model.Lists)
            throw new ArgumentException("Table and fit have different numbers of lists.", nameof(fit));
        return [.. Enumerable.Range(1, Math.Max(0, fit.Means.Count - 1)).Where(history => fit.Means[history] > 0).Select(history => new HistoryResidual(history, table.Count(history), fit.Means[history]))];
    }
}
