namespace Amparo.Estimation.Selection;

/// <summary>A whole way from counts to hidden persons, selection of the model included: what a bootstrap repeats.</summary>
internal interface IHiddenEstimate
{
    /// <summary>Hidden persons.</summary>
    /// <param name="counts">Counts by history.</param>
    /// <returns>Zero or more; positive infinity where there is no finite estimate.</returns>
    double Hidden(ReadOnlySpan<double> counts);
}
