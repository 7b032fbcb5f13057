using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using Amparo.Platform.Keys;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Platform.Backups;

/// <summary>The beginning of a backup, in clear: <c>amparo-backup-1 LF, iterations (4), salt (16), check (16)</c>. Every piece is bound to it.</summary>
internal sealed class BackupHeader
{
    /// <summary>Bytes of what tells a wrong key.</summary>
    public const int CheckSize = 16;

    private const string Kind = "amparo-backup-";
    private const int Format = 1;
    private const int MarkSize = 16;
    private const int SaltSize = 16;
    private const int MostIterations = 50_000_000;

    private static readonly int Size = MarkSize + sizeof(int) + SaltSize + CheckSize;

    private BackupHeader(byte[] bytes, byte[] pieceKey)
    {
        Bytes = bytes;
        PieceKey = pieceKey;
    }

    /// <summary>The header as it is written.</summary>
    public byte[] Bytes { get; }

    /// <summary>The key of the pieces.</summary>
    public byte[] PieceKey { get; }

    /// <summary>Makes one with a new salt.</summary>
    public static BackupHeader Create(BackupKey key)
    {
        var bytes = new byte[Size];
        System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Kind}{Format}\n"), bytes);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(MarkSize), BackupKey.Iterations);
        var salt = bytes.AsSpan(MarkSize + sizeof(int), SaltSize);
        RandomNumberGenerator.Fill(salt);
        var keys = key.Derive(salt, BackupKey.Iterations);
        keys.Check.CopyTo(bytes.AsSpan(Size - CheckSize));
        return new(bytes, keys.Pieces);
    }

    /// <summary>Reads one.</summary>
    /// <param name="source">The file at its beginning.</param>
    /// <param name="key">The key.</param>
    /// <param name="name">The file's name, for problems.</param>
    /// <returns>The header; <c>PLT-080</c> if it is none, <c>PLT-084</c> if it is a newer program's, <c>PLT-081</c> if the key does not open it.</returns>
    public static Outcome<BackupHeader> Read(Stream source, BackupKey key, string name)
    {
        var bytes = new byte[Size];
        var length = source.ReadAtLeast(bytes, Size, throwOnEndOfStream: false);
        var mark = System.Text.Encoding.ASCII.GetString(bytes.AsSpan(0, MarkSize));
        if (length < MarkSize || !mark.StartsWith(Kind, StringComparison.Ordinal))
            return new Problem(PlatformProblems.NotABackup, name);
        if (!int.TryParse(mark.AsSpan(Kind.Length).TrimEnd('\n'), NumberStyles.None, CultureInfo.InvariantCulture, out var format) || format != Format)
            return new Problem(format > Format ? PlatformProblems.BackupNewer : PlatformProblems.NotABackup, name);
        if (length < Size)
            return new Problem(PlatformProblems.BackupShortened, name, "0");
        var iterations = BinaryPrimitives.ReadInt32BigEndian(bytes.AsSpan(MarkSize));
        // A changed number must not keep the machine busy for days.
        if (iterations is < 1 or > MostIterations)
            return new Problem(PlatformProblems.BackupDamaged, name, "0");
        var keys = key.Derive(bytes.AsSpan(MarkSize + sizeof(int), SaltSize), iterations);
        return CryptographicOperations.FixedTimeEquals(keys.Check, bytes.AsSpan(Size - CheckSize))
            ? new BackupHeader(bytes, keys.Pieces)
            : new Problem(PlatformProblems.BackupKeyWrong, name);
    }
}
