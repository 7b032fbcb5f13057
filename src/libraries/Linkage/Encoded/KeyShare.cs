using System.Security.Cryptography;
using System.Text;
using Amparo.Vocabulary;

namespace Amparo.Linkage.Encoded;

/// <summary>What one agency holds of a linkage's key: random bytes that tell nothing without the others'.</summary>
public sealed class KeyShare
{
    /// <summary>The fewest bytes of a share.</summary>
    public const int FewestBytes = 32;

    private const string Start = "amparo-share 1 ";
    private const int MostBytes = 1024;
    private readonly byte[] _bytes;

    private KeyShare(byte[] bytes) => _bytes = bytes;

    internal ReadOnlySpan<byte> Bytes => _bytes;

    /// <summary>Makes a new share.</summary>
    /// <param name="random">Bytes that nobody can foretell.</param>
    /// <returns>A share of 32 bytes.</returns>
    public static KeyShare Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        var bytes = new byte[FewestBytes];
        random.Fill(bytes);
        return new KeyShare(bytes);
    }

    /// <summary>Reads a share.</summary>
    /// <param name="stream">A file as <see cref="Write"/> makes it.</param>
    /// <returns>The share, or <c>LNK-032</c>.</returns>
    public static Outcome<KeyShare> Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var start = new byte[Start.Length + (2 * MostBytes) + 16];
        var text = Encoding.UTF8.GetString(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).Trim();
        var parts = text.StartsWith(Start, StringComparison.Ordinal) ? text[Start.Length..].Split(' ') : [];
        if (parts is not [var digits, var check] || digits.Length % 2 != 0 || digits.Length < 2 * FewestBytes || digits.AsSpan().ContainsAnyExcept(HexDigits))
            return new Problem(EncodedProblems.ShareUnusable, "share");
        var bytes = Convert.FromHexString(digits);
        return CheckOf(bytes) == check ? new KeyShare(bytes) : new Problem(EncodedProblems.ShareUnusable, "share");
    }

    /// <summary>Writes the share: one line, its last eight digits a check against slips.</summary>
    /// <param name="stream">Where to write; a file that only its owner may read.</param>
    public void Write(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        stream.Write(Encoding.ASCII.GetBytes($"{Start}{Convert.ToHexStringLower(_bytes)} {CheckOf(_bytes)}\n"));
    }

    private static readonly System.Buffers.SearchValues<char> HexDigits = System.Buffers.SearchValues.Create("0123456789abcdef");

    private static string CheckOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..8];
}
