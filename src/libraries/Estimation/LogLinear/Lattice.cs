namespace Amparo.Estimation.LogLinear;

/// <summary>Sums over the lattice of sets of lists, in place.</summary>
/// <remarks>
/// A log-linear model of capture histories is made of such sums: a fitted log mean is the sum of the terms within the history, and what
/// the fit needs of a pair of terms is the sum of the means of the histories that hold both. With t lists each takes t 2^(t-1) additions
/// in an order that never changes, instead of a product of matrices: [Yates1937], as the zeta transform in [Bjorklund2007] doi:10.1145/1250790.1250801.
/// </remarks>
internal static class Lattice
{
    /// <summary>Each value becomes the sum of the values of its subsets.</summary>
    internal static void SumSubsets(Span<double> values)
    {
        for (var bit = 1; bit < values.Length; bit <<= 1)
        {
            for (var block = 0; block < values.Length; block += bit << 1)
            {
                for (var set = block; set < block + bit; set++)
                    values[set + bit] += values[set];
            }
        }
    }

    /// <summary>Each value becomes the sum of the values of its supersets.</summary>
    internal static void SumSupersets(Span<double> values)
    {
        for (var bit = 1; bit < values.Length; bit <<= 1)
        {
            for (var block = 0; block < values.Length; block += bit << 1)
            {
                for (var set = block; set < block + bit; set++)
                    values[set] += values[set + bit];
            }
        }
    }
}
