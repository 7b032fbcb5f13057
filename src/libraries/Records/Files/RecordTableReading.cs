using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text.Json;
using Amparo.Vocabulary;

namespace Amparo.Records;

/// <summary>One reading of a saved table.</summary>
internal sealed class RecordTableReading(Stream stream, RecordSchema schema)
{
    // A schema with every code of every list stays far below it.
    private const int LongestIndex = 16 << 20;

    private const int TailLength = sizeof(int) + SHA256.HashSizeInBytes + 8;

    private readonly long _start = stream.Position;
    private long _blocksEnd;

    internal Outcome<RecordSet> Read()
    {
        if (stream.Length == _start)
            return new Problem(RecordsProblems.EmptyFile, "file");
        if (ReadIndex() is not { } bytes)
            return Damaged;
        try
        {
            using var index = JsonDocument.Parse(bytes);
            return ReadColumns(index.RootElement);
        }
        catch (Exception failure) when (failure is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            // The checksum is right and the index is none of ours: somebody else's file, or one made to mislead.
            return Damaged;
        }
    }

    private static Problem Damaged => new(RecordsProblems.TableDamaged, "file");

    private byte[]? ReadIndex()
    {
        var mark = RecordTable.Mark;
        if (stream.Length - _start < mark.Length + TailLength || Take(mark.Length) is not { } first || !first.AsSpan().SequenceEqual(mark))
            return null;
        stream.Position = stream.Length - TailLength;
        if (Take(TailLength) is not { } tail || !tail.AsSpan(TailLength - mark.Length).SequenceEqual(mark))
            return null;
        var length = BinaryPrimitives.ReadInt32LittleEndian(tail);
        _blocksEnd = stream.Length - TailLength - length;
        if (length is < 2 or > LongestIndex || _blocksEnd < _start + mark.Length)
            return null;
        stream.Position = _blocksEnd;
        if (Take(length) is not { } index || !SHA256.HashData(index).AsSpan().SequenceEqual(tail.AsSpan(sizeof(int), SHA256.HashSizeInBytes)))
            return null;
        stream.Position = _start + mark.Length;
        return index;
    }

    private Outcome<RecordSet> ReadColumns(JsonElement index)
    {
        if (!index.TryGetProperty("format", out var format) || format.GetRawText() != "1"
            || !index.TryGetProperty("records", out var records) || !records.TryGetInt32(out var count) || count < 0
            || !index.TryGetProperty("columns", out var columns) || columns.ValueKind != JsonValueKind.Array
            // Records without a column take no bytes, so their number would be anybody's claim.
            || (count > 0 && columns.GetArrayLength() == 0) || count > int.MaxValue - 64)
        {
            return Damaged;
        }

        if (index.GetProperty("schema").GetString() != schema.Id)
            return new Problem(RecordsProblems.TableOfOtherSchema, schema.Id);

        var read = new List<RecordColumn>();
        var differing = new List<Problem>();
        foreach (var entry in columns.EnumerateArray())
        {
            if (!entry.TryGetProperty("field", out var name) || schema.Find(name.GetString() ?? "") is not { } field)
                return new Problem(RecordsProblems.TableOfOtherSchema, schema.Id);
            if (field.List is { } list && !HasCodes(entry, list))
            {
                // What the blocks after this one hold can no longer be told, but the fields can.
                differing.Add(new Problem(RecordsProblems.TableOfOtherCodes, field.Id));
                continue;
            }

            if (differing.Count > 0)
                continue;
            if (RecordColumn.ReadFrom(new TableIndex(entry, TakeBlock), field, count) is not { } column || read.Exists(other => other.Field == field.Id))
                return Damaged;
            read.Add(column);
        }

        if (differing.Count > 0)
            return Outcome<RecordSet>.Refused(differing);
        return stream.Position == _blocksEnd ? new RecordSet(count, read) : Damaged;
    }

    private static bool HasCodes(JsonElement entry, CodeList list) =>
        entry.TryGetProperty("list", out var stated)
        && stated.TryGetProperty("codes", out var codes)
        && codes.ValueKind == JsonValueKind.Array
        && codes.EnumerateArray().Select(code => code.GetString()).SequenceEqual(list.Codes.Select(code => code.Id), StringComparer.Ordinal);

    private byte[]? TakeBlock(int length) => length <= _blocksEnd - stream.Position ? Take(length) : null;

    private byte[]? Take(int length)
    {
        var bytes = new byte[length];
        return stream.ReadAtLeast(bytes, length, throwOnEndOfStream: false) == length ? bytes : null;
    }
}
