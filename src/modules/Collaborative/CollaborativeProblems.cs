namespace Amparo.Collaborative;

/// <summary>Codes of the problems that the review of links can have, besides those of its files.</summary>
public static class CollaborativeProblems
{
    /// <summary>The review queue does not exist or cannot be read.</summary>
    public const string QueueUnreadable = "COL-001";

    /// <summary>The file of decisions cannot be opened or made.</summary>
    public const string DecisionsUnusable = "COL-002";

    /// <summary>Another program keeps its decisions in this file.</summary>
    public const string DecisionsInUse = "COL-003";

    /// <summary>The host was asked to listen beyond this machine, where pages with names are not served.</summary>
    public const string NotLoopback = "COL-004";

    /// <summary>A decision could not be saved: nothing was changed.</summary>
    public const string NotSaved = "COL-005";

    /// <summary>Somebody else has changed the file of decisions since the host opened it.</summary>
    public const string ChangedOutside = "COL-006";

    /// <summary>No file was chosen to be taken in.</summary>
    public const string NoFileChosen = "COL-007";

    /// <summary>The file is of another kind than a table: a document, a program, a picture, an archive that is no workbook.</summary>
    public const string FileOfOtherKind = "COL-020";

    /// <summary>The workbook holds programs, other documents, or leads to other files.</summary>
    public const string FileWithPrograms = "COL-021";

    /// <summary>No mapping says what the file's columns mean.</summary>
    public const string NoMapping = "COL-022";

    /// <summary>A kept content lacks a piece, or a piece is shorter than it was.</summary>
    public const string ContentIncomplete = "COL-023";

    /// <summary>The reader of tables fails on the file; by another mapping it may not.</summary>
    public const string FileBreaksReader = "COL-024";

    /// <summary>The organisation stores as many bytes as it may: what it sends is not begun, and not kept.</summary>
    public const string StorageFull = "COL-025";

    /// <summary>The installation's scanner found malware in the file. It was not read, and is erased.</summary>
    public const string FileInfected = "COL-026";

    /// <summary>The installation's scanner did not answer, or not so that it could be understood: nobody has read the file.</summary>
    public const string ScannerSilent = "COL-027";

    /// <summary>The installation's scanner did not pass the file: it is beyond its limits, or doubtful without being known malware. Nobody has read it.</summary>
    public const string FileBeyondScanner = "COL-028";

    /// <summary>The installation names a scanner, and it has not looked at this file, which came before: a check asks it.</summary>
    public const string FileNotScanned = "COL-029";

    /// <summary>A submission of a merge was taken back.</summary>
    public const string SubmissionWithdrawn = "COL-030";

    /// <summary>An agreement behind a merge does not hold any more, or allows no names.</summary>
    public const string AgreementNotHeld = "COL-031";

    /// <summary>The submissions of a merge hold no record.</summary>
    public const string NothingToMerge = "COL-032";
    /// <summary>The merge was not computed to its end, or was ended: there is nothing to count.</summary>
    public const string MergeNotDone = "COL-040";

    /// <summary>A submission that the merge took in was withdrawn, or is not handed over any more.</summary>
    public const string SubmissionFallen = "COL-041";

    /// <summary>An agreement under which a part of the merge was given does not hold now.</summary>
    public const string AgreementNotHolding = "COL-042";

    /// <summary>An agreement under which a part of the merge was given does not allow publishing.</summary>
    public const string AgreementForbids = "COL-043";

    /// <summary>No table was chosen for a release, or one that cannot be.</summary>
    public const string NoTableChosen = "COL-044";

    /// <summary>What would be published is not what was approved.</summary>
    public const string NotWhatWasApproved = "COL-045";
}
