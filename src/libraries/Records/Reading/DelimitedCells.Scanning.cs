using System.Numerics;

namespace Amparo.Records;

/// <summary>The part that looks for the ends of cells and rows.</summary>
internal sealed partial class DelimitedCells
{
    // Of the last look: where it was, the first of its cell ends, its separators, and those line ends that no row has used yet.
    private int _chunk;
    private int _chunkFirst;
    private ulong _separators;
    private ulong _newlines;

    // Where the next look begins, and what it must know of the bytes before: whether they are inside a quotation (all ones or none), and what the last one was.
    private int _scan;
    private ulong _inside;
    private ulong _afterSeparator = 1;
    private ulong _afterClosing;

    // Where the row behind the current one begins, and the first of its cell ends.
    private int _next;
    private int _nextFirst;

    // The last quotation mark seen, and the last one that is the second of two standing for one.
    private int _lastQuote = -1;
    private int _lastDoubled = -1;
    private int _uncounted;
    private bool _afterReturn;

    // A quotation mark out of place was seen behind the last line end of the last look.
    private bool _suspect;

    private void Scan()
    {
        if (_count + CellScan.Width > _ends.Length)
            MakeRoom();
        var look = CellScan.At(_buffer, _scan, _delimiter);
        _chunk = _scan;
        _chunkFirst = _count;
        _scan += CellScan.Width;
        var newlines = look.Newlines;
        var separators = look.Separators;
        if ((look.Quotes | _inside | _afterClosing) == 0)
        {
            _count += look.WriteAll(_ends.AsSpan(_count), _chunk);
            _separators = separators;
            _newlines = newlines;
            _afterSeparator = separators >> 63;
            return;
        }

        ScanQuoted(look);
    }

    private void ScanQuoted(CellScan look)
    {
        var quotes = look.Quotes;
        if (quotes != 0)
            _lastQuote = _chunk + 63 - BitOperations.LeadingZeroCount(quotes);
        // From an opening mark up to the byte before the closing one.
        var inside = CellScan.ParityUpTo(quotes) ^ _inside;
        var opening = quotes & inside;
        var closing = quotes & ~inside;
        var separators = look.Separators & ~inside;
        var newlines = look.Newlines & ~inside;
        var behindSeparator = (separators << 1) | _afterSeparator;
        var behindClosing = (closing << 1) | _afterClosing;
        if ((quotes & behindClosing) is not 0 and var doubled)
            _lastDoubled = _chunk + 63 - BitOperations.LeadingZeroCount(doubled);
        // A mark opens at the start of a cell, or as the second of two that stand for one; behind a closing one the cell must end.
        var outOfPlace = (opening & ~(behindSeparator | behindClosing)) | (behindClosing & ~(separators | quotes));
        if (_scan > _filled)
        {
            // Beyond the end of the text there is nothing, and nothing is out of place there.
            var real = (1UL << (_filled - _chunk)) - 1;
            outOfPlace &= real;
        }

        if (outOfPlace != 0)
        {
            var before = (outOfPlace ^ (outOfPlace - 1)) >> 1;
            separators &= before;
            newlines &= before;
            _suspect = true;
        }

        _count += CellScan.Write(separators, _ends.AsSpan(_count), _chunk);
        _separators = separators;
        _newlines = newlines;
        _inside = (inside >> 63) * ulong.MaxValue;
        _afterSeparator = separators >> 63;
        _afterClosing = closing >> 63;
    }

    // Keeps the ends of the current row only, and of those not more than may be asked for.
    private void MakeRoom()
    {
        var kept = _count - _first;
        if (kept > _mostCells)
        {
            _uncounted += kept - _mostCells;
            kept = _mostCells;
        }

        Array.Copy(_ends, _first - 1, _ends, 0, kept + 1);
        _first = 1;
        _count = kept + 1;
    }

    // The current row has a quotation mark out of place: read it again, one byte after the other, and go on behind it.
    private bool RereadRow()
    {
        Broken = true;
        _count = _first;
        _uncounted = 0;
        _inside = 0;
        var state = Place.Start;
        for (var offset = 0; ; offset++)
        {
            if (_rowStart + offset >= _filled)
            {
                _scan = _filled;
                if (!_atEnd)
                {
                    // What a refilling row must not lose: that it is inside a quotation, and how far it has come.
                    _inside = state == Place.Inside ? ulong.MaxValue : 0;
                    if (!Fill())
                        return false;
                    offset--;
                    continue;
                }

                _inside = state == Place.Inside ? ulong.MaxValue : 0;
                _suspect = false;
                return LastRow();
            }

            var value = _buffer[_rowStart + offset];
            if (state == Place.Inside)
            {
                state = value == (byte)'"' ? Place.Closed : Place.Inside;
            }
            else if (value == (byte)'"' && state is Place.Start or Place.Closed)
            {
                state = Place.Inside;
            }
            else if (value == _delimiter || value is (byte)'\n' or (byte)'\r')
            {
                if (_count + 1 >= _ends.Length)
                    MakeRoom();
                _ends[_count++] = _rowStart + offset;
                state = Place.Start;
                if (value != _delimiter)
                    return ResumeBehind(_rowStart + offset);
            }
            else
            {
                state = Place.Text;
            }
        }
    }

    private bool ResumeBehind(int end)
    {
        _next = _scan = end + 1;
        _nextFirst = _count;
        _suspect = false;
        _inside = 0;
        _afterClosing = 0;
        _afterSeparator = 1;
        _newlines = 0;
        return Conclude(end, _count - _first);
    }

    private enum Place
    {
        Start,
        Text,
        Inside,
        Closed,
    }
}
