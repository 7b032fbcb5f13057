using System.Buffers;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Amparo.Platform.Accounts;

/// <summary>Passwords that were found in what others stole elsewhere, as a file that the installation names. Nothing of a password leaves the host.</summary>
/// <remarks>
/// The file is the one that the downloader of Have I Been Pwned writes, ordered by hash: in each line the 40 hexadecimal digits of a password's SHA-1, a colon, and
/// how often it was found. It may be much larger than memory. A question halves it until one line is left, at most forty times, and reads a line each time. A file
/// that is cut, or written to, after it was opened (its length says so, or the time of its last write) answers nothing any more; one that is put in its place is read from the next start on. Thread-safe.
/// </remarks>
public sealed class LeakedPasswords : IDisposable
{
    private const int Digits = 2 * SHA1.HashSizeInBytes;

    // The digits, the colon, a count, and the end of a line in either form.
    private const int LongestCount = 20;
    private const int LongestLine = Digits + 1 + LongestCount + 2;

    // So many places are looked at when it is opened: all lines of a short list, and of a long one enough to tell it from another file.
    private const int PlacesLookedAt = 1_000;

    private readonly SafeFileHandle _file;
    private readonly long _length;
    private readonly DateTime _written;

    private LeakedPasswords(SafeFileHandle file)
    {
        _file = file;
        (_length, _written) = (RandomAccess.GetLength(file), File.GetLastWriteTimeUtc(file));
    }

    /// <summary>Opens a list, and looks whether it is one.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The list; null where it is empty, has a line of another form at one of the places that are looked at, or is not in order there.</returns>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">Nor may it be, or it is a folder.</exception>
    /// <exception cref="NotSupportedException">It is no file that has places.</exception>
    public static LeakedPasswords? Open(string path)
    {
        var file = File.OpenHandle(path, options: FileOptions.RandomAccess);
        LeakedPasswords? opened = null;
        try
        {
            var list = new LeakedPasswords(file);
            return list.IsInOrder() ? opened = list : null;
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            if (opened is null)
                file.Dispose();
        }
    }

    /// <summary>Whether a password is in the list, exactly as it was typed.</summary>
    /// <param name="password">The password.</param>
    /// <returns>Null where the list cannot be asked: it was cut or written to since it was opened, or cannot be read.</returns>
    internal bool? Holds(string password)
    {
        Span<byte> wanted = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // The order of the list: it protects nothing here, and what is kept of a password is made by PBKDF2.
        SHA1.HashData(Encoding.UTF8.GetBytes(password), wanted);
#pragma warning restore CA5350
        try
        {
            // Looked at afterwards: what was written while it was read is no answer either.
            var found = Find(wanted);
            return RandomAccess.GetLength(_file) == _length && File.GetLastWriteTimeUtc(_file) == _written ? found : null;
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // Between the two places begins the line, if there is one.
    private bool Find(ReadOnlySpan<byte> wanted)
    {
        var (from, to) = (0L, _length);
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            var line = LineFrom(middle);
            var order = line is null ? 1 : line.Value.Hash.AsSpan().SequenceCompareTo(wanted);
            if (order == 0)
                return true;
            if (order < 0)
                from = line!.Value.Next;
            else
                to = middle;
        }

        return false;
    }

    private bool IsInOrder()
    {
        Line? last = null;
        bool Follows(Line line)
        {
            // A place may lie in the same line as the one before it.
            if (last is { } before && line.Begins > before.Begins && line.Hash.AsSpan().SequenceCompareTo(before.Hash) <= 0)
                return false;
            last = line;
            return true;
        }

        for (var place = 0L; place < PlacesLookedAt; place++)
        {
            if (LineFrom((long)((Int128)_length * place / PlacesLookedAt)) is { } line && !Follows(line))
                return false;
        }

        // And the end of it, where a file that was cut shows.
        for (var line = last; line is not null; line = LineFrom(Math.Max(line.Value.Next, _length - (2 * LongestLine))))
        {
            if (!Follows(line.Value))
                return false;
        }

        return last is not null;
    }

    // The first line that begins at a place or after it; null where none does.
    private Line? LineFrom(long place)
    {
        // From the letter before, which ends a line if one begins just here; then the rest of that line, and the next one whole.
        Span<byte> buffer = stackalloc byte[1 + (2 * LongestLine)];
        var from = Math.Max(0, place - 1);
        var window = buffer[..(int)Math.Min(buffer.Length, Math.Max(0, _length - from))];
        Fill(window, from);
        var isAtEnd = from + window.Length == _length;
        var begins = 0;
        if (place > 0)
        {
            begins = window.IndexOf((byte)'\n') + 1;
            if (begins == 0)
                return isAtEnd ? null : throw NoLine();
        }

        if (begins == window.Length)
            return null;
        var length = window[begins..].IndexOf((byte)'\n');
        if (length < 0 && !isAtEnd)
            throw NoLine();
        var text = length < 0 ? window[begins..] : window.Slice(begins, length);
        var next = length < 0 ? window.Length : begins + length + 1;
        return new(from + begins, from + next, Hash(text is [.. var rest, (byte)'\r'] ? rest : text));
    }

    private void Fill(Span<byte> window, long from)
    {
        for (var filled = 0; filled < window.Length;)
        {
            var read = RandomAccess.Read(_file, window[filled..], from + filled);
            filled += read > 0 ? read : throw new EndOfStreamException();
        }
    }

    private static byte[] Hash(ReadOnlySpan<byte> text)
    {
        var hash = new byte[SHA1.HashSizeInBytes];
        return text.Length is > Digits + 1 and <= Digits + 1 + LongestCount && text[Digits] == ':' && !text[(Digits + 1)..].ContainsAnyExceptInRange((byte)'0', (byte)'9')
            && Convert.FromHexString(text[..Digits], hash, out _, out _) == OperationStatus.Done
                ? hash
                : throw NoLine();
    }

    private static InvalidDataException NoLine() => new("No line of a list of hashes.");

    private readonly record struct Line(long Begins, long Next, byte[] Hash);
}
