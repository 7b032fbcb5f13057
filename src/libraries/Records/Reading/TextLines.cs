namespace Amparo.Records;

/// <summary>The lines of a text, one after the other. A cursor over a block of bytes.</summary>
internal sealed class TextLines(Utf8Feed feed, ReadingLimits limits) : IDisposable
{
    private byte[] _buffer = new byte[1 << 16];
    private int _start;
    private int _end;
    private int _next;
    private int _filled;
    private bool _atEnd;

    /// <summary>Why there is no further line, as a REC- code; null at the proper end.</summary>
    internal string? Fault { get; private set; }

    /// <summary>The current line without its line feed.</summary>
    internal ReadOnlySpan<byte> Line => _buffer.AsSpan(_start, _end - _start);

    /// <summary>Moves to the next line.</summary>
    internal bool Read()
    {
        _start = _next;
        var searched = 0;
        while (Fault is null)
        {
            var found = _buffer.AsSpan((_start + searched).._filled).IndexOf((byte)'\n');
            if (found >= 0)
                return Conclude(_start + searched + found);
            searched = _filled - _start;
            if (_atEnd)
                return searched > 0 && Conclude(_filled);
            if (searched > limits.LongestRow)
                Fault = RecordsProblems.LineTooLong;
            else
                Fill();
        }

        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => feed.Dispose();

    private bool Conclude(int end)
    {
        _end = end;
        _next = Math.Min(end + 1, _filled);
        if (_end - _start > limits.LongestRow)
            Fault = RecordsProblems.LineTooLong;
        return Fault is null;
    }

    private void Fill()
    {
        var kept = _filled - _start;
        var source = _buffer;
        if (kept > _buffer.Length / 2)
            _buffer = new byte[2 * _buffer.Length];
        source.AsSpan(_start, kept).CopyTo(_buffer);
        (_start, _next) = (0, 0);
        var read = feed.Read(_buffer.AsSpan(kept));
        _filled = kept + read;
        _atEnd = read == 0;
        Fault = feed.Fault is { } fault && _atEnd ? fault : null;
    }
}
