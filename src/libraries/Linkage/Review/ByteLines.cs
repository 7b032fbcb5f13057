namespace Amparo.Linkage.Review;

// Lines of bytes, ended by LF. What follows the last LF is no line: whoever wrote it did not finish.
internal sealed class ByteLines(Stream stream)
{
    // A line of either file is some kilobytes; without a bound, a wrong file could fill the memory.
    private const int Longest = 1 << 20;

    private readonly byte[] _buffer = new byte[1 << 16];
    private int _at;
    private int _end;

    // How many bytes came after the last LF; known at the end.
    public long Unfinished { get; private set; }

    // The next line without its LF; null at the end. A line that is too long comes empty, which nobody can read either.
    public byte[]? Next()
    {
        using var line = new MemoryStream();
        long length = 0;
        while (true)
        {
            if (_at == _end)
            {
                (_at, _end) = (0, stream.Read(_buffer));
                if (_end == 0)
                {
                    Unfinished = length;
                    return null;
                }
            }

            var found = _buffer.AsSpan(_at, _end - _at).IndexOf((byte)'\n');
            var taken = found < 0 ? _end - _at : found;
            length += taken;
            if (length <= Longest)
                line.Write(_buffer, _at, taken);
            _at += taken;
            if (found < 0)
                continue;
            _at++;
            return length <= Longest ? line.ToArray() : [];
        }
    }
}
