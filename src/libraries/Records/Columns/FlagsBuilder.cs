namespace Amparo.Records;

/// <summary>A column of flags while it grows.</summary>
/// <remarks>A new row says no to everything until its cells are set. Cells are only ever added, which is fast; a refused row is cleared.</remarks>
internal sealed class FlagsBuilder
{
    private readonly ulong[]?[] _codes;
    private readonly int[] _asked;
    private int _words;

    /// <param name="codes">Number of codes in the list.</param>
    /// <param name="asked">Positions of the codes that are asked about; cells start as "not asked".</param>
    internal FlagsBuilder(int codes, int[] asked)
    {
        _codes = new ulong[codes][];
        _asked = asked;
        foreach (var code in asked)
            _codes[code] = [];
    }

    /// <summary>Positions of the codes that are asked about.</summary>
    internal ReadOnlySpan<int> Asked => _asked;

    /// <summary>Makes room for a row.</summary>
    internal void Reserve(int row)
    {
        if (row >> 6 >= _words)
            Grow(row >> 6);
    }

    /// <summary>Takes back what a row has set, so that another can have its place.</summary>
    internal void Clear(int row)
    {
        if (row >> 6 >= _words)
            return;
        var keep = ~(1UL << (row & 63));
        foreach (var code in _asked)
        {
            var planes = _codes[code]!.AsSpan((row >> 6) * FlagsColumn.Planes, FlagsColumn.Planes);
            planes[0] &= keep;
            planes[1] &= keep;
            planes[2] &= keep;
        }
    }

    /// <summary>Sets a cell of a row that has none for this code yet.</summary>
    internal void Set(int code, int row, short cell) => SetState(code, row, FlagsColumn.StateOf(cell));

    /// <summary>Sets a cell, as its number in the planes, of a row that has none for this code yet.</summary>
    internal void SetState(int code, int row, int state)
    {
        var planes = _codes[code]!.AsSpan((row >> 6) * FlagsColumn.Planes, FlagsColumn.Planes);
        var bit = row & 63;
        planes[0] |= (ulong)(state & 1) << bit;
        planes[1] |= (ulong)((state >> 1) & 1) << bit;
        planes[2] |= (ulong)(state >> 2) << bit;
    }

    /// <summary>The planes of all codes, cut to a number of rows.</summary>
    internal ulong[]?[] ToPlanes(int count)
    {
        var words = (count + 63) >> 6;
        var last = (count & 63) == 0 ? ulong.MaxValue : (1UL << (count & 63)) - 1;
        foreach (var code in _asked)
        {
            var planes = _codes[code];
            Array.Resize(ref planes, words * FlagsColumn.Planes);
            // A refused last row may have left bits beyond the end, and equal columns must have equal bits.
            for (var plane = 0; plane < FlagsColumn.Planes && words > 0; plane++)
                planes[((words - 1) * FlagsColumn.Planes) + plane] &= last;
            _codes[code] = planes;
        }

        return _codes;
    }

    private void Grow(int word)
    {
        _words = Math.Max(word + 1, Math.Max(16, _words * 2));
        foreach (var code in _asked)
            Array.Resize(ref _codes[code], _words * FlagsColumn.Planes);
    }
}
