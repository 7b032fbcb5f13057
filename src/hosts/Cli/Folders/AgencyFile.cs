using System.Security.Cryptography;
using Amparo.Content;
using Amparo.Records;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>An agency's file together with how it is to be read.</summary>
/// <param name="Path">The file.</param>
/// <param name="Mapping">What its columns mean.</param>
/// <param name="Country">The agency's country; null if the mapping says it, or names no agency.</param>
/// <param name="Office">Which of the agency's offices; null if they share one numbering of files.</param>
internal sealed record AgencyFile(string Path, RecordMapping Mapping, string? Country, string? Office)
{
    /// <summary>The rules that its records are judged by; null if the content has none for their schema.</summary>
    internal RecordRules? Rules { get; init; }

    /// <summary>The kind of agency; null if the mapping says it, or names no agency.</summary>
    internal string? AgencyKind { get; init; }

    /// <summary>A file of mended rows that take the place of those in quarantine; null if there is none.</summary>
    internal string? Mended { get; init; }

    /// <summary>How the file is named to people: its folder and its name, <c>GT/police.csv</c>.</summary>
    internal string Label => System.IO.Path.Combine(FolderName(Path), System.IO.Path.GetFileName(Path));

    /// <summary>
    /// Finds out how a file is to be read. What the caller leaves out is taken from where the file lies: the mapping from its name
    /// (<c>police.csv</c>), the country from its folder (<c>GT/</c>).
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="content">Where mappings, rules and countries are known.</param>
    /// <param name="said">What the caller said.</param>
    internal static Outcome<AgencyFile> Recognise(string path, ContentSource content, Said said)
    {
        if (!File.Exists(path))
            return new Problem(CliProblems.FileMissing, path);
        return content.NamedMapping(said.Mapping ?? System.IO.Path.GetFileNameWithoutExtension(path)).Then(mapping =>
            OptionsOf(path, mapping, content, said).Then<MappingOptions, AgencyFile>(options =>
                new AgencyFile(path, mapping, options.Country, options.Office) { AgencyKind = options.AgencyKind, Rules = options.Rules }));
    }

    /// <summary>Reads and maps the file.</summary>
    /// <param name="progress">Told the number of rows read so far.</param>
    /// <param name="cancel">Stops the work.</param>
    /// <returns>Records and report; or why the file as a whole cannot be read, its name added to each problem.</returns>
    internal Outcome<MappedFile> Map(IProgress<long>? progress, CancellationToken cancel) => Map(_ => progress, cancel);

    /// <summary>Reads and maps the file, and shows how much of it has been read.</summary>
    /// <param name="show">Told the share of the file's bytes, from 0 to 1.</param>
    /// <param name="cancel">Stops the work.</param>
    internal Outcome<MappedFile> Map(Action<double> show, CancellationToken cancel) => Map(stream => new ReadShare(stream, show), cancel);

    /// <summary>Writes the rows in quarantine as the agency wrote them, so that somebody can mend them.</summary>
    /// <returns>Null if all of them were written.</returns>
    internal Problem? WriteToMend(Stream target, CheckReport report)
    {
        using var stream = File.OpenRead(Path);
        using var mended = Mended is null ? null : File.OpenRead(Mended);
        return RowMending.Write((stream, mended), target, Mapping, report, new ReadingLimits());
    }

    /// <summary>The file as a report names it: with the fingerprint of its bytes.</summary>
    internal CheckedFile Checked(CheckReport report)
    {
        using var stream = File.OpenRead(Path);
        return new CheckedFile(Path, Convert.ToHexStringLower(SHA256.HashData(stream)), Mapping, report) { Rules = Rules };
    }

    private Outcome<MappedFile> Map(Func<Stream, IProgress<long>?> progress, CancellationToken cancel)
    {
        using var stream = File.OpenRead(Path);
        var options = new MappingOptions { Country = Country, AgencyKind = AgencyKind, Office = Office, Rules = Rules, Progress = progress(stream) };
        using var mended = Mended is null ? null : File.OpenRead(Mended);
        var mapped = mended is not null ? RowMending.Map((stream, mended), Mapping, options, cancel)
            : Mapping.Format is { Kind: SourceKind.Table, Table: { } table } ? MapTable(table, options with { Progress = null }, cancel)
            : RecordMapper.Map(stream, Mapping, options, cancel);
        return mapped.Succeeded
            ? mapped
            : Outcome<MappedFile>.Refused([.. mapped.Problems.Select(problem =>
                problem with { Path = problem.Path.Length > 0 ? $"{Label}, {problem.Path}" : Label })]);
    }

    private Outcome<MappedFile> MapTable(string table, MappingOptions options, CancellationToken cancel)
    {
        var opened = DatabaseTable.Open(Path, table, cancel);
        if (!opened.Succeeded)
            return Outcome<MappedFile>.Refused(opened.Problems);
        using var rows = opened.Value;
        return RecordMapper.Map(rows, Mapping, options, cancel);
    }

    // Where neither mapping nor caller says the country, the folder that the file lies in may.
    private static Outcome<MappingOptions> OptionsOf(string path, RecordMapping mapping, ContentSource content, Said said)
    {
        var options = new MappingOptions { Country = said.Country, AgencyKind = said.AgencyKind, Office = said.Office };
        var found = content.OptionsFor(mapping, options);
        if (found.Succeeded || found.Problems[0].Code != ContentProblems.CountryNotGiven)
            return CliContent.InOwnCodes(found);
        var inFolder = content.OptionsFor(mapping, options with { Country = FolderName(path) });
        return inFolder.Succeeded ? inFolder : new Problem(CliProblems.NoCountry, path);
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

        /// <summary>A code of the list of kinds of agencies.</summary>
        internal string? AgencyKind { get; init; }

        /// <summary>The id of one of the agency's offices.</summary>
        internal string? Office { get; init; }
    }

    // How many rows a file has is known at its end; how many bytes, at once.
    private sealed class ReadShare(Stream stream, Action<double> show) : IProgress<long>
    {
        public void Report(long value) => show(stream.Length == 0 ? 1 : (double)stream.Position / stream.Length);
    }
}
