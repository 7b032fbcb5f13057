using System.Text;
using System.Text.Unicode;

namespace Amparo.Records;

/// <summary>Texts one after the other in one array of bytes, those that repeat stored once as far as a bounded memory reaches.</summary>
internal sealed class TextHeap
{
    // Places, dates and given names repeat; file numbers do not, and must not fill the memory.
    private const int MostRemembered = 1 << 16;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly CellMemory<int> _known = new(MostRemembered);
    private byte[] _bytes = new byte[256];
    // Entry n reaches from _starts[n] to _starts[n + 1]. Entry 0 is the empty text.
    private int[] _starts = new int[16];
    private int _count = 1;

    /// <summary>Adds a text.</summary>
    /// <returns>Its entry.</returns>
    internal int Add(string text) => text.Length == 0 ? 0 : Add(Strict.GetBytes(text));

    /// <summary>Adds a text that is UTF-8.</summary>
    /// <returns>Its entry.</returns>
    internal int Add(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
            return 0;
        return _known.TryGet(utf8, out var entry) ? entry : _known.Keep(utf8, Append(utf8));
    }

    private int Append(ReadOnlySpan<byte> utf8)
    {
        var end = _starts[_count];
        if (_count + 2 > _starts.Length)
            Array.Resize(ref _starts, _starts.Length * 2);
        if (end + utf8.Length > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(_bytes.Length * 2L, checked(end + utf8.Length))));
        utf8.CopyTo(_bytes.AsSpan(end));
        _starts[_count + 1] = end + utf8.Length;
        return _count++;
    }

    /// <summary>A heap of some entries and nothing else.</summary>
    /// <param name="entries">Entries of this heap; replaced by those of the new one.</param>
    internal TextHeap KeepOnly(int[] entries)
    {
        var kept = new TextHeap();
        var places = new int[_count];
        for (var i = 0; i < entries.Length; i++)
        {
            ref var place = ref places[entries[i]];
            if (place == 0 && entries[i] > 0)
                place = kept.Append(BytesOf(entries[i]));
            entries[i] = place;
        }

        return kept;
    }

    /// <summary>Number of entries, the empty one included.</summary>
    internal int Count => _count;

    /// <summary>Where the entries start, with the end of the last one, and their bytes.</summary>
    internal TextParts Parts() => new() { Starts = _starts.AsSpan(0, _count + 1), Bytes = _bytes.AsSpan(0, _starts[_count]) };

    /// <summary>A heap of saved entries; null if they do not lie one after the other, or are no UTF-8.</summary>
    internal static TextHeap? From(int[] starts, byte[] bytes)
    {
        if (starts.Length < 2 || starts[0] != 0 || starts[1] != 0 || starts[^1] != bytes.Length)
            return null;
        for (var entry = 1; entry < starts.Length; entry++)
        {
            if (starts[entry] < starts[entry - 1] || starts[entry] > bytes.Length || !Utf8.IsValid(bytes.AsSpan(starts[entry - 1]..starts[entry])))
                return null;
        }

        return new TextHeap { _starts = starts, _bytes = bytes, _count = starts.Length - 1 };
    }

    internal ReadOnlySpan<byte> BytesOf(int entry) => _bytes.AsSpan(_starts[entry], _starts[entry + 1] - _starts[entry]);

    internal string TextOf(int entry) => entry == 0 ? string.Empty : Encoding.UTF8.GetString(BytesOf(entry));
}

/// <summary>The entries of a heap as they are saved.</summary>
internal readonly ref struct TextParts
{
    /// <summary>Where the entries start, with the end of the last one.</summary>
    internal required ReadOnlySpan<int> Starts { get; init; }

    /// <summary>Their bytes.</summary>
    internal required ReadOnlySpan<byte> Bytes { get; init; }
}
