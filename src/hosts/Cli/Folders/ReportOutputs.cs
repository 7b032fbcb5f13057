using Amparo.Records;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Folders;

/// <summary>Where reports about checked files are written to.</summary>
/// <param name="Page">The page for people, HTML; null if nobody wants it.</param>
/// <param name="Document">The document for programs, JSON; null if nobody wants it.</param>
internal sealed record ReportOutputs(string? Page, string? Document)
{
    /// <summary>The page's language.</summary>
    internal Language Language { get; init; } = Language.Spanish;

    /// <summary>The files, each with what may be replaced in its place.</summary>
    internal IEnumerable<(string? Path, Func<string, bool> IsFree)> Files =>
    [
        (Page, path => MappingOutputs.IsFreeOrStarts(CheckReportPage.Mark, path)),
        (Document, path => MappingOutputs.IsFreeOrStarts($"{{\n  \"{CheckReportFile.Mark}\":", path)),
    ];

    /// <summary>Whether files may be written: the folder is there, none is a file that is read, no two are one, and what exists may be replaced.</summary>
    /// <returns>Null if they may, otherwise the reason.</returns>
    internal static Problem? Refuse(IReadOnlyList<string> inputs, IEnumerable<(string? Path, Func<string, bool> IsFree)> outputs)
    {
        var taken = inputs.ToList();
        foreach (var (path, isFree) in outputs)
        {
            if (path is null)
                continue;
            if (taken.Exists(other => RealPath.Same(path, other)))
                return new Problem(CliProblems.SameFile, path);
            // A folder that is not there is more often a slip than a wish, and records about persons must not land where nobody looks.
            if (!Directory.Exists(Path.GetDirectoryName(Path.GetFullPath(path))))
                return new Problem(CliProblems.FolderMissing, path);
            if (Directory.Exists(path) || !isFree(path))
                return new Problem(CliProblems.NotOurFile, path);
            taken.Add(path);
        }

        return null;
    }

    /// <summary>Writes the reports, each whole or not at all.</summary>
    /// <param name="run">What was found.</param>
    /// <param name="tell">Told the file at hand.</param>
    /// <returns>The files that were written.</returns>
    internal IReadOnlyList<string> Write(CheckRun run, Action<string> tell)
    {
        if (Document is not null)
        {
            tell(Document);
            AtomicFile.Write(Document, stream => CheckReportFile.Write(stream, run));
        }

        if (Page is not null)
        {
            tell(Page);
            AtomicFile.Write(Page, stream => CheckReportPage.Write(stream, run, Verbs.Reporting.Words(run.Files, new CliTexts(Language))));
        }

        return [.. new[] { Document, Page }.OfType<string>()];
    }
}
