namespace Amparo.Cli.Folders;

/// <summary>Agency files that were invented, and what was made of each of them.</summary>
/// <param name="folder">The folder that holds them all.</param>
internal sealed class InventedFiles(string folder)
{
    private readonly string _agencies = Path.Combine(folder, "agencies");

    /// <summary>All agency files, in ordinal order of their paths.</summary>
    internal IReadOnlyList<string> AgencyFiles() =>
        [.. Directory.EnumerateFiles(_agencies, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal)];

    /// <summary>Where the standard records of an agency file go.</summary>
    internal string MappedOf(string agencyFile) => Beside("mapped", agencyFile);

    /// <summary>Where the quarantine report of an agency file goes.</summary>
    internal string QuarantineOf(string agencyFile) => Beside("quarantine", agencyFile);

    /// <summary>Country and agency of the standard records that were written, in the order of the agency files; an agency that registered nobody has none.</summary>
    internal IReadOnlyList<(string Country, string Agency)> Mapped() =>
        [.. AgencyFiles().Select(MappedOf).Where(File.Exists).Select(file => (Path.GetFileName(Path.GetDirectoryName(file))!, Path.GetFileNameWithoutExtension(file)))];

    /// <summary>Where the persons behind the records of a country go.</summary>
    internal string PersonsOf(string country) => Path.Combine(folder, DemoFolders.LinkedName, $"{country}.csv");

    private string Beside(string part, string agencyFile) =>
        Path.Combine(folder, part, Path.ChangeExtension(Path.GetRelativePath(_agencies, agencyFile), ".csv"));
}
