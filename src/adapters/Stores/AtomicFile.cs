using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Amparo.Stores;

/// <summary>How a file is put in place.</summary>
public readonly record struct AtomicFileOptions
{
    /// <summary>
    /// Whether only the owner may read it (mode 0600 on Unix): files about persons. Otherwise a file keeps the rights of the one it
    /// replaces, and a new one gets those of the process. On Windows the folder's rights decide. On Linux it stays its owner's also where root
    /// replaces it: a service under an account of its own goes on reading it.
    /// </summary>
    public bool OwnerOnly { get; init; }
}

/// <summary>Files that are either the old ones or the new ones, whenever the process dies.</summary>
/// <remarks>
/// The content is written beside its place (<c>name.32-hex-digits.tmp</c>), flushed to the disk, renamed, and the folder is flushed, so
/// that a power cut cannot undo the rename either. A killed process leaves at most its <c>.tmp</c>; the next write of the same file, or
/// <see cref="RemoveAbandoned"/>, removes it. Thread-safe: of two writers of one file the later rename wins.
/// </remarks>
public static partial class AtomicFile
{
    private const UnixFileMode OwnerMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // A writer takes its lock a moment after it has made its file; a minute leaves no doubt about which is abandoned.
    private static readonly TimeSpan Abandoned = TimeSpan.FromMinutes(1);

    /// <summary>Writes a file beside its place, flushes it to the disk, and puts it in place by one rename.</summary>
    /// <param name="path">The file's path; its folder exists.</param>
    /// <param name="write">Writes the content. If it throws, or the disk is full, the old file stays and the new one is removed.</param>
    /// <param name="options">Who may read the file.</param>
    /// <exception cref="IOException">The disk is full or fails; the old file stays. See <see cref="StoreProblems.From"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">The folder is not writable, or the path is a folder.</exception>
    public static void Write(string path, Action<Stream> write, AtomicFileOptions options = default)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(write);
        var place = Path.GetFullPath(path);
        var folder = Path.GetDirectoryName(place) ?? throw new ArgumentException("The path is not a file's.", nameof(path));
        var beside = string.Create(CultureInfo.InvariantCulture, $"{place}.{Guid.NewGuid():N}.tmp");
        try
        {
            using (var stream = new FileStream(beside, Creation(place, options)))
            {
                if (options.OwnerOnly)
                    KeepOwner(stream.SafeFileHandle, place);
                write(stream);
                stream.Flush();
                // From here on only its age says that it is not abandoned: a file renamed while it is locked could not be read for a moment.
                File.SetLastWriteTimeUtc(stream.SafeFileHandle, DateTime.UtcNow);
                stream.Flush(flushToDisk: true);
            }

            File.Move(beside, place, overwrite: true);
        }
        catch
        {
            DeleteQuietly(beside);
            throw;
        }

        FlushFolder(folder);
        RemoveLeftovers(folder, Path.GetFileName(place));
    }

    /// <summary>Removes what killed processes left in a folder; files still being written stay.</summary>
    /// <param name="folder">The folder; a missing one holds nothing to remove. Its subfolders are left alone.</param>
    public static void RemoveAbandoned(string folder)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(folder);
        if (Directory.Exists(folder))
            RemoveLeftovers(folder, fileName: null);
    }

    /// <summary>Removes what killed writers of one file left beside it, however young it is. For whoever keeps other writers away by a lock of their own.</summary>
    /// <param name="path">The file's path; its folder exists.</param>
    /// <exception cref="IOException">One cannot be removed.</exception>
    /// <exception cref="UnauthorizedAccessException">One cannot be removed.</exception>
    public static void RemoveLeftoversOf(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var place = Path.GetFullPath(path);
        foreach (var file in Leftovers(Path.GetDirectoryName(place)!, Path.GetFileName(place)))
            File.Delete(file);
    }

    /// <summary>Flushes a folder's list of files to the disk; does nothing on Windows, where the file system's journal does it.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="IOException">The disk fails.</exception>
    internal static void FlushFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;

        // .NET opens no folders, so the three calls are made directly.
        var descriptor = Open(folder, 0);
        if (descriptor < 0)
            return; // A folder that may be written but not listed: the rename stands, only its flush is left to the system.
        try
        {
            const int Eintr = 4;
            const int Eio = 5;
            int error;
            do
            {
                error = Fsync(descriptor) == 0 ? 0 : Marshal.GetLastPInvokeError();
            }
            while (error == Eintr);

            // Other errors say that this file system has no such flush (network and virtual ones).
            if (error == Eio)
                throw new IOException("The disk failed while a folder was flushed.", Eio);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    /// <summary>Whether a part of a name is a random number as it is written here: 32 lower-case hexadecimal digits.</summary>
    internal static bool IsGuid(ReadOnlySpan<char> text) =>
        text.Length == 32 && !text.ContainsAnyExceptInRange('0', 'f') && !text.ContainsAnyInRange(':', '`');

    private static FileStreamOptions Creation(string place, AtomicFileOptions options)
    {
        var creation = new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            // An exclusive lock, which RemoveAbandoned respects.
            Share = FileShare.None,
            BufferSize = 1 << 16,
        };
        if (OperatingSystem.IsWindows())
            return creation;
        if (options.OwnerOnly)
            creation.UnixCreateMode = OwnerMode;
        else if (File.Exists(place))
            creation.UnixCreateMode = File.GetUnixFileMode(place);
        return creation;
    }

    private static void KeepOwner(SafeFileHandle file, string place)
    {
        if (!OperatingSystem.IsLinux() || GetEffectiveUser() != 0 || !File.Exists(place))
            return;

        // struct statx: the owner stands at byte 20, the group at byte 24, on every processor.
        const int CurrentFolder = -100, OwnerAndGroup = 0x18;
        Span<byte> status = stackalloc byte[256];
        if (Statx(CurrentFolder, place, 0, OwnerAndGroup, status) != 0 || ChangeOwner(file, BitConverter.ToUInt32(status[20..]), BitConverter.ToUInt32(status[24..])) != 0)
            throw new UnauthorizedAccessException("The file's owner could not be kept.");
    }

    private static void RemoveLeftovers(string folder, string? fileName)
    {
        foreach (var file in Leftovers(folder, fileName))
        {
            if (DateTime.UtcNow - File.GetLastWriteTimeUtc(file) < Abandoned)
                continue;
            try
            {
                // A living writer holds the lock, however old its file is.
                using (new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
                {
                }

                File.Delete(file);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // Somebody else's, or already gone: cleaning up must not fail the work that it follows.
            }
        }
    }

    private static IEnumerable<string> Leftovers(string folder, string? fileName) =>
        Directory.EnumerateFiles(folder, $"{fileName ?? "*"}.*.tmp").Where(file => IsOurs(Path.GetFileName(file), fileName));

    // The search pattern alone would also find what only resembles it: a file's name may hold an asterisk, and be the start of another's.
    private static bool IsOurs(string name, string? fileName)
    {
        var place = name.Length - ".0123456789abcdef0123456789abcdef.tmp".Length;
        return place > 0
            && name[place] == '.'
            && IsGuid(name.AsSpan((place + 1)..^".tmp".Length))
            && (fileName is null || string.Equals(name[..place], fileName, StringComparison.Ordinal));
    }

    private static void DeleteQuietly(string file)
    {
        try
        {
            File.Delete(file);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            // The reason why the writing failed matters more than what is left beside.
        }
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Fsync(int descriptor);

    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial uint GetEffectiveUser();

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int folder, string path, int flags, uint mask, Span<byte> status);

    [LibraryImport("libc", EntryPoint = "fchown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int ChangeOwner(SafeFileHandle file, uint owner, uint group);

    [LibraryImport("libc", EntryPoint = "close")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Close(int descriptor);
}
