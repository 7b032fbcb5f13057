using System.Security.Cryptography;
using System.Text;

namespace Amparo.Platform.Accounts;

/// <summary>Keys that people hand over or browsers hold: drawn here, kept as hashes.</summary>
internal static class OneTimeKey
{
    // Without letters that are read as one another.
    private const string Letters = "abcdefghjkmnpqrstuvwxyz23456789";
    private const int Groups = 7;
    private const int InGroup = 4;
    private const int SpokenGroups = 2;
    private const int AuthenticatorBytes = 20;

    /// <summary>A key for people: 138 random bits, in groups that can be read aloud.</summary>
    public static string Draw() =>
        string.Join('-', RandomNumberGenerator.GetString(Letters, Groups * InGroup).Chunk(InGroup).Select(group => new string(group)));

    /// <summary>A key for browsers and scripts: 256 random bits.</summary>
    public static string DrawLong() => RandomNumberGenerator.GetHexString(64, lowercase: true);

    /// <summary>What is kept of a key. Hyphens, blanks and capitals do not matter.</summary>
    /// <param name="key">The key, as it was typed.</param>
    public static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Plain(key))));

    /// <summary>What an authenticator will share with an account. It has nothing to do with the key that opens it, which somebody else has seen.</summary>
    /// <returns>160 random bits in base 32, as authenticators read them.</returns>
    public static string DrawAuthenticator()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
        var bits = RandomNumberGenerator.GetBytes(AuthenticatorBytes);
        var text = new StringBuilder(AuthenticatorBytes * 8 / 5);
        var (buffer, held) = (0, 0);
        foreach (var part in bits)
        {
            buffer = ((buffer << 8) | part) & 0xFFFF;
            held += 8;
            while (held >= 5)
            {
                held -= 5;
                text.Append(alphabet[(buffer >> held) & 31]);
            }
        }

        return text.ToString();
    }

    /// <summary>
    /// What somebody who came in with a key reads to the administrator who confirms who they are: from the stamp that was drawn when they did, so
    /// that it is theirs alone, changes with every way back in, and is not kept.
    /// </summary>
    /// <param name="stamp">The account's stamp.</param>
    public static string Spoken(string stamp) => string.Join('-', HKDF
        .DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(stamp), SpokenGroups * InGroup, info: "amparo confirmation"u8.ToArray())
        .Select(part => Letters[part % Letters.Length]).Chunk(InGroup).Select(group => new string(group)));

    /// <summary>A key or spoken code without what does not matter in it: hyphens, blanks, capitals.</summary>
    /// <param name="key">The key, as it was typed.</param>
    public static string Plain(string key) => string.Concat(key.Where(char.IsAsciiLetterOrDigit)).ToLowerInvariant();
}
