using System.Globalization;
using System.Security.Cryptography;
using Amparo.Platform.Keys;
using Amparo.Vocabulary;
using NodaTime;

namespace Amparo.Platform.Audit;

/// <summary>The public half of the key that signs checkpoints: verifies them, and cannot make one.</summary>
public sealed class CheckpointKey
{
    private readonly byte[] _key;

    private CheckpointKey(byte[] key)
    {
        _key = key;
        Id = Convert.ToHexStringLower(SHA256.HashData(key))[..16];
    }

    /// <summary>Sixteen hexadecimal digits, derived from the key.</summary>
    public string Id { get; }

    /// <summary>Reads a key as <see cref="ToString"/> writes it.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The key; <c>PLT-023</c> if it is none.</returns>
    public static Outcome<CheckpointKey> Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        try
        {
            var bytes = Convert.FromBase64String(text.Trim());
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read == bytes.Length && key.KeySize == 256)
                return new CheckpointKey(bytes);
        }
        catch (Exception error) when (error is FormatException or CryptographicException or NotSupportedException)
        {
            // Not a key: said below.
        }

        return new Problem(PlatformProblems.CheckpointUnreadable, "key");
    }

    /// <summary>The key as text: its SubjectPublicKeyInfo in Base64.</summary>
    public override string ToString() => Convert.ToBase64String(_key);

    /// <summary>The public half of a private key.</summary>
    internal static CheckpointKey Of(byte[] pkcs8)
    {
        using var key = ECDsa.Create();
        key.ImportPkcs8PrivateKey(pkcs8, out _);
        return new(key.ExportSubjectPublicKeyInfo());
    }

    /// <summary>Whether it signed.</summary>
    internal bool Verifies(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_key, out _);
        return key.VerifyData(bytes, signature, HashAlgorithmName.SHA256);
    }
}

/// <summary>Where the audit stood at a time, signed. One that exists was signed by the key it was read with.</summary>
public sealed class AuditCheckpoint
{
    private const string Format = "amparo-checkpoint-1";

    private readonly byte[] _signature;
    private readonly string _keyId;

    private AuditCheckpoint((long Sequence, string Hash, Instant At) state, string keyId, byte[] signature)
    {
        (Sequence, Hash, At) = state;
        _keyId = keyId;
        _signature = signature;
    }

    /// <summary>The last line's number; zero if there was none.</summary>
    public long Sequence { get; }

    /// <summary>The last line's hash.</summary>
    public string Hash { get; }

    /// <summary>When it was signed, to the tick.</summary>
    public Instant At { get; }

    /// <summary>Reads a checkpoint and verifies its signature.</summary>
    /// <param name="line">The line, as <see cref="ToString"/> writes it.</param>
    /// <param name="key">The installation's key.</param>
    /// <returns>The checkpoint; <c>PLT-023</c> if it is none, <c>PLT-024</c> if the key did not sign it.</returns>
    public static Outcome<AuditCheckpoint> Read(string line, CheckpointKey key)
    {
        ArgumentNullException.ThrowIfNull(line);
        ArgumentNullException.ThrowIfNull(key);
        var parts = line.Trim().Split(' ');
        if (parts is not [Format, var sequence, { Length: 64 } hash, var at, var keyId, var signature]
            || !long.TryParse(sequence, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var ticks)
            || ticks < Instant.MinValue.ToUnixTimeTicks() || ticks > Instant.MaxValue.ToUnixTimeTicks())
        {
            return new Problem(PlatformProblems.CheckpointUnreadable, "checkpoint");
        }

        var bytes = new byte[signature.Length];
        if (!Convert.TryFromBase64String(signature, bytes, out var length))
            return new Problem(PlatformProblems.CheckpointUnreadable, "checkpoint");
        var state = (number, hash, Instant.FromUnixTimeTicks(ticks));
        return keyId == key.Id && key.Verifies(Bytes(state), bytes.AsSpan(0, length))
            ? new AuditCheckpoint(state, keyId, bytes[..length])
            : new Problem(PlatformProblems.CheckpointUnsigned, "checkpoint");
    }

    /// <summary>One line: format, number, hash, ticks of 100 ns since 1970 UTC, id of the key, signature in Base64.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Format} {Sequence} {Hash} {At.ToUnixTimeTicks()} {_keyId} {Convert.ToBase64String(_signature)}");

    /// <summary>Signs where a verified audit stands.</summary>
    /// <param name="keys">The installation's key file.</param>
    /// <param name="standing">Where it stands.</param>
    /// <param name="now">The time.</param>
    public static AuditCheckpoint Sign(KeyFile keys, AuditStanding standing, Instant now)
    {
        ArgumentNullException.ThrowIfNull(keys);
        ArgumentNullException.ThrowIfNull(standing);
        return Sign(keys, standing.Count, standing.LastHash, now);
    }

    /// <summary>Signs a state.</summary>
    internal static AuditCheckpoint Sign(KeyFile keys, long sequence, string hash, Instant now)
    {
        var state = (sequence, hash, Instant.FromUnixTimeTicks(now.ToUnixTimeTicks()));
        return new(state, keys.CheckpointKey.Id, keys.Sign(Bytes(state)));
    }

    private static ReadOnlySpan<byte> Bytes((long Sequence, string Hash, Instant At) state) =>
        new CanonicalBytes(Format).Add(state.Sequence).Add(state.Hash).Add(state.At.ToUnixTimeTicks()).Span;
}
