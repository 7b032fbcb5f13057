namespace Amparo.Records;

/// <summary>One file that was checked, and with what: everything that is needed to check it again and find the same.</summary>
/// <param name="Name">How the file is named to people: a path, or the last parts of one.</param>
/// <param name="Hash">SHA-256 of its bytes, 64 lower-case hexadecimal digits.</param>
/// <param name="Mapping">The mapping it was read with.</param>
/// <param name="Report">What was found.</param>
public sealed record CheckedFile(string Name, string Hash, RecordMapping Mapping, CheckReport Report)
{
    /// <summary>The rules it was judged by; null if there are none for its schema.</summary>
    public RecordRules? Rules { get; init; }
}

/// <summary>One file that could not be checked at all.</summary>
/// <param name="Name">How the file is named to people.</param>
/// <param name="Problems">Why; at least one.</param>
public sealed record RefusedFile(string Name, IReadOnlyList<Vocabulary.Problem> Problems);

/// <summary>One run of checking over some files.</summary>
/// <param name="Software">Name and version of the program, for whoever repeats the check.</param>
/// <param name="Files">The files that were checked, in the order in which they were given.</param>
/// <param name="Refused">The files that could not be checked.</param>
public sealed record CheckRun(string Software, IReadOnlyList<CheckedFile> Files, IReadOnlyList<RefusedFile> Refused)
{
    /// <summary>Number of rows read in all checked files.</summary>
    public long Read => Files.Sum(file => (long)file.Report.Read);

    /// <summary>Number of rows accepted.</summary>
    public long Accepted => Files.Sum(file => (long)file.Report.Accepted);

    /// <summary>Number of rows in quarantine.</summary>
    public long Quarantined => Files.Sum(file => (long)file.Report.Quarantined);

    /// <summary>Number of accepted rows that had been in quarantine before they were mended.</summary>
    public long Mended => Files.Sum(file => (long)file.Report.Mended);

    /// <summary>Number of remarks of a severity.</summary>
    /// <param name="severity">Warning or note.</param>
    /// <returns>A row that breaks two rules counts twice.</returns>
    public long CountRemarks(RuleSeverity severity) => Files.Sum(file => (long)file.Report.CountRemarks(severity));
}
