namespace Amparo.Records;

/// <summary>One number of 64 bits for each record, out of all its cells of some columns, and the exact comparison behind it.</summary>
internal sealed class RowHashes
{
    private const ulong Odd = 0x9E3779B97F4A7C15;

    private readonly RecordColumn[] _columns;

    internal RowHashes(IReadOnlyList<RecordColumn> columns, int count)
    {
        _columns = [.. columns];
        Hashes = new ulong[count];
        foreach (var column in _columns)
        {
            switch (column)
            {
                case CodedColumn coded:
                    Mix(coded);
                    break;
                case TextColumn { Heap: { } heap, Entries: { } entries }:
                    Mix(heap, entries);
                    break;
                case FlagsColumn flags:
                    Mix(flags);
                    break;
                case CountColumn counts:
                    Mix(counts);
                    break;
                default:
                    MixIds();
                    break;
            }
        }
    }

    /// <summary>By record. Equal cells give equal numbers; different ones nearly always different ones.</summary>
    internal ulong[] Hashes { get; }

    /// <summary>Whether two records have the same cells in all columns.</summary>
    internal bool Same(int one, int other)
    {
        foreach (var column in _columns)
        {
            var same = column switch
            {
                CodedColumn coded => coded.Cells[one] == coded.Cells[other],
                TextColumn { Entries: { } entries } texts => entries[one] == entries[other] || texts.Utf8(one).SequenceEqual(texts.Utf8(other)),
                FlagsColumn flags => Same(flags, one, other),
                CountColumn counts => counts.Counts[one] == counts.Counts[other],
                // Ids made of row numbers.
                _ => one == other,
            };
            if (!same)
                return false;
        }

        return true;
    }

    private static bool Same(FlagsColumn flags, int one, int other)
    {
        for (var code = 0; code < flags.List.Codes.Count; code++)
        {
            if (flags.PlanesOf(code) is not { } planes)
                continue;
            var (at, shift, otherAt, otherShift) = ((one >> 6) * FlagsColumn.Planes, one & 63, (other >> 6) * FlagsColumn.Planes, other & 63);
            for (var plane = 0; plane < FlagsColumn.Planes; plane++)
            {
                if ((((planes[at + plane] >> shift) ^ (planes[otherAt + plane] >> otherShift)) & 1) != 0)
                    return false;
            }
        }

        return true;
    }

    private static ulong Mixed(ulong hash, ulong value)
    {
        unchecked
        {
            hash = (hash ^ value) * Odd;
            return hash ^ (hash >> 32);
        }
    }

    private void Mix(CodedColumn coded)
    {
        var cells = coded.Cells;
        for (var record = 0; record < cells.Length; record++)
            Hashes[record] = Mixed(Hashes[record], unchecked((ushort)cells[record]));
    }

    private void MixIds()
    {
        for (var record = 0; record < Hashes.Length; record++)
            Hashes[record] = Mixed(Hashes[record], (ulong)record);
    }

    private void Mix(CountColumn counts)
    {
        var cells = counts.Counts;
        for (var record = 0; record < cells.Length; record++)
            Hashes[record] = Mixed(Mixed(Hashes[record], unchecked((ulong)cells[record].Low)), unchecked((ulong)cells[record].High));
    }

    // Each text once, in the order of the heap; entries that repeat a text have the same bytes and so the same number.
    private void Mix(TextHeap heap, int[] entries)
    {
        var texts = new ulong[heap.Count];
        for (var entry = 1; entry < texts.Length; entry++)
        {
            ulong hash = 0;
            foreach (var unit in heap.BytesOf(entry))
                hash = unchecked((hash ^ unit) * 0x100000001B3);
            texts[entry] = Mixed(hash, (ulong)heap.BytesOf(entry).Length);
        }

        for (var record = 0; record < entries.Length; record++)
            Hashes[record] = Mixed(Hashes[record], texts[entries[record]]);
    }

    // 64 records times 64 planes are turned on their side, so that the planes of a record become one word.
    private void Mix(FlagsColumn flags)
    {
        var planes = Enumerable.Range(0, flags.List.Codes.Count).Select(flags.PlanesOf).OfType<ulong[]>()
            .SelectMany(code => Enumerable.Range(0, FlagsColumn.Planes).Select(plane => (Code: code, Plane: plane))).ToArray();
        var block = new ulong[64];
        for (var first = 0; first < planes.Length; first += 64)
        {
            var some = planes.AsSpan(first, Math.Min(64, planes.Length - first));
            for (var word = 0; word << 6 < Hashes.Length; word++)
            {
                block.AsSpan().Clear();
                for (var i = 0; i < some.Length; i++)
                    block[i] = some[i].Code[(word * FlagsColumn.Planes) + some[i].Plane];
                BitBlock.Transpose(block);
                var records = Math.Min(64, Hashes.Length - (word << 6));
                for (var i = 0; i < records; i++)
                    Hashes[(word << 6) + i] = Mixed(Hashes[(word << 6) + i], block[i]);
            }
        }
    }
}

/// <summary>A square of 64 times 64 bits.</summary>
internal static class BitBlock
{
    /// <summary>Exchanges rows and columns: afterwards bit n of word m is what bit m of word n was.</summary>
    /// <remarks>Six passes that exchange ever smaller quarters (H. S. Warren, Hacker's Delight, 2nd ed., section 7-3).</remarks>
    internal static void Transpose(Span<ulong> words)
    {
        var mask = 0x00000000FFFFFFFFUL;
        for (var size = 32; size > 0; size >>= 1, mask ^= mask << size)
        {
            for (var at = 0; at < 64; at = (at + size + 1) & ~size)
            {
                var exchanged = ((words[at] >> size) ^ words[at + size]) & mask;
                words[at + size] ^= exchanged;
                words[at] ^= exchanged << size;
            }
        }
    }
}
