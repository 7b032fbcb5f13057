using System.Runtime.InteropServices;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis;

/// <summary>Weights for the rows of a pool, so that their tables come near to the noisy ones: iterative proportional fitting, damped by the noise.</summary>
/// <remarks>
/// Deming and Stephan (1940, doi:10.1214/aoms/1177731829) multiply all rows of a cell by wanted / present. Where the count wanted is noisy the step is
/// shortened to present / (present + c · variance) of it, the gain that a Poisson count with this noise would get: full cells follow what was measured, nearly
/// empty ones hardly move, and noise in empty cells does not kill or feed rows. Tables of more columns come first, so that a sweep ends with the most precise ones. The
/// rows are shared out in parts of a fixed size, so that the sums are the same whatever the number of threads.
/// </remarks>
internal static class Raking
{
    private const int Part = 1 << 14;

    // Measured on the three sets of docs/methods/private-release.md: from 1 to 3 it makes no difference, below the fit takes up noise.
    private const double Caution = 2;

    private const float LeastStep = 0.2f;
    private const float MostStep = 5f;

    // Rows of the pool without a copy start with a little, or they could never come back.
    private const float Seedling = 0.1f;

    /// <summary>Rakes.</summary>
    /// <param name="domain">The public domain.</param>
    /// <param name="pool">The rows; their counts are where the weights start.</param>
    /// <param name="tables">The noisy tables.</param>
    /// <param name="course">How often to go through all tables, and who is told the share done after each sweep.</param>
    /// <returns>One weight a row of the pool, positive.</returns>
    public static float[] Weigh(CodedDomain domain, RowPool pool, IReadOnlyList<WantedTable> tables, (int Sweeps, Action<double> Done) course)
    {
        var weights = new float[pool.Count];
        for (var place = 0; place < weights.Length; place++)
            weights[place] = Math.Max(pool.Counts[place], Seedling);
        var shapes = TableCells.Of(domain, [.. tables.Select(table => table.Columns)]);
        var order = Enumerable.Range(0, tables.Count).OrderByDescending(table => tables[table].Columns.Count).ThenBy(table => table).ToArray();
        var parts = (weights.Length + Part - 1) / Part;
        var sums = new float[parts][];
        var cells = new int[weights.Length];
        for (var sweep = 0; sweep < course.Sweeps; sweep++)
        {
            foreach (var table in order)
            {
                var shape = shapes[table] with { Offset = 0 };
                InParts(parts, part => sums[part] = Sum(pool, shape, (part * Part, Math.Min(weights.Length, (part + 1) * Part)), (weights, cells)));
                var factors = Factors(tables[table], sums);
                InParts(parts, part => Multiply(weights, cells, factors, (part * Part, Math.Min(weights.Length, (part + 1) * Part))));
            }

            course.Done((sweep + 1.0) / course.Sweeps);
        }

        return weights;
    }

    private static void InParts(int parts, Action<int> work)
    {
        if (parts == 1)
            work(0);
        else
            Parallel.For(0, parts, work);
    }

    private static float[] Sum(RowPool pool, TableCells shape, (int From, int To) rows, (float[] Weights, int[] Cells) state)
    {
        unchecked
        {
            var sums = new float[shape.Cells];
            for (var place = rows.From; place < rows.To; place++)
            {
                var cell = shape.At(ref MemoryMarshal.GetReference(pool.Row(place)));
                state.Cells[place] = cell;
                sums[cell] += state.Weights[place];
            }

            return sums;
        }
    }

    private static float[] Factors(WantedTable table, float[][] sums)
    {
        var factors = new float[table.Cells.Length];
        for (var cell = 0; cell < factors.Length; cell++)
        {
            var present = 0.0;
            foreach (var part in sums)
                present += part[cell];
            factors[cell] = (float)Math.Clamp(1 + ((table.Cells[cell] - present) / (present + (Caution * table.Variance))), LeastStep, MostStep);
        }

        return factors;
    }

    private static void Multiply(float[] weights, int[] cells, float[] factors, (int From, int To) rows)
    {
        unchecked
        {
            for (var place = rows.From; place < rows.To; place++)
                weights[place] *= factors[cells[place]];
        }
    }
}
