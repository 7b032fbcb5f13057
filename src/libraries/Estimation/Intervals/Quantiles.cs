namespace Amparo.Estimation.Intervals;

/// <summary>Quantiles of replicates.</summary>
internal static class Quantiles
{
    /// <summary>The median-unbiased quantile.</summary>
    /// <param name="sorted">Values in ascending order, at least one; infinities may stand at the end.</param>
    /// <param name="probability">Between 0 and 1.</param>
    /// <remarks>[Hyndman1996] R. J. Hyndman, Y. Fan, Sample quantiles in statistical packages, doi:10.1080/00031305.1996.10473566, definition 8.</remarks>
    internal static double MedianUnbiased(ReadOnlySpan<double> sorted, double probability)
    {
        const double Fuzz = 4 * 2.220446049250313e-16;
        var place = (1.0 / 3) + (probability * (sorted.Length + (1.0 / 3)));
        var below = Math.Floor(place + Fuzz);
        var share = place - below;
        if (Math.Abs(share) < Fuzz)
            share = 0;
        var one = sorted[(int)Math.Clamp(below - 1, 0, sorted.Length - 1)];
        var next = sorted[(int)Math.Clamp(below, 0, sorted.Length - 1)];
        return share == 0 || one == next ? one : one + (share * (next - one));
    }
}
