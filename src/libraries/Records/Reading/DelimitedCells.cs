using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;

namespace Amparo.Records;

/// <summary>Cuts UTF-8 text into rows and cells. A cursor over a block of bytes: nothing is allocated for a row or a cell.</summary>
/// <remarks>
/// <para>
/// 64 bytes at a time are compared with the delimiter, the quotation mark and the line ends; the places found become a list of cell ends
/// (see <see cref="CellScan"/>). A quotation mark opens only as the first byte of a cell; inside, two of them stand for one. Where the marks of a row are not like
/// that, the row is read again byte by byte (<see cref="RereadRow"/>) and marked as broken. Line ends are LF, CR and CRLF.
/// </para>
/// <para>Text is taken to be valid UTF-8, which <see cref="Utf8Feed"/> has seen to. Decision 20 says why this is our own.</para>
/// </remarks>
internal sealed partial class DelimitedCells : IDisposable
{
    private const int Block = 1 << 17;

    private readonly Utf8Feed _feed;
    private readonly byte _delimiter;
    private readonly ReadingLimits _limits;
    private readonly int _mostCells;

    // The block, and as many spare bytes behind its end as one look takes in.
    private byte[] _buffer = new byte[Block + CellScan.Width];
    private int _filled;
    private bool _atEnd;

    // Where each cell ends, as places in the block. Those of the current row begin at _first; before them stands the end of what comes before the row, so
    // that every cell begins behind an end.
    private int[] _ends;
    private int _first;
    private int _count;
    private int _rowStart;
    private int _rowEnd;
    private int _cells;

    internal DelimitedCells(Utf8Feed feed, char delimiter, ReadingLimits limits)
    {
        _feed = feed;
        _delimiter = (byte)delimiter;
        _limits = limits;
        // Rows with more cells than that are broken or refused anyway: their cells are counted, and not kept.
        _mostCells = Math.Max(limits.MostColumns, 1) + 1;
        _ends = new int[Math.Max(1 << 13, 2 * _mostCells) + (2 * CellScan.Width)];
        _ends[0] = -1;
        _count = _first = _nextFirst = 1;
    }

    /// <summary>How many cells the current row has, at most <see cref="ReadingLimits.MostColumns"/> and one.</summary>
    internal int Count => _cells;

    /// <summary>Whether a quotation mark of the current row stands where none belongs.</summary>
    internal bool Broken { get; private set; }

    /// <summary>
    /// How many cells the current row has if none of them needs a second look: no NUL, and no quotation marks but those around cells; else zero.
    /// </summary>
    internal int CleanCount { get; private set; }

    /// <summary>Whether the current row may hold a quotation mark.</summary>
    internal bool Quoted { get; private set; }

    /// <summary>Whether the current row may hold a NUL.</summary>
    internal bool MayHoldNul { get; private set; }

    /// <summary>Whether the current row may hold text that was garbled: something beyond ASCII, or a question mark.</summary>
    internal bool MayBeGarbled { get; private set; }

    /// <summary>The current row without its line end.</summary>
    internal ReadOnlySpan<byte> Row => _buffer.AsSpan(_rowStart, _rowEnd - _rowStart);

    /// <summary>Why there is no further row, as a REC- code; null at the proper end.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Moves to the next row, blank or not.</summary>
    /// <returns>False at the end, and where <see cref="Fault"/> says why reading ended.</returns>
    internal bool Read()
    {
        if (Fault is not null)
            return false;
        Broken = false;
        _rowStart = _next;
        _first = _nextFirst;
        while (true)
        {
            while (_newlines == 0)
            {
                if (_suspect)
                    return RereadRow();
                if (_filled - _scan < CellScan.Width && !_atEnd)
                {
                    if (!Fill())
                        return false;
                }
                else if (_scan < _filled)
                {
                    Scan();
                }
                else
                {
                    return LastRow();
                }
            }

            var end = _chunk + BitOperations.TrailingZeroCount(_newlines);
            var upToEnd = _newlines ^ (_newlines - 1);
            _newlines &= _newlines - 1;
            _nextFirst = _chunkFirst + BitOperations.PopCount(_separators & upToEnd);
            _next = end + 1;
            if (end == _rowStart && _afterReturn && _buffer[end] == (byte)'\n')
            {
                // The second half of CRLF.
                _afterReturn = false;
                _rowStart = _next;
                _first = _nextFirst;
                continue;
            }

            return Conclude(end, _nextFirst - _first);
        }
    }

    /// <summary>A cell as it is written, with its quotation marks.</summary>
    /// <param name="cell">The cell's place; it must be less than <see cref="Count"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Span<byte> Raw(int cell)
    {
        // Without the array's own checks: the caller has checked the cell, and the places in the list come from the block itself.
        ref var end = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ends), (uint)(_first + cell));
        var start = Unsafe.Subtract(ref end, 1) + 1;
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_buffer), (uint)start), end - start);
    }

    /// <summary>The cells of the current row where they lie, if none needs a second look.</summary>
    internal PlainRow AsPlain => new(
        ref MemoryMarshal.GetArrayDataReference(_buffer), ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_ends), (uint)_first), CleanCount);

    /// <summary>The cell in which a byte of the current row stands.</summary>
    internal int CellAt(int offset)
    {
        var found = Array.BinarySearch(_ends, _first, _cells, _rowStart + offset);
        return Math.Min(found < 0 ? ~found - _first : found - _first, _cells - 1);
    }

    /// <summary>Where a cell ends, counted from the start of its row.</summary>
    internal int EndOf(int cell) => _ends[_first + cell] - _rowStart;

    /// <inheritdoc/>
    public void Dispose() => _feed.Dispose();

    private bool Conclude(int end, int cells)
    {
        _rowEnd = end;
        _cells = Math.Min(cells + _uncounted, _mostCells);
        _uncounted = 0;
        Quoted = _lastQuote >= _rowStart;
        CleanCount = Broken || MayHoldNul || _lastDoubled >= _rowStart ? 0 : _cells;
        _afterReturn = end < _filled && _buffer[end] == (byte)'\r';
        var length = end - _rowStart;
        if (length > _limits.LongestRow)
            return Fail(RecordsProblems.LineTooLong);
        return length <= _limits.LongestQuotation || !HoldsLongQuotation() || Fail(RecordsProblems.QuotationNotClosed);
    }

    private bool HoldsLongQuotation()
    {
        for (var cell = 0; Quoted && cell < _cells; cell++)
        {
            var raw = Raw(cell);
            if (raw.Length > _limits.LongestQuotation && raw[0] == (byte)'"')
                return true;
        }

        return false;
    }

    private bool LastRow()
    {
        // In a row that is broken anyway it is not known which mark was never closed: the row is the problem.
        Fault = _feed.Fault ?? (_inside != 0 && !Broken ? RecordsProblems.QuotationNotClosed : null);
        // What stands before bytes that could not be read is only a part of a row.
        if (Fault is not null || _rowStart >= _filled)
            return false;
        _inside = 0;
        if (_count == _ends.Length)
            Array.Resize(ref _ends, _ends.Length + CellScan.Width);
        _ends[_count++] = _filled;
        _nextFirst = _count;
        _next = _filled;
        return Conclude(_filled, _count - _first);
    }

    private bool Fail(string code)
    {
        Fault = code;
        return false;
    }

    // Moves what is left of the current row to the front of the block, and reads on behind it.
    private bool Fill()
    {
        var kept = _filled - _rowStart;
        var openedAt = _count > _first ? _ends[_count - 1] + 1 : _rowStart;
        if (_inside != 0 && _filled - openedAt > _limits.LongestQuotation)
            return Fail(RecordsProblems.QuotationNotClosed);
        if (kept > _limits.LongestRow)
            return Fail(RecordsProblems.LineTooLong);
        var source = _buffer;
        var sourceEnds = _ends.AsSpan(_first.._count);
        if (kept > (_buffer.Length - CellScan.Width) / 2)
            _buffer = new byte[(2 * (_buffer.Length - CellScan.Width)) + CellScan.Width];
        source.AsSpan(_rowStart, kept).CopyTo(_buffer);
        for (var i = 0; i < sourceEnds.Length; i++)
            _ends[i + 1] = sourceEnds[i] - _rowStart;
        _ends[0] = -1;
        _count = sourceEnds.Length + 1;
        _scan -= _rowStart;
        // Not before the block's start, or a file without quotation marks would count them down for ever.
        _lastQuote = Math.Max(_lastQuote - _rowStart, -1);
        _lastDoubled = Math.Max(_lastDoubled - _rowStart, -1);
        _first = _nextFirst = 1;
        _next = _rowStart = 0;

        var read = _feed.Read(_buffer.AsSpan(kept, _buffer.Length - CellScan.Width - kept));
        var fresh = _buffer.AsSpan(kept, read);
        _filled = kept + read;
        _atEnd = read == 0;
        // The last look goes beyond the end.
        if (_atEnd)
            _buffer.AsSpan(_filled, CellScan.Width).Clear();
        MayHoldNul = (kept > 0 && MayHoldNul) || fresh.Contains((byte)0);
        MayBeGarbled = (kept > 0 && MayBeGarbled) || !Ascii.IsValid(fresh) || fresh.Contains((byte)'?');
        return true;
    }
}
