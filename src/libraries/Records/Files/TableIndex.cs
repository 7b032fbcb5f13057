using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Amparo.Records;

/// <summary>The part of a table's index that is about one column, with access to its blocks.</summary>
internal sealed class TableIndex(JsonElement entry, Func<int, byte[]?> take)
{
    /// <summary>A text that the index says of the column, or null.</summary>
    internal string? Text(string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>A number that the index says of the column, or null.</summary>
    internal int? Number(string name) =>
        entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    /// <summary>Whether the column has a block of a name. Blocks are read in the order in which they were written.</summary>
    internal bool Has(string name) => entry.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object;

    /// <summary>The next block: null if it has another name or length than expected, is cut off, or has changed since.</summary>
    internal T[]? Take<T>(string name, int? count = null)
        where T : unmanaged
    {
        if (!entry.TryGetProperty(name, out var block) || block.ValueKind != JsonValueKind.Object
            || !block.TryGetProperty("bytes", out var stated) || !stated.TryGetInt32(out var length) || length < 0
            || !block.TryGetProperty("sha256", out var hash) || hash.ValueKind != JsonValueKind.String)
        {
            return null;
        }

        var size = Marshal.SizeOf<T>();
        if (length % size != 0 || (count is { } expected && length / size != expected) || take(length) is not { } bytes
            || hash.GetString() != Convert.ToHexStringLower(SHA256.HashData(bytes)))
        {
            return null;
        }

        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }
}
