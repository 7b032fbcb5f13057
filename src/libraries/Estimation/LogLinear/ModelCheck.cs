using System.Numerics;

namespace Amparo.Estimation.LogLinear;

/// <summary>Whether a model can be estimated from counts: existence of the maximum and identifiability, remembered by pattern of zeros.</summary>
/// <remarks>
/// The answer depends on which histories somebody has, not on how many. Where the columns of these alone have full rank nothing is
/// left to ask: rank is found modulo a prime first, where full rank proves full rank, and in whole numbers only if that fails.
/// Buffers and memory of one thread.
/// </remarks>
internal sealed class ModelCheck
{
    private const ulong Prime = int.MaxValue;

    // Patterns of up to six lists fit a word; beyond that every model is checked anew.
    private const int MostRemembered = 6;

    private readonly Dictionary<(ulong Pattern, ulong Kept, ulong Terms), ModelCode> _known = [];
    private readonly Dictionary<(ulong Kept, int Order), bool> _largest = [];
    private readonly ExactElimination<long> _small = new();
    private readonly int[] _overlapping;
    private readonly int[] _positive;
    private readonly int[] _zero;
    private readonly bool _remembers;
    private ulong[] _residues = [];

    internal ModelCheck(int lists)
    {
        _positive = new int[1 << lists];
        _zero = new int[1 << lists];
        _overlapping = new int[1 << lists];
        _remembers = lists <= MostRemembered;
    }

    /// <summary>Checks the terms that the sparse rule leaves.</summary>
    internal ModelCode Check(ReadOnlySpan<double> counts, SparseTerms terms)
    {
        var (positive, zero, pattern, kept) = Sort(counts, terms.Kept);
        if (zero == 0 && positive == 0)
            return ModelCode.NoMaximum | ModelCode.NotIdentifiable;
        if (HasFullRank(terms.Finite, _positive.AsSpan(0, positive)))
            return ModelCode.Usable;
        if (!_remembers)
            return Exactly(terms.Finite, _positive.AsSpan(0, positive), _zero.AsSpan(0, zero));
        var key = (pattern, kept, Bits(terms.Finite));
        if (!_known.TryGetValue(key, out var code))
            _known[key] = code = Exactly(terms.Finite, _positive.AsSpan(0, positive), _zero.AsSpan(0, zero));
        return code;
    }

    /// <summary>Whether all overlapping terms of at most some lists together can be estimated from the histories that take part.</summary>
    /// <remarks>The answers are remembered for the table that they were asked of first: one table, one check.</remarks>
    internal bool LargestIsUsable(ReadOnlySpan<double> counts, SparseTerms terms, int order)
    {
        var (positive, zero, _, kept) = Sort(counts, terms.Kept);
        if (!_remembers || positive == 0)
            return false;
        if (_largest.TryGetValue((kept, order), out var usable))
            return usable;
        var count = 0;
        for (var term = 1; term < terms.Overlaps.Length; term++)
        {
            if (BitOperations.PopCount((uint)term) <= order && terms.Overlaps[term] > 0)
                _overlapping[count++] = term;
        }

        _overlapping[count++] = 0;
        var all = _overlapping.AsSpan(0, count);
        return _largest[(kept, order)] = HasFullRank(all, _positive.AsSpan(0, positive))
            || Exactly(all, _positive.AsSpan(0, positive), _zero.AsSpan(0, zero)) == ModelCode.Usable;
    }

    private (int Positive, int Zero, ulong Pattern, ulong Kept) Sort(ReadOnlySpan<double> counts, ReadOnlySpan<bool> kept)
    {
        var (positive, zero) = (0, 0);
        var (pattern, takingPart) = (0UL, 0UL);
        for (var history = 1; history < kept.Length; history++)
        {
            if (!kept[history])
                continue;
            takingPart |= 1UL << history;
            if (counts[history] > 0)
            {
                _positive[positive++] = history;
                pattern |= 1UL << history;
            }
            else
            {
                _zero[zero++] = history;
            }
        }

        return (positive, zero, pattern, takingPart);
    }

    private static ulong Bits(ReadOnlySpan<int> terms)
    {
        var bits = 0UL;
        foreach (var term in terms)
            bits |= 1UL << term;
        return bits;
    }

    private ModelCode Exactly(ReadOnlySpan<int> terms, ReadOnlySpan<int> positive, ReadOnlySpan<int> zero)
    {
        try
        {
            return _small.Check(terms, positive, zero);
        }
        catch (OverflowException)
        {
            return new ExactElimination<BigInteger>().Check(terms, positive, zero);
        }
    }

    private bool HasFullRank(ReadOnlySpan<int> terms, ReadOnlySpan<int> histories)
    {
        var n = terms.Length;
        if (histories.Length < n)
            return false;
        if (_residues.Length < n * n)
            _residues = new ulong[n * n];
        // Histories are added one by one to an echelon form: row i has its first entry in column i; an empty row has none yet.
        var rank = 0;
        Span<bool> has = stackalloc bool[n];
        has.Clear();
        Span<ulong> row = stackalloc ulong[n];
        for (var i = 0; i < histories.Length && rank < n; i++)
        {
            if (histories.Length - i < n - rank)
                return false;
            for (var j = 0; j < n; j++)
                row[j] = (histories[i] & terms[j]) == terms[j] ? 1UL : 0UL;
            for (var j = 0; j < n; j++)
            {
                if (row[j] == 0)
                    continue;
                var known = _residues.AsSpan(j * n, n);
                if (!has[j])
                {
                    row.CopyTo(known);
                    has[j] = true;
                    rank++;
                    break;
                }

                var (factor, pivot) = (Prime - row[j], known[j]);
                for (var k = j; k < n; k++)
                    row[k] = ((row[k] * pivot) + (known[k] * factor)) % Prime;
            }
        }

        return rank == n;
    }
}
