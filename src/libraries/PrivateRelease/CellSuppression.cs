namespace Amparo.PrivateRelease;

/// <summary>Withholding of small counts, and of enough others that no small one can be worked out.</summary>
/// <remarks>
/// Every cell below the threshold is withheld. For each of them that counts somebody, a second table of non-negative counts exists
/// which agrees with every published cell and in which that cell is larger by at least the threshold: whoever reads, adds and
/// subtracts cannot tell that the cell is small. Cells with nobody in them are withheld too, so that a withheld cell does not say
/// "somebody"; that such a cell is empty may sometimes be worked out.
/// The second table is found by the hypercube method of D. Repsilber (1994) as described by S. Giessing in the handbook
/// <i>Statistical Disclosure Control</i> (Hundepool et al. 2012, doi:10.1002/9781118348239, chapter 4), here over several margins at once;
/// <see cref="SuppressionPlan"/> says how.
/// </remarks>
public readonly record struct CellSuppression
{
    /// <summary>Sets the threshold.</summary>
    /// <param name="threshold">The smallest count that may be shown, in persons; from 2 to 1,000,000.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside its range.</exception>
    public CellSuppression(int threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(threshold, 2);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(threshold, 1_000_000);
        Threshold = threshold;
    }

    /// <summary>The smallest count that may be shown, in persons.</summary>
    public int Threshold { get; }
}
