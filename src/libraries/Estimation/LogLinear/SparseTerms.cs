namespace Amparo.Estimation.LogLinear;

/// <summary>The sparse rule: what is left of a model on these counts when empty overlaps are minus infinity.</summary>
/// <remarks>
/// [Chan2021] L. Chan, B. W. Silverman, K. Vincent, Multiple systems estimation for sparse capture data, JASA 116(535), 2021,
/// doi:10.1080/01621459.2019.1708748, section 2. A term that nobody is on has the coefficient minus infinity: the term goes, and every
/// history that holds it. Buffers of one fit after another; one thread.
/// </remarks>
internal sealed class SparseTerms
{
    private readonly int[] _finite;
    private readonly bool[] _kept;
    private readonly double[] _overlaps;

    internal SparseTerms(int lists)
    {
        var cells = 1 << lists;
        _finite = new int[cells];
        _kept = new bool[cells];
        _overlaps = new double[cells];
    }

    /// <summary>Terms with a finite coefficient: interactions, then single lists, the intercept (0) last.</summary>
    internal ReadOnlySpan<int> Finite => _finite.AsSpan(0, FiniteCount);

    /// <summary>Whether a history takes part; the one without lists only in a completed table.</summary>
    internal ReadOnlySpan<bool> Kept => _kept;

    /// <summary>Persons on all lists of each set.</summary>
    internal ReadOnlySpan<double> Overlaps => _overlaps;

    /// <summary>Number of terms at minus infinity.</summary>
    internal int Empty { get; private set; }

    private int FiniteCount { get; set; }

    /// <summary>Takes counts in: what all models of them share.</summary>
    internal void Count(ReadOnlySpan<double> counts)
    {
        counts.CopyTo(_overlaps);
        Lattice.SumSupersets(_overlaps);
    }

    /// <summary>Applies the rule to a model's interactions.</summary>
    /// <param name="interactions">Terms of two lists and more.</param>
    /// <param name="completed">Whether the counts hold a trial number of persons on no list.</param>
    internal void Apply(ReadOnlySpan<int> interactions, bool completed = false)
    {
        FiniteCount = 0;
        Empty = 0;
        Array.Fill(_kept, value: true);
        _kept[0] = completed;
        foreach (var term in interactions)
            Take(term);
        for (var list = 1; list < _kept.Length; list <<= 1)
            Take(list);
        _finite[FiniteCount++] = 0;
    }

    private void Take(int term)
    {
        if (_overlaps[term] > 0)
        {
            _finite[FiniteCount++] = term;
            return;
        }

        Empty++;
        var others = ~term & (_kept.Length - 1);
        for (var more = others; ; more = (more - 1) & others)
        {
            _kept[term | more] = false;
            if (more == 0)
                return;
        }
    }
}
