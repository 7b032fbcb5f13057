using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Amparo.Linkage.Encoded;

/// <summary>Makes the key of a record: a Bloom filter over the tokens of all its fields.</summary>
/// <remarks>
/// [Schnell] R. Schnell, T. Bachteler and J. Reiher (2011), a novel error-tolerant anonymous linking code; [Niedermeyer] F. Niedermeyer et al. (2014),
/// doi:10.29012/jpc.v6i2.640, whose advice is followed: each token sets positions drawn at random by HMAC-SHA-256, not by combining two hash values. The
/// positions of a token are the 16-bit words of the digests of field, salt, token and a block number, as many as the token's share of its text's bits.
/// What a token sets is computed once and kept. One record after the other: not thread-safe, one encoder a thread.
/// </remarks>
public sealed class RecordEncoder
{
    private const int WordsOfDigest = 16;
    private const int FullBits = 1024;
    private const int DateTokens = 5;
    private readonly byte[] _hashing;
    private readonly int[]? _places;
    private readonly int _filterBits;
    private readonly Dictionary<string, FieldCache[]> _caches = new(StringComparer.Ordinal);
    private readonly ulong[] _filter = new ulong[FullBits / 64];

    /// <summary>Prepares the encoding.</summary>
    /// <param name="schema">The fields and their weights.</param>
    /// <param name="key">The linkage's key.</param>
    /// <param name="settings">Hardening and salt.</param>
    public RecordEncoder(EncodingSchema schema, LinkageKey key, EncodingSettings settings)
    {
        ArgumentNullException.ThrowIfNull(schema);
        ArgumentNullException.ThrowIfNull(key);
        (Schema, Settings, KeyCheck) = (schema, settings, key.CheckValue);
        _hashing = key.Expand(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"hashing {schema.Id} {schema.Version}")));
        _filterBits = settings.Hardening == Hardening.Balance ? FullBits / 2 : FullBits;
        _places = settings.Hardening == Hardening.Balance ? Places(key.Expand("balance"u8)) : null;
    }

    /// <summary>The schema.</summary>
    public EncodingSchema Schema { get; }

    /// <summary>The settings.</summary>
    public EncodingSettings Settings { get; }

    internal string KeyCheck { get; }

    /// <summary>Encodes a record.</summary>
    /// <param name="record">The record; texts of fields that the schema does not have are passed over.</param>
    /// <param name="key">Takes the key: <see cref="EncodingSettings.Bits"/> / 64 words, bit 0 the lowest of the first word.</param>
    /// <returns>False if the record lacks the attribute that salts it, or every field: then it has no key.</returns>
    /// <exception cref="ArgumentException">The span is of another length.</exception>
    public bool TryEncode(PersonRecord record, Span<ulong> key)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (key.Length != Settings.Words)
            throw new ArgumentException("A key has another number of words.", nameof(key));
        if (record.Salted(Settings.Salt) is not { } salt)
            return false;
        Array.Clear(_filter);
        var caches = CachesOf(salt);
        var any = false;
        foreach (var text in record.Texts)
        {
            foreach (var cache in caches)
            {
                if (cache.Field.Id != text.Field)
                    continue;
                Add(cache, text.Text);
                any = true;
                break;
            }
        }

        Harden(key);
        return any;
    }

    private void Add(FieldCache cache, ReadOnlySpan<char> text)
    {
        var bits = cache.Field.Bits * _filterBits / FullBits;
        switch (cache.Field.Tokens)
        {
            case TokenKind.Bigrams:
                AddBigrams(cache, text, bits);
                break;
            case TokenKind.Sounds:
                AddBigrams(cache, cache.SoundsOf(text), bits);
                break;
            case TokenKind.Date:
                foreach (var token in cache.BirthOf(text))
                    Set(cache, token, Math.Max(1, bits / DateTokens));
                break;
            default:
                Set(cache, text, bits);
                break;
        }
    }

    private void AddBigrams(FieldCache cache, ReadOnlySpan<char> text, int bits)
    {
        var tokens = 0;
        for (var at = 0; at < text.Length; at++)
        {
            if (TokenAt(text, at) is { Length: > 0 } token && !StoodBefore(text, at, token))
                tokens++;
        }

        // As many positions for a long word as for a short one: each token has its part of the text's bits.
        var each = tokens == 0 ? 0 : Math.Max(1, (bits + (tokens / 2)) / tokens);
        for (var at = 0; at < text.Length; at++)
        {
            if (TokenAt(text, at) is { Length: > 0 } token)
                Set(cache, token, each);
        }
    }

    // Two letters of one word; the only letter of a word by itself; nothing at a word's end.
    private static ReadOnlySpan<char> TokenAt(ReadOnlySpan<char> text, int at)
    {
        if (text[at] == ' ')
            return default;
        var last = at + 1 == text.Length || text[at + 1] == ' ';
        if (!last)
            return text.Slice(at, 2);
        return at == 0 || text[at - 1] == ' ' ? text.Slice(at, 1) : default;
    }

    private static bool StoodBefore(ReadOnlySpan<char> text, int end, ReadOnlySpan<char> token)
    {
        for (var at = 0; at < end; at++)
        {
            if (TokenAt(text, at).SequenceEqual(token))
                return true;
        }

        return false;
    }

    private void Set(FieldCache cache, ReadOnlySpan<char> token, int positions)
    {
        if (!cache.Lookup.TryGetValue(token, out var known) || known.Length < positions)
        {
            known = Draw(cache, token, positions);
            cache.Keep(token, known);
        }

        var filter = _filter;
        foreach (var position in known.AsSpan(0, positions))
            filter[position >> 6] |= 1UL << (position & 63);
    }

    // HMAC over field, salt, token and block, each ended by a zero byte, which no text holds.
    private ushort[] Draw(FieldCache cache, ReadOnlySpan<char> token, int positions)
    {
        var blocks = (positions + WordsOfDigest - 1) / WordsOfDigest;
        var drawn = new ushort[blocks * WordsOfDigest];
        var message = new byte[cache.Start.Length + Encoding.UTF8.GetByteCount(token) + 2];
        cache.Start.CopyTo(message, 0);
        Encoding.UTF8.GetBytes(token, message.AsSpan(cache.Start.Length));
        Span<byte> digest = stackalloc byte[2 * WordsOfDigest];
        for (var block = 0; block < blocks; block++)
        {
            message[^1] = (byte)block;
            HMACSHA256.HashData(_hashing, message, digest);
            for (var word = 0; word < WordsOfDigest; word++)
                drawn[(block * WordsOfDigest) + word] = (ushort)(((digest[2 * word] << 8) | digest[(2 * word) + 1]) & (_filterBits - 1));
        }

        return drawn;
    }

    private void Harden(Span<ulong> key)
    {
        if (Settings.Hardening == Hardening.Fold)
        {
            for (var word = 0; word < key.Length; word++)
                key[word] = _filter[word] ^ _filter[word + key.Length];
        }
        else if (_places is not null)
        {
            key.Clear();
            for (var bit = 0; bit < _filterBits; bit++)
            {
                var set = (_filter[bit >> 6] >> (bit & 63)) & 1;
                var place = _places[bit + (set == 1 ? 0 : _filterBits)];
                key[place >> 6] |= 1UL << (place & 63);
            }
        }
        else
        {
            _filter.AsSpan().CopyTo(key);
        }
    }

    // Fisher and Yates' shuffle; the numbers are the 8-byte words of HMAC digests of a counter.
    private static int[] Places(byte[] key)
    {
        int[] places = [.. Enumerable.Range(0, FullBits)];
        Span<byte> message = stackalloc byte[4];
        Span<byte> digest = stackalloc byte[32];
        for (var last = FullBits - 1; last > 0; last--)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(message, last);
            HMACSHA256.HashData(key, message, digest);
            var other = (int)(System.Buffers.Binary.BinaryPrimitives.ReadUInt64BigEndian(digest) % (ulong)(last + 1));
            (places[last], places[other]) = (places[other], places[last]);
        }

        return places;
    }

    private FieldCache[] CachesOf(string salt)
    {
        if (!_caches.TryGetValue(salt, out var caches))
        {
            caches = [.. Schema.Fields.Select(field => new FieldCache(field, salt))];
            _caches.Add(salt, caches);
        }

        return caches;
    }

    private sealed class FieldCache
    {
        private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _sounds =
            new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        private readonly Dictionary<string, string[]>.AlternateLookup<ReadOnlySpan<char>> _births =
            new Dictionary<string, string[]>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();

        internal FieldCache(EncodedField field, string salt)
        {
            Field = field;
            Start = [.. Encoding.UTF8.GetBytes(field.Id), 0, .. Encoding.UTF8.GetBytes(salt), 0];
            Lookup = new Dictionary<string, ushort[]>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        }

        internal EncodedField Field { get; }

        internal byte[] Start { get; }

        internal Dictionary<string, ushort[]>.AlternateLookup<ReadOnlySpan<char>> Lookup { get; }

        internal void Keep(ReadOnlySpan<char> token, ushort[] positions)
        {
            var lookup = Lookup;
            lookup[token] = positions;
        }

        internal string SoundsOf(ReadOnlySpan<char> name) => Kept(_sounds, name, TextTokens.Sounds);

        internal string[] BirthOf(ReadOnlySpan<char> text) => Kept(_births, text, TextTokens.Birth);

        private static T Kept<T>(Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> known, ReadOnlySpan<char> text, Func<string, T> make)
        {
            if (!known.TryGetValue(text, out var made))
                known[text] = made = make(text.ToString());
            return made;
        }
    }
}
