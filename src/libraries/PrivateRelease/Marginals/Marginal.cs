namespace Amparo.PrivateRelease.Marginals;

/// <summary>An exact table of counts over some columns. Never leaves the library.</summary>
/// <param name="Columns">Over which columns.</param>
/// <param name="Sizes">How many codes each of them has, in ascending order of column.</param>
/// <param name="Counts">The counts, row-major, the last column fastest; one count for no columns.</param>
internal sealed record Marginal(ColumnSet Columns, int[] Sizes, int[] Counts);
