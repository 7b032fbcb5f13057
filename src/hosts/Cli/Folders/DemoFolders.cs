namespace Amparo.Cli.Folders;

/// <summary>Where the parts of a demonstration lie in its data folder.</summary>
internal sealed class DemoFolders(string data)
{
    // What each run makes anew. The store of the portal and the releases are not among them.
    private static readonly string[] Parts = ["agencies", "truth", "mapped", "quarantine"];

    /// <summary>Removes what an earlier run made, so that no file of it survives under other options.</summary>
    internal void Clear()
    {
        foreach (var part in Parts.Select(name => Path.Combine(data, name)).Where(Directory.Exists))
            Directory.Delete(part, recursive: true);
        File.Delete(Path.Combine(data, "INVENTED.txt"));
    }

    /// <summary>All agency files, in ordinal order of their paths.</summary>
    internal IReadOnlyList<string> AgencyFiles() =>
        [.. Directory.EnumerateFiles(Path.Combine(data, "agencies"), "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Where the standard records of an agency file go.</summary>
    internal string MappedOf(string agencyFile) => Beside("mapped", agencyFile);

    /// <summary>Where the quarantine report of an agency file goes.</summary>
    internal string QuarantineOf(string agencyFile) => Beside("quarantine", agencyFile);

    private string Beside(string part, string agencyFile)
    {
        var relative = Path.ChangeExtension(Path.GetRelativePath(Path.Combine(data, "agencies"), agencyFile), ".csv");
        return Path.Combine(data, part, relative);
    }
}
