namespace Amparo.Cli.Folders;

/// <summary>Which file a path really means, so that two names of one file are known as such.</summary>
internal static class RealPath
{
    /// <summary>Whether two paths mean one file, be it by links or by another spelling.</summary>
    /// <remarks>Two hard links of one file are two files here: what is put in place of one leaves the other as it was.</remarks>
    internal static bool Same(string one, string other) => string.Equals(
        Of(one), Of(other),
        // Where case may not matter, it is taken not to matter.
        OperatingSystem.IsLinux() ? StringComparison.Ordinal : StringComparison.OrdinalIgnoreCase);

    // Link by link from the root on, as the system does; what does not exist stands for itself.
    private static string Of(string path)
    {
        var full = Path.GetFullPath(path);
        var real = Path.GetPathRoot(full)!;
        foreach (var part in full[real.Length..].Split(Path.DirectorySeparatorChar, StringSplitOptions.RemoveEmptyEntries))
        {
            var next = new FileInfo(Path.Combine(real, part));
            real = next.LinkTarget is null ? next.FullName : Of(next.ResolveLinkTarget(returnFinalTarget: true)!.FullName);
        }

        return real;
    }
}
