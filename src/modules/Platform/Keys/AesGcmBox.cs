using System.Security.Cryptography;

namespace Amparo.Platform.Keys;

/// <summary>AES-256-GCM with a random nonce before and the tag behind: <c>nonce (12) ciphertext tag (16)</c>.</summary>
/// <remarks>Random nonces allow 2^32 boxes a key (NIST SP 800-38D, section 8.3): keys are rotated long before.</remarks>
internal static class AesGcmBox
{
    /// <summary>Bytes of every key.</summary>
    public const int KeySize = 32;

    /// <summary>How much longer a box is than its content.</summary>
    public const int Overhead = NonceSize + TagSize;

    private const int NonceSize = 12;
    private const int TagSize = 16;

    /// <summary>Closes a box.</summary>
    /// <param name="key">The key.</param>
    /// <param name="plain">The content.</param>
    /// <param name="about">What the box is about: it opens for nothing else.</param>
    /// <param name="box">Where to write it: as long as the content and <see cref="Overhead"/>.</param>
    public static void Close(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> about, Span<byte> box)
    {
        using var cipher = new AesGcm(key, TagSize);
        RandomNumberGenerator.Fill(box[..NonceSize]);
        cipher.Encrypt(box[..NonceSize], plain, box[NonceSize..^TagSize], box[^TagSize..], about);
    }

    /// <summary>Opens a box.</summary>
    /// <param name="key">The key.</param>
    /// <param name="box">The box.</param>
    /// <param name="about">What it is believed to be about.</param>
    /// <param name="plain">Where to write the content: shorter than the box by <see cref="Overhead"/>.</param>
    /// <returns>False if key, box or what it is about is another; the content is then zeros.</returns>
    public static bool TryOpen(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> about, Span<byte> plain)
    {
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(box[..NonceSize], box[NonceSize..^TagSize], box[^TagSize..], plain, about);
            return true;
        }
        catch (AuthenticationTagMismatchException)
        {
            CryptographicOperations.ZeroMemory(plain);
            return false;
        }
    }
}
