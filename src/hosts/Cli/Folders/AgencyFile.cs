using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>An agency's file together with how it is to be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Mapping">What its columns mean.</param>
/// <param name="Country">The agency's country; null if the mapping says it.</param>
/// <param name="Office">Which of the agency's offices; null if they share one numbering of files.</param>
internal sealed record AgencyFile(string Path, RecordMapping Mapping, string? Country, string? Office)
{
    /// <summary>How the file is named to people: its folder and its name, <c>GT/police.csv</c>.</summary>
    internal string Label => System.IO.Path.Combine(FolderName(Path), System.IO.Path.GetFileName(Path));

    /// <summary>
    /// Finds out how a file is to be read. What the caller leaves out is taken from where the file lies: the mapping from its name
    /// (<c>police.csv</c>), the country from its folder (<c>GT/</c>).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Where mappings and countries are known.</param>
    /// <param name="said">What the caller said.</param>
    internal static Outcome<AgencyFile> Recognise(string path, ContentSource content, Said said)
    {
        if (!File.Exists(path))
            return new Problem(CliProblems.FileMissing, path);
        return content.Mapping(said.Mapping ?? System.IO.Path.GetFileNameWithoutExtension(path))
            .Then<RecordMapping, AgencyFile>(mapping =>
            {
                // Published records name no agency.
                if (!mapping.IsIdentified)
                    return new AgencyFile(path, mapping, Country: null, said.Office);
                var country = said.Country ?? mapping.Country ?? FolderName(path);
                if (content.Schema.Find(PersonReport.Country)?.List?.Find(country) is null)
                    return new Problem(CliProblems.NoCountry, path);
                return new AgencyFile(path, mapping, mapping.Country is null || said.Country is not null ? country : null, said.Office);
            });
    }

    /// <summary>Reads and maps the file.</summary>
    /// <param name="progress">Told the number of rows read so far.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Records and report; or why the file as a whole cannot be read, its name added to each problem.</returns>
    internal Outcome<MappedFile> Map(IProgress<long>? progress, CancellationToken cancel)
    {
        using var stream = File.OpenRead(Path);
        var mapped = RecordMapper.Map(stream, Mapping, new MappingOptions { Country = Country, Office = Office, Progress = progress }, cancel);
        return mapped.Succeeded
            ? mapped
            : Outcome<MappedFile>.Refused([.. mapped.Problems.Select(problem =>
                problem with { Path = problem.Path.Length > 0 ? $"{Label}, {problem.Path}" : Label })]);
    }

    private static string FolderName(string path) =>
        System.IO.Path.GetFileName(System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(path))) ?? "";

    /// <summary>What the caller said about a file.</summary>
    internal sealed record Said
    {
        /// <summary>A mapping's name or file.</summary>
        internal string? Mapping { get; init; }

        /// <summary>A code of the list of countries.</summary>
        internal string? Country { get; init; }

        /// <summary>The id of one of the agency's offices.</summary>
        internal string? Office { get; init; }
    }
}
