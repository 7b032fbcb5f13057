using System.Security.Cryptography;

namespace Amparo.Platform.Keys;

/// <summary>What a keyed hash is for; each use has a key of its own.</summary>
internal enum HashUse
{
    /// <summary>Search over sealed values.</summary>
    Index,

    /// <summary>Pseudonyms of the audit.</summary>
    Pseudonym,
}

/// <summary>A version of a compartment's key in memory: the keys derived from it, one a use. Thread-safe.</summary>
internal sealed class OpenKey
{
    private readonly Lock _lock = new();
    private readonly byte[] _values;
    private readonly byte[] _contents;
    private readonly byte[] _index;
    private readonly byte[] _pseudonyms;
    private bool _forgotten;

    /// <summary>Derives the keys.</summary>
    /// <param name="version">The version's number.</param>
    /// <param name="dataKey">The unwrapped key; not kept.</param>
    public OpenKey(int version, ReadOnlySpan<byte> dataKey)
    {
        Version = version;
        _values = Derive(dataKey, "amparo values 1"u8);
        _contents = Derive(dataKey, "amparo contents 1"u8);
        _index = Derive(dataKey, "amparo index 1"u8);
        _pseudonyms = Derive(dataKey, "amparo pseudonyms 1"u8);
    }

    /// <summary>The version's number.</summary>
    public int Version { get; }

    /// <summary>Whether the keys were overwritten.</summary>
    public bool IsForgotten
    {
        get
        {
            lock (_lock)
                return _forgotten;
        }
    }

    /// <summary>Closes a box; false once forgotten.</summary>
    public bool TryClose(ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about, Span<byte> box)
    {
        // Never with a key that is being overwritten: zeros would seal as well as any key.
        lock (_lock)
        {
            if (!_forgotten)
                AesGcmBox.Close(_values, plain, about, box);
            return !_forgotten;
        }
    }

    /// <summary>Opens a box; false if it does not open, or once forgotten.</summary>
    public bool TryOpen(ReadOnlySpan<byte> box, ReadOnlySpan<byte> about, Span<byte> plain)
    {
        lock (_lock)
            return !_forgotten && AesGcmBox.TryOpen(_values, box, about, plain);
    }

    /// <summary>The key of one content, so that the nonces of its chunks count for it alone; null once forgotten.</summary>
    /// <param name="salt">Random bytes that stand before the content.</param>
    public byte[]? ContentKey(ReadOnlySpan<byte> salt)
    {
        lock (_lock)
        {
            if (_forgotten)
                return null;
            var key = new byte[AesGcmBox.KeySize];
            HKDF.DeriveKey(HashAlgorithmName.SHA256, _contents, key, salt, "amparo content 1"u8);
            return key;
        }
    }

    /// <summary>HMAC-SHA-256 in 64 lower-case hexadecimal digits; null once forgotten.</summary>
    public string? Hash(HashUse use, ReadOnlySpan<byte> bytes)
    {
        lock (_lock)
            return _forgotten ? null : Convert.ToHexStringLower(HMACSHA256.HashData(use == HashUse.Index ? _index : _pseudonyms, bytes));
    }

    /// <summary>Overwrites the keys.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _forgotten = true;
            foreach (var key in new[] { _values, _contents, _index, _pseudonyms })
                CryptographicOperations.ZeroMemory(key);
        }
    }

    private static byte[] Derive(ReadOnlySpan<byte> dataKey, ReadOnlySpan<byte> use)
    {
        var key = new byte[AesGcmBox.KeySize];
        HKDF.Expand(HashAlgorithmName.SHA256, dataKey, key, use);
        return key;
    }
}
