using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using Microsoft.Win32.SafeHandles;

namespace Amparo.Stores;

/// <summary>Whole folders that are either the old ones or the new ones, whenever the process dies.</summary>
public static class AtomicFolder
{
    private const int RelativeToCurrentFolder = -100;
    private const uint Exchange = 2;

    /// <summary>Fills a folder beside its place, flushes its files to the disk, and puts it in place in one step.</summary>
    /// <param name="path">The folder's path. What stands there is replaced; folders above it are made.</param>
    /// <param name="fill">Fills the new folder, whose path it is given. If it throws, the old folder stays and the new one is removed.</param>
    /// <exception cref="IOException">A file stands in the folder's place, or the system refuses.</exception>
    /// <remarks>
    /// An existing folder changes places with the new one by Linux' <c>renameat2(RENAME_EXCHANGE)</c>. Systems and disks without it move the
    /// old folder away first: a process that dies between the two moves leaves the old folder beside its place, and the next call
    /// brings it back. Folders left behind by processes that died are removed by the next call for the same path.
    /// </remarks>
    public static void Write(string path, Action<string> fill)
    {
        ArgumentNullException.ThrowIfNull(fill);
        TryWrite(path, folder =>
        {
            fill(folder);
            return true;
        });
    }

    /// <summary>The same for work that can end without an answer: then the old folder stays, and the new one is removed.</summary>
    /// <param name="path">The folder's path.</param>
    /// <param name="fill">Fills the new folder, and says whether it may take its place.</param>
    /// <returns>What <paramref name="fill"/> returned.</returns>
    /// <exception cref="IOException">A file stands in the folder's place, or the system refuses.</exception>
    public static bool TryWrite(string path, Func<string, bool> fill)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        ArgumentNullException.ThrowIfNull(fill);
        var place = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (new DirectoryInfo(place) is { LinkTarget: not null } link)
            place = link.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? place;
        if (File.Exists(place))
            throw new IOException("A file stands in the folder's place.");
        var above = Path.GetDirectoryName(place) ?? throw new IOException("The root folder cannot be replaced.");
        Directory.CreateDirectory(above);
        Recover(above, Path.GetFileName(place));

        var beside = Beside(place, "new");
        try
        {
            Directory.CreateDirectory(beside);
            if (!fill(beside))
                return false;
            foreach (var file in Directory.EnumerateFiles(beside, "*", SearchOption.AllDirectories))
                Flush(file);
            PutInPlace(beside, place);
            AtomicFile.FlushFolder(above);
            return true;
        }
        finally
        {
            // Either what could not be finished, or the old folder after the exchange.
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
    }

    private static void PutInPlace(string beside, string place)
    {
        if (!Directory.Exists(place))
        {
            Directory.Move(beside, place);
        }
        else if (!TryExchange(beside, place))
        {
            var old = Beside(place, "old");
            Directory.Move(place, old);
            Directory.Move(beside, place);
            Directory.Delete(old, recursive: true);
        }
    }

    private static bool TryExchange(string one, string other)
    {
        if (!OperatingSystem.IsLinux())
            return false;
        try
        {
            return RenameAt2(RelativeToCurrentFolder, Bytes(one), RelativeToCurrentFolder, Bytes(other), Exchange) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            return false;
        }

        static byte[] Bytes(string path) => Encoding.UTF8.GetBytes(path + '\0');
    }

    // Names carry the process, so that a later call can tell a folder left behind from one that is being filled right now.
    private static string Beside(string place, string kind) =>
        string.Create(CultureInfo.InvariantCulture, $"{place}.{Environment.ProcessId}-{Guid.NewGuid():N}.{kind}.tmp");

    private static void Recover(string above, string name)
    {
        foreach (var left in Directory.GetDirectories(above, $"{name}.*.tmp"))
        {
            if (MakerOf(Path.GetFileName(left), name) is not { } process || IsAlive(process))
                continue;
            if (left.EndsWith(".old.tmp", StringComparison.Ordinal) && !Directory.Exists(Path.Combine(above, name)))
                Directory.Move(left, Path.Combine(above, name));
            else
                Directory.Delete(left, recursive: true);
        }
    }

    // The process that made a folder beside its place; null if its name is not exactly such as Beside makes. Whatever merely resembles
    // one is somebody else's folder, and stays.
    private static int? MakerOf(string folder, string name)
    {
        if (!folder.StartsWith($"{name}.", StringComparison.Ordinal)
            || !(folder.EndsWith(".new.tmp", StringComparison.Ordinal) || folder.EndsWith(".old.tmp", StringComparison.Ordinal)))
            return null;
        var mark = folder.AsSpan((name.Length + 1)..Math.Max(name.Length + 1, folder.Length - ".new.tmp".Length));
        var hyphen = mark.IndexOf('-');
        return hyphen > 0 && mark[0] != '0' && AtomicFile.IsGuid(mark[(hyphen + 1)..])
            && int.TryParse(mark[..hyphen], NumberStyles.None, CultureInfo.InvariantCulture, out var process)
                ? process
                : null;
    }

    private static bool IsAlive(int process)
    {
        try
        {
            using var found = System.Diagnostics.Process.GetProcessById(process);
            return !found.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Flush(string file)
    {
        using SafeFileHandle handle = File.OpenHandle(file, FileMode.Open, FileAccess.ReadWrite);
        RandomAccess.FlushToDisk(handle);
    }

    [DllImport("libc", EntryPoint = "renameat2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int RenameAt2(int oneFolder, byte[] one, int otherFolder, byte[] other, uint flags);
}
