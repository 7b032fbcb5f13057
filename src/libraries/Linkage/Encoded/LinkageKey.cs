using System.Security.Cryptography;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded;

/// <summary>The key of one linkage, made of the shares of two or more agencies. Whoever has it can look up any person in an encoded list.</summary>
/// <remarks>
/// HKDF with SHA-256 (H. Krawczyk and P. Eronen 2010, RFC 5869): extracted from the shares in the order of their bytes, each with its length before it, so that the
/// order in which they are given does not matter; expanded for each purpose by itself. It is never written to a file. Thread-safe.
/// </remarks>
public sealed class LinkageKey
{
    private const int Length = 32;
    private readonly byte[] _extracted;

    private LinkageKey(byte[] extracted)
    {
        _extracted = extracted;
        CheckValue = Convert.ToHexStringLower(Expand("check value"u8)[..8]);
    }

    /// <summary>Sixteen hexadecimal digits that are the same for the same key and tell nothing else about it.</summary>
    public string CheckValue { get; }

    /// <summary>Makes the key.</summary>
    /// <param name="shares">A share of each agency, in any order: at least two.</param>
    /// <returns>The key; <c>LNK-031</c> for fewer than two shares, <c>LNK-033</c> if one is there twice.</returns>
    public static Outcome<LinkageKey> FromShares(IReadOnlyList<KeyShare> shares)
    {
        ArgumentNullException.ThrowIfNull(shares);
        if (shares.Count < 2)
            return new Problem(EncodedProblems.TooFewShares, "share");
        var ordered = shares.Select(share => share.Bytes.ToArray()).ToList();
        ordered.Sort((one, other) => one.AsSpan().SequenceCompareTo(other));
        for (var share = 1; share < ordered.Count; share++)
        {
            if (ordered[share].AsSpan().SequenceEqual(ordered[share - 1]))
                return new Problem(EncodedProblems.ShareTwice, "share");
        }

        byte[] material = [.. ordered.SelectMany(share => (byte[])[(byte)(share.Length >> 8), (byte)share.Length, .. share])];
        var extracted = HKDF.Extract(HashAlgorithmName.SHA256, material, "amparo linkage key 1"u8.ToArray());
        CryptographicOperations.ZeroMemory(material);
        return new LinkageKey(extracted);
    }

    /// <summary>A key for one purpose.</summary>
    internal byte[] Expand(ReadOnlySpan<byte> purpose)
    {
        var expanded = new byte[Length];
        HKDF.Expand(HashAlgorithmName.SHA256, _extracted, expanded, purpose);
        return expanded;
    }
}
