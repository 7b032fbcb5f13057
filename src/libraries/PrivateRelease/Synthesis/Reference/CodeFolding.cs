using Amparo.PrivateRelease.Marginals;
using Amparo.PrivateRelease.Noise;
using Amparo.PrivateRelease.Synthesis.GraphicalModels;
using Amparo.PrivateRelease.Tables;

namespace Amparo.PrivateRelease.Synthesis.Reference;

/// <summary>Codes that were hardly seen, put together into one code a column: decided by noisy counts only.</summary>
internal sealed class CodeFolding
{
    // For each column: the code that each code becomes, and how many there are after.
    private readonly ushort[][] _becomes;
    private readonly CodedDomain _original;

    public CodeFolding(CodedDomain domain, double[][] noisyCounts, double leastCount)
    {
        _original = domain;
        _becomes = new ushort[domain.Count][];
        var columns = new CodedColumn[domain.Count];
        for (var column = 0; column < domain.Count; column++)
        {
            var seen = noisyCounts[column].Count(count => count >= leastCount);
            var next = 0;
            _becomes[column] = [.. noisyCounts[column].Select(count => (ushort)(count >= leastCount ? next++ : seen))];
            columns[column] = new(domain.Columns[column].Name, seen == domain.SizeOf(column) ? seen : seen + 1);
        }

        Domain = new(columns);
    }

    /// <summary>The domain after folding.</summary>
    public CodedDomain Domain { get; }

    public CodedTable Fold(CodedTable table)
    {
        var columns = new ushort[Domain.Count][];
        for (var column = 0; column < columns.Length; column++)
        {
            var becomes = _becomes[column];
            columns[column] = [.. table.Column(column).ToArray().Select(code => becomes[code])];
        }

        return new(Domain, columns);
    }

    /// <summary>The noisy counts of the columns after folding; a folded count has the variance of all that are in it.</summary>
    public List<FitTarget> Targets(double[][] noisyCounts, double deviation)
    {
        var targets = new List<FitTarget>();
        for (var column = 0; column < Domain.Count; column++)
        {
            var counts = new double[Domain.SizeOf(column)];
            var variances = new double[counts.Length];
            for (var code = 0; code < noisyCounts[column].Length; code++)
            {
                counts[_becomes[column][code]] += noisyCounts[column][code];
                variances[_becomes[column][code]] += deviation * deviation;
            }

            targets.Add(new(ColumnSet.Of(column), counts, [.. variances.Select(variance => 1 / variance)]));
        }

        return targets;
    }

    /// <summary>Gives each folded code back as one of those that were folded, every one equally likely.</summary>
    public CodedTable Unfold(CodedTable table, RandomBits coins)
    {
        var columns = new ushort[Domain.Count][];
        for (var column = 0; column < columns.Length; column++)
        {
            var originals = Enumerable.Range(0, Domain.SizeOf(column))
                .Select(folded => Enumerable.Range(0, _original.SizeOf(column)).Where(code => _becomes[column][code] == folded).ToArray()).ToArray();
            var codes = table.Column(column).ToArray();
            columns[column] = new ushort[codes.Length];
            for (var row = 0; row < codes.Length; row++)
            {
                var choices = originals[codes[row]];
                columns[column][row] = (ushort)choices[choices.Length == 1 ? 0 : (int)coins.Below((ulong)choices.Length)];
            }
        }

        return new(_original, columns);
    }
}
