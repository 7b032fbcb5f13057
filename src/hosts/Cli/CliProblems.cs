namespace Amparo.Cli;

/// <summary>The problems of the command line; the launcher prints the codes from 010 on. Sentences: <c>Texts/problems.tsv</c>.</summary>
internal static class CliProblems
{
    /// <summary>A verb was left out or is not known.</summary>
    internal const string UnknownVerb = "CLI-001";

    /// <summary>An argument or an option is missing, not known, or not of its kind.</summary>
    internal const string WrongArgument = "CLI-002";

    /// <summary>There is no such file.</summary>
    internal const string FileMissing = "CLI-003";

    /// <summary>There is no such folder.</summary>
    internal const string FolderMissing = "CLI-004";

    /// <summary>The system does not permit reading or writing there; a read-only disk is one case.</summary>
    internal const string NotPermitted = "CLI-005";

    /// <summary>The disk is full.</summary>
    internal const string DiskFull = "CLI-006";

    /// <summary>A person or the system stopped the work.</summary>
    internal const string Interrupted = "CLI-007";

    /// <summary>Reading or writing failed for another reason.</summary>
    internal const string InputOutput = "CLI-008";

    /// <summary>The verb belongs to the launcher.</summary>
    internal const string LauncherOnly = "CLI-009";

    /// <summary>The output exists and may not be replaced without being asked.</summary>
    internal const string OutputExists = "CLI-021";

    /// <summary>No mapping was named, and none of the known ones fits the file's name.</summary>
    internal const string NoMapping = "CLI-022";

    /// <summary>No country was named, and the file's folder is none.</summary>
    internal const string NoCountry = "CLI-023";

    /// <summary>The folder of content was not found beside the program.</summary>
    internal const string ContentMissing = "CLI-024";

    /// <summary>Another process is writing to the same folder.</summary>
    internal const string Busy = "CLI-025";

    /// <summary>The folder holds no released tables.</summary>
    internal const string NothingReleased = "CLI-026";

    /// <summary>The folder holds something that this verb did not make, and is not replaced even when asked.</summary>
    internal const string NotOurs = "CLI-027";

    /// <summary>A file stands where a folder is to be written.</summary>
    internal const string NotAFolder = "CLI-028";

    /// <summary>A file stands where one is to be written, and this verb did not make it.</summary>
    internal const string NotOurFile = "CLI-029";

    /// <summary>A file to be written is the file to be read, or the other file to be written.</summary>
    internal const string SameFile = "CLI-030";

    /// <summary>The ledger's newest entry of a table has no archive: what it released is not there to be shown.</summary>
    internal const string ArchiveMissing = "CLI-031";

    /// <summary>Two records have one id: two files of one kind and country were mapped without telling their offices apart.</summary>
    internal const string RecordTwice = "CLI-032";

    /// <summary>The country that was named is not one of the list. The path names those that are.</summary>
    internal const string CountryUnknown = "CLI-040";

    /// <summary>A file with rows to mend stands there already. It is never replaced: somebody may have mended it.</summary>
    internal const string MendingExists = "CLI-041";

    /// <summary>Two files of one run have the same content. The path names the other one.</summary>
    internal const string SameContent = "CLI-042";

    /// <summary>There is no template of that name. The path names those that there are.</summary>
    internal const string TemplateUnknown = "CLI-050";

    /// <summary>There is no official table of that name under <c>content/official</c>.</summary>
    internal const string TableUnknown = "CLI-051";

    /// <summary>The file lacks the columns that the official tables are made from.</summary>
    internal const string NoOfficialTable = "CLI-052";

    /// <summary>A bug of ours. The kind of exception is named, its text is not: it could quote data.</summary>
    internal const string Unexpected = "CLI-099";
}
