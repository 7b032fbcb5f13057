using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Tables;

/// <summary>An exact table of counts over some columns: true counts of persons, to be protected before anything is published.</summary>
/// <param name="Columns">Over which columns.</param>
/// <param name="Sizes">How many codes each of them has, in ascending order of column.</param>
/// <param name="Counts">The counts, row-major, the last column fastest; one count for no columns.</param>
public sealed record CountedTable(ColumnSet Columns, IReadOnlyList<int> Sizes, IReadOnlyList<int> Counts);
