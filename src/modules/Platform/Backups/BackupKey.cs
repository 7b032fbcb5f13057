using System.Security.Cryptography;
using System.Text;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Platform.Backups;

/// <summary>What opens backups: a line of text in a file that the administrator keeps, and on paper.</summary>
/// <remarks>
/// Not the key file of the vault: the machine that is lost takes that along, and a backup that opens it would undo every erasure. The text may be
/// somebody's own; one that is made here has 160 random bits. Either way each backup has a key of its own, derived from the text and a random salt
/// by PBKDF2 (NIST SP 800-132) with HMAC-SHA-512. Blanks and hyphens between letters do not count, so that it can be typed from paper.
/// </remarks>
public sealed class BackupKey
{
    /// <summary>Fewer letters than these are guessed.</summary>
    public const int LeastLength = 20;

    // Twice as many as are recommended for signing in: it is asked once a backup, and whoever has the file can guess for years.
    internal const int Iterations = 500_000;

    private const int MaximalLength = 1 << 12;
    private const int Groups = 8;
    private const UnixFileMode OthersMode = ~(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

    // 32 letters and digits that nobody takes for one another.
    private const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly byte[] _secret;

    private BackupKey(string path, byte[] secret)
    {
        FilePath = path;
        _secret = secret;
    }

    /// <summary>The file's full path.</summary>
    public string FilePath { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file's path.</param>
    /// <returns>The key; <c>PLT-001</c> if others may read it, <c>PLT-085</c> if there is none or the text is too short, or a problem of the disk.</returns>
    public static Outcome<BackupKey> Open(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var place = Path.GetFullPath(path);
        var name = Path.GetFileName(place);
        try
        {
            using var stream = new FileStream(place, FileMode.Open, FileAccess.Read, FileShare.Read);
            // Of the opened file, not of its name: it may be a link, or be replaced in between.
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(stream.SafeFileHandle) & OthersMode) != UnixFileMode.None)
                return new Problem(PlatformProblems.KeyFileExposed, name);
            if (stream.Length > MaximalLength)
                return new Problem(PlatformProblems.BackupKeyUnusable, name);
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            var text = string.Concat(Strict.GetString(bytes).Where(letter => !char.IsWhiteSpace(letter) && letter != '-'));
            return text.Length >= LeastLength
                ? new BackupKey(place, Strict.GetBytes(text))
                : new Problem(PlatformProblems.BackupKeyUnusable, name);
        }
        catch (DecoderFallbackException)
        {
            return new Problem(PlatformProblems.BackupKeyUnusable, name);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException)
        {
            return new Problem(PlatformProblems.BackupKeyUnusable, name);
        }
        catch (Exception error) when (StoreProblems.From(error, name) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>Makes a new one: eight groups of four letters and digits, in a file readable by its owner alone. None is ever replaced.</summary>
    /// <param name="path">The file's path; its folder exists.</param>
    /// <returns>The key; <c>PLT-086</c> if there is a file already, or a problem of the disk.</returns>
    public static Outcome<BackupKey> Create(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var place = Path.GetFullPath(path);
        if (Path.Exists(place))
            return new Problem(PlatformProblems.BackupKeyThere, Path.GetFileName(place));
        try
        {
            var groups = Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Letters, 4));
            AtomicFile.Write(place, stream => stream.Write(Strict.GetBytes(string.Join('-', groups) + "\n")), new() { OwnerOnly = true });
            return Open(place);
        }
        catch (Exception error) when (StoreProblems.From(error, Path.GetFileName(place)) is { } problem)
        {
            return problem;
        }
    }

    /// <summary>The keys of one backup.</summary>
    /// <param name="salt">What stands at its beginning.</param>
    /// <param name="iterations">How often the text is hashed.</param>
    internal BackupKeys Derive(ReadOnlySpan<byte> salt, int iterations)
    {
        var root = Rfc2898DeriveBytes.Pbkdf2(_secret, salt, iterations, HashAlgorithmName.SHA512, AesGcmBox.KeySize);
        var pieces = HKDF.Expand(HashAlgorithmName.SHA256, root, AesGcmBox.KeySize, "amparo backup pieces 1"u8.ToArray());
        var check = HKDF.Expand(HashAlgorithmName.SHA256, root, BackupHeader.CheckSize, "amparo backup check 1"u8.ToArray());
        CryptographicOperations.ZeroMemory(root);
        return new(pieces, check);
    }
}

/// <summary>What is derived from a backup's text and salt.</summary>
/// <param name="Pieces">The key of the pieces.</param>
/// <param name="Check">What tells a wrong key from a damaged file; says nothing about the other.</param>
internal sealed record BackupKeys(byte[] Pieces, byte[] Check);
