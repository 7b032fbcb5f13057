using System.Diagnostics;

namespace Amparo.Architecture.Tests;

/// <summary>The working tree these tests were built from.</summary>
internal static class Repository
{
    private static readonly Lazy<IReadOnlyList<string>> Listed = new(ListFiles);

    /// <summary>The full path of the tree.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>
    /// Files of the tree as paths with <c>/</c>, relative to the root, in ordinal order: those that git tracks or would add, so that
    /// a new file is held to the rules before its first commit.
    /// </summary>
    public static IReadOnlyList<string> Files => Listed.Value;

    public static string Full(string relative) => Path.Combine(Root, relative);

    public static string Read(string relative) => File.ReadAllText(Full(relative));

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Amparo.slnx")))
                return folder.FullName;
        }

        throw new InvalidOperationException("The tests do not run inside the tree: no folder above holds Amparo.slnx.");
    }

    private static List<string> ListFiles()
    {
        // A tree that was copied or mounted belongs to another user; reading it is harmless, so git need not refuse.
        string[] arguments = ["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"];
        var start = new ProcessStartInfo("git", arguments)
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        using var git = Process.Start(start) ?? throw new InvalidOperationException("git did not start.");
        var output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        if (git.ExitCode != 0)
            throw new InvalidOperationException("git could not list the files of the tree.");
        return [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal)
            .Where(file => File.Exists(Path.Combine(Root, file))).Order(StringComparer.Ordinal)];
    }
}
