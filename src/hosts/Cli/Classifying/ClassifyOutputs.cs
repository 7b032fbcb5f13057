using Amparo.Cli.Folders;
using Amparo.Stores;
using Amparo.Vocabulary;

namespace Amparo.Cli.Classifying;

/// <summary>Where classifying writes to: a table, and beside it the same with every statement as JSON.</summary>
/// <param name="Table">The table; its name ends in <c>.csv</c>.</param>
internal sealed record ClassifyOutputs(string Table)
{
    /// <summary>The document: the table's name with <c>.json</c>.</summary>
    internal string Document { get; } = Path.ChangeExtension(Table, ".json");

    /// <summary>Whether these files may be written: none is the file of cases, nor anything but an earlier output.</summary>
    /// <param name="input">The file of cases.</param>
    /// <returns>Null if they may, otherwise the reason.</returns>
    internal Problem? Refuse(string input)
    {
        if (!Path.GetExtension(Table).Equals(".csv", StringComparison.OrdinalIgnoreCase))
            return new Problem(CliProblems.WrongArgument, "--out OUT.csv");
        // No folder is made: a slip of the keyboard would put data about persons where nobody looks.
        if (Path.GetDirectoryName(Path.GetFullPath(Table)) is { } folder && !Directory.Exists(folder))
            return new Problem(CliProblems.FolderMissing, Table);
        foreach (var (path, start) in new[] { (Table, $"{ClassifiedTable.Header}\n"), (Document, ClassifiedDocument.Start) })
        {
            if (RealPath.Same(path, input))
                return new Problem(CliProblems.SameFile, path);
            if (!MappingOutputs.IsFreeOrStarts(start, path))
                return new Problem(CliProblems.NotOurFile, path);
        }

        return null;
    }

    /// <summary>Writes both, readable by their owner only, each whole or not at all; the table last, so that its document is there.</summary>
    /// <param name="classification">What to write.</param>
    /// <param name="tell">Told the file at hand.</param>
    internal void Write(Classification classification, Action<string> tell)
    {
        var options = new AtomicFileOptions { OwnerOnly = true };
        tell(Document);
        AtomicFile.Write(Document, stream => ClassifiedDocument.Write(stream, classification), options);
        tell(Table);
        AtomicFile.Write(Table, stream => ClassifiedTable.Write(stream, classification), options);
    }
}
