using System.Security.Cryptography;
using Amparo.Stores;

namespace Amparo.Platform.Backups;

/// <summary>A file of the data folder.</summary>
/// <param name="Name">Its path below the folder, with slashes.</param>
/// <param name="Length">Bytes.</param>
/// <param name="Changed">When it was last written.</param>
internal sealed record FolderFile(string Name, long Length, DateTime Changed);

/// <summary>The files of a data folder that a backup takes along: the ledger, releases, decisions of a review, marks of invented data.</summary>
/// <remarks>
/// All but the database and its companions (they are copied as a store), what can be drawn again (<c>drawn/</c>), locks and what killed programs
/// have left. Links are not followed: what lies elsewhere is not the folder's; they are counted.
/// </remarks>
internal static class DataFolderFiles
{
    private const string Drawn = "drawn";

    // How a key file of the vault begins: {"format": "amparo-keys-1".
    private static ReadOnlySpan<byte> KeyMark => "\"amparo-keys-"u8;

    /// <summary>Lists them, in the order of their names.</summary>
    /// <param name="folder">The folder.</param>
    /// <returns>The files, and how many links were passed over.</returns>
    public static (IReadOnlyList<FolderFile> Files, int Links) List(string folder)
    {
        var files = new List<FolderFile>();
        var links = 0;
        var left = new Stack<DirectoryInfo>([new DirectoryInfo(folder)]);
        while (left.TryPop(out var current))
        {
            foreach (var entry in current.EnumerateFileSystemInfos())
            {
                var name = Path.GetRelativePath(folder, entry.FullName).Replace(Path.DirectorySeparatorChar, '/');
                if (IsLeftOut(name))
                    continue;
                if (entry.LinkTarget is not null)
                    links++;
                else if (entry is DirectoryInfo below)
                    left.Push(below);
                else if (entry is FileInfo file)
                    files.Add(new(name, file.Length, file.LastWriteTimeUtc));
            }
        }

        files.Sort((one, other) => string.CompareOrdinal(one.Name, other.Name));
        return (files, links);
    }

    /// <summary>Opens one for reading while others may write it.</summary>
    public static FileStream Open(string folder, string name) =>
        new(Path.Combine(folder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, 1 << 16);

    /// <summary>Copies one, as long as it was when it was listed: one that grows as fast as it is read would never end.</summary>
    public static void Copy(string folder, FolderFile file, Stream target)
    {
        using var source = Open(folder, file.Name);
        var buffer = new byte[1 << 16];
        for (var left = file.Length; left > 0;)
        {
            var read = source.Read(buffer, 0, (int)Math.Min(buffer.Length, left));
            if (read == 0)
                break;
            target.Write(buffer, 0, read);
            left -= read;
        }
    }

    /// <summary>The SHA-256 of as much of one, 64 lower-case hexadecimal digits.</summary>
    public static string Hash(string folder, FolderFile file)
    {
        using var hash = SHA256.Create();
        using (var target = new CryptoStream(Stream.Null, hash, CryptoStreamMode.Write))
            Copy(folder, file, target);
        return Convert.ToHexStringLower(hash.Hash!);
    }

    /// <summary>Whether it is a key file of the vault, whatever it is called: a copy that somebody has put there.</summary>
    public static bool IsKeyFile(string folder, string name)
    {
        using var stream = Open(folder, name);
        var start = new byte[256];
        var length = stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        return start.AsSpan(0, length).IndexOf(KeyMark) >= 0;
    }

    /// <summary>Whether a name is one that may be made below a folder: no way out of it, and nothing that the store's own files are called.</summary>
    public static bool IsSafe(string name) =>
        name.Length > 0
        && !Path.IsPathRooted(name)
        && !name.Contains('\0', StringComparison.Ordinal)
        && (!OperatingSystem.IsWindows() || !name.AsSpan().ContainsAny('\\', ':'))
        && name.Split('/').All(part => part is not ("" or "." or ".."))
        && !IsLeftOut(name);

    private static bool IsLeftOut(string name)
    {
        var file = name[(name.LastIndexOf('/') + 1)..];
        return name == Drawn || name.StartsWith(Drawn + "/", StringComparison.Ordinal)
            || name == StoreAddress.FileName || name.StartsWith(StoreAddress.FileName + "-", StringComparison.Ordinal)
            || (name.StartsWith(StoreAddress.FileName + ".", StringComparison.Ordinal) && !name.Contains('/', StringComparison.Ordinal))
            || file == ".lock" || file.EndsWith(".tmp", StringComparison.Ordinal);
    }
}
