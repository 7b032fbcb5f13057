namespace Amparo.Records;

/// <summary>A column of flags while it grows.</summary>
/// <remarks>A row that is begun again is overwritten, so a row that is refused in the end leaves nothing behind.</remarks>
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

    /// <summary>Makes room for a row and clears it to "not asked".</summary>
    internal void Begin(int row)
    {
        var word = row >> 6;
        if (word >= _words)
            Grow(word);
        foreach (var code in _asked)
            SetState(code, row, (int)MissingKind.NotAsked + 1);
    }

    /// <summary>Makes room for a row whose every asked code will be set.</summary>
    internal void Reserve(int row)
    {
        if (row >> 6 >= _words)
            Grow(row >> 6);
    }

    internal void Set(int code, int row, short cell) => SetState(code, row, FlagsColumn.StateOf(cell));

    internal void SetState(int code, int row, int state)
    {
        var planes = _codes[code]!;
        var at = (row >> 6) * FlagsColumn.Planes;
        var bit = row & 63;
        var clear = ~(1UL << bit);
        planes[at] = (planes[at] & clear) | ((ulong)(state & 1) << bit);
        planes[at + 1] = (planes[at + 1] & clear) | ((ulong)((state >> 1) & 1) << bit);
        planes[at + 2] = (planes[at + 2] & clear) | ((ulong)(state >> 2) << bit);
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
