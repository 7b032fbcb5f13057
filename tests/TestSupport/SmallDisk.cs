using System.Diagnostics;
using System.Globalization;

namespace Amparo.TestSupport;

/// <summary>What a writer did on a small disk.</summary>
/// <param name="ExitCode">Its exit code.</param>
/// <param name="Output">What <c>report.txt</c> says afterwards, a line break, and the names of all files there, a line each.</param>
/// <param name="Error">What it wrote on standard error.</param>
public sealed record SmallDiskRun(int ExitCode, string Output, string Error);

/// <summary>A disk that is soon full: a file system in memory that only the writer's own process sees.</summary>
public static class SmallDisk
{
    private const string Script = """
        set -u
        mount -t tmpfs -o "size=${1}k" none "$2" || exit 99
        printf old > "$2/report.txt"
        folder="$2"; shift 2
        code=0; dotnet "$@" > /dev/null || code=$?
        cat "$folder/report.txt"; echo; ls -A "$folder"
        exit "$code"
        """;

    /// <summary>Runs a writer of Program on a disk of its own, on which <c>report.txt</c> says <c>old</c>.</summary>
    /// <param name="kibibytes">The disk's size.</param>
    /// <param name="run">The writer's name, and its argument: a file of an existing folder. The disk covers the folder.</param>
    /// <returns>What it did; the test is skipped where a process may not have file systems of its own.</returns>
    public static async Task<SmallDiskRun> RunAsync(int kibibytes, (string Writer, string Path) run)
    {
        if (!OperatingSystem.IsLinux())
            throw new InvalidOperationException("$XunitDynamicSkip$Needs Linux: a file system of a process' own.");
        var size = kibibytes.ToString(CultureInfo.InvariantCulture);
        var start = new ProcessStartInfo(
            "unshare",
            ["--mount", "--map-root-user", "bash", "-c", Script, "bash", size, Path.GetDirectoryName(run.Path)!, Program.Assembly, run.Writer, run.Path])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var done = new SmallDiskRun(process.ExitCode, output, await error);
        return done.ExitCode == 99 || done.Error.StartsWith("unshare:", StringComparison.Ordinal)
            ? throw new InvalidOperationException($"$XunitDynamicSkip$This system gives no process a file system of its own: {done.Error.Trim()}")
            : done;
    }
}
