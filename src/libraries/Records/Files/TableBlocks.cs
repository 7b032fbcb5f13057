using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Amparo.Records;

/// <summary>Writes the blocks of one column, and what the index says of them.</summary>
internal readonly struct TableBlocks(Stream stream, Utf8JsonWriter json)
{
    /// <summary>Adds something that the index says of the column.</summary>
    internal void Say(string name, string value) => json.WriteString(name, value);

    /// <summary>Adds a number that the index says of the column.</summary>
    internal void Say(string name, int value) => json.WriteNumber(name, value);

    /// <summary>Writes a block: its bytes into the file, its length and SHA-256 into the index under its name.</summary>
    internal void Write(string name, ReadOnlySpan<byte> bytes)
    {
        stream.Write(bytes);
        json.WriteStartObject(name);
        json.WriteNumber("bytes", bytes.Length);
        json.WriteString("sha256", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        json.WriteEndObject();
    }

    /// <summary>Writes numbers as a block. Every machine that runs this system stores them with the lowest byte first, as the format does.</summary>
    internal void Write<T>(string name, ReadOnlySpan<T> numbers)
        where T : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("The format stores the lowest byte first.");
        Write(name, MemoryMarshal.AsBytes(numbers));
    }
}
