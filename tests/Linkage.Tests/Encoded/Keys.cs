using System.Text;
using Amparo.Linkage.Encoded;

namespace Amparo.Linkage.Tests.Encoded;

/// <summary>Keys for tests, made of shares that are written out.</summary>
internal static class Keys
{
    internal static LinkageKey One { get; } = Of(1, 2);

    internal static LinkageKey Other { get; } = Of(1, 3);

    internal static LinkageKey Of(params int[] seeds) =>
        LinkageKey.FromShares([.. seeds.Select(seed => KeyShare.Draw(new SeededRandom(seed)))]).Value;

    /// <summary>A share of known bytes, through its file.</summary>
    internal static KeyShare Share(byte[] bytes)
    {
        var check = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes))[..8];
        return KeyShare.Read(new MemoryStream(Encoding.ASCII.GetBytes($"amparo-share 1 {Convert.ToHexStringLower(bytes)} {check}\n"))).Value;
    }
}
