namespace Amparo.PrivateRelease.Marginals;

/// <summary>The integer contrasts in which tables of counts are measured: what a table says that its margins do not.</summary>
/// <remarks>
/// <para>
/// For a column of k codes, contrast 0 is the sum over all codes and contrast j = 1 ... k-1 is the sum over codes 0 ... j-1 less j times the
/// count at code j (Helmert). All are whole numbers, orthogonal to one another, with squared norm k for the sum and j(j+1) for contrast j. A table over several
/// columns has the products of theirs; those without a sum are its residual component, the part that no margin shows.
/// </para>
/// <para>
/// One person at code v moves the contrasts 1 ... k-1, each divided by its norm, by a vector of squared length 1 - 1/k whatever v is:
/// measuring the component of columns s with deviation sigma times norm costs the product of (1 - 1/k) over s, divided by sigma², in squared Gaussian mu, the same for each
/// person. This is the residual basis of ResidualPlanner (Xiao, He, Zhang, Kifer 2023, arXiv 2305.08175, section 4) with whole numbers instead of
/// its subtraction matrices, so that integer noise fits. Pure; arrays are row-major, the last column fastest.
/// </para>
/// </remarks>
internal static class HelmertContrasts
{
    /// <summary>Turns a table of counts into its contrasts, in place.</summary>
    /// <param name="table">The counts; afterwards the contrasts at the same places.</param>
    /// <param name="sizes">How many codes each column has.</param>
    public static void Forward(Span<long> table, ReadOnlySpan<int> sizes)
    {
        var stride = 1;
        for (var axis = sizes.Length - 1; axis >= 0; axis--)
        {
            ForwardAxis(table, sizes[axis], stride);
            stride *= sizes[axis];
        }
    }

    /// <summary>Turns contrasts back into the table, in place; noise in them becomes noise of the cells.</summary>
    /// <param name="table">The contrasts; afterwards the counts.</param>
    /// <param name="sizes">How many codes each column has.</param>
    public static void Inverse(Span<double> table, ReadOnlySpan<int> sizes)
    {
        var stride = 1;
        for (var axis = sizes.Length - 1; axis >= 0; axis--)
        {
            InverseAxis(table, sizes[axis], stride);
            stride *= sizes[axis];
        }
    }

    /// <summary>The squared norm of a contrast: k for the sum, j(j+1) for contrast j.</summary>
    public static long SquaredNorm(int size, int contrast) => contrast == 0 ? size : (long)contrast * (contrast + 1);

    private static void ForwardAxis(Span<long> table, int size, int stride)
    {
        unchecked
        {
            for (var block = 0; block < table.Length; block += size * stride)
            {
                for (var at = block; at < block + stride; at++)
                {
                    var sum = table[at];
                    for (var j = 1; j < size; j++)
                    {
                        ref var cell = ref table[at + (j * stride)];
                        var count = cell;
                        cell = sum - (j * count);
                        sum += count;
                    }

                    table[at] = sum;
                }
            }
        }
    }

    private static void InverseAxis(Span<double> table, int size, int stride)
    {
        unchecked
        {
            for (var block = 0; block < table.Length; block += size * stride)
            {
                for (var at = block; at < block + stride; at++)
                {
                    // From the last code to the first: what contrasts above a code give to it is the same for all codes below.
                    var above = table[at] / size;
                    for (var j = size - 1; j >= 1; j--)
                    {
                        ref var cell = ref table[at + (j * stride)];
                        var contrast = cell / ((double)j * (j + 1));
                        cell = above - (j * contrast);
                        above += contrast;
                    }

                    table[at] = above;
                }
            }
        }
    }
}
