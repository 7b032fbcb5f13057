using Amparo.PrivateRelease.Marginals;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>One table that the rows are to agree with.</summary>
/// <param name="Columns">Over which columns; at most three, none for the number of rows.</param>
/// <param name="Cells">The counts wanted, row-major, the last column fastest; may be negative.</param>
/// <param name="Variance">The variance of the noise in one cell, in squared persons; positive.</param>
/// <param name="Weight">How much a squared difference in one cell counts; positive, in any unit.</param>
internal sealed record WantedTable(ColumnSet Columns, double[] Cells, double Variance, double Weight);
