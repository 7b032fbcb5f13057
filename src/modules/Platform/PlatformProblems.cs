namespace Amparo.Platform;

/// <summary>What the platform refuses, by code; the sentences are content.</summary>
public static class PlatformProblems
{
    /// <summary>Others than its owner may read the key file.</summary>
    public const string KeyFileExposed = "PLT-001";

    /// <summary>The key file is not one, or a key in it is not the one that its id names.</summary>
    public const string KeyFileDamaged = "PLT-002";

    /// <summary>There is no key file where one is needed.</summary>
    public const string KeyFileMissing = "PLT-003";

    /// <summary>Keys of the store were wrapped by a master key that the key file does not hold.</summary>
    public const string KeyFileForeign = "PLT-004";

    /// <summary>The key file lies in the data folder: a copy of the data would carry its own key.</summary>
    public const string KeyFileInData = "PLT-005";

    /// <summary>Another program is changing the key file.</summary>
    public const string KeyFileInUse = "PLT-006";

    /// <summary>The key was destroyed: what it sealed is erased, and nothing more is sealed by it.</summary>
    public const string KeyDestroyed = "PLT-010";

    /// <summary>What is to be opened was changed, cut, moved from another row, or is not sealed at all.</summary>
    public const string SealBroken = "PLT-011";

    /// <summary>The store has no key of this compartment or version.</summary>
    public const string KeyUnknown = "PLT-012";

    /// <summary>A wrapped key of the store does not open under the master key that it names.</summary>
    public const string DataKeyDamaged = "PLT-013";

    /// <summary>A line of the audit does not follow from the one before: it or that one was changed, or one is missing.</summary>
    public const string AuditBroken = "PLT-020";

    /// <summary>The audit ends before the checkpoint: lines at its end are missing.</summary>
    public const string AuditShortened = "PLT-021";

    /// <summary>The line of the checkpoint is another one: the audit was written anew.</summary>
    public const string AuditRewritten = "PLT-022";

    /// <summary>The text is not a checkpoint or not a checkpoint's key.</summary>
    public const string CheckpointUnreadable = "PLT-023";

    /// <summary>The checkpoint was not signed by this key, or was changed afterwards.</summary>
    public const string CheckpointUnsigned = "PLT-024";

    /// <summary>A script showed no key, or one that opens nothing.</summary>
    public const string NoAccessToken = "PLT-060";

    /// <summary>What the script's key carries does not permit this.</summary>
    public const string AccessDenied = "PLT-061";

    /// <summary>What a script sent is no JSON object of words, numbers and lists of words, or is too large.</summary>
    public const string BodyUnreadable = "PLT-062";

    /// <summary>Fields that a script sent are missing, or hold what they may not; each is named.</summary>
    public const string FieldsRefused = "PLT-063";

    /// <summary>This is done by a person who has just shown who they are, in a browser; no key opens it.</summary>
    public const string NeedsPerson = "PLT-064";

    /// <summary>What was asked for does not exist, is another organisation's, or is not in a state in which this can be done.</summary>
    public const string NothingThere = "PLT-065";

    /// <summary>Somebody else changed it in between: nothing was done.</summary>
    public const string ChangedBetween = "PLT-066";

    /// <summary>A piece of a file came out of its order, or has another length than it should.</summary>
    public const string PieceRefused = "PLT-067";

    /// <summary>The passkey was made by a model of authenticator that this installation does not take.</summary>
    public const string ModelNotTaken = "PLT-068";

    /// <summary>The passkey comes without a statement of its maker, or with one that does not fit it.</summary>
    public const string MakerUnverified = "PLT-069";

    /// <summary>More persons' records were asked for in a minute than somebody can read; <c>Retry-After</c> says when to go on.</summary>
    public const string TooFast = "PLT-070";

    /// <summary>The address is one, and is not asked by this method; <c>Allow</c> names those by which it is.</summary>
    public const string OtherMethod = "PLT-071";

    /// <summary>Passkeys alone are taken here, and this is done by whoever came in with one.</summary>
    public const string PasskeyNeeded = "PLT-072";

    /// <summary>One account asked for more in a short time than anybody's work needs; <c>Retry-After</c> says when to go on.</summary>
    public const string TooManyCalls = "PLT-073";

    /// <summary>The list of leaked passwords was cut or written to since the host started, or cannot be read any more; no password is taken meanwhile.</summary>
    public const string LeakedListChanged = "PLT-074";

    /// <summary>Accounts are administered, and emergencies opened, from the networks that the installation names, and this request came from elsewhere.</summary>
    public const string NotFromHere = "PLT-075";

    /// <summary>The file is not a backup of this program.</summary>
    public const string NotABackup = "PLT-080";

    /// <summary>The text does not open the backup, or the backup's first line was changed.</summary>
    public const string BackupKeyWrong = "PLT-081";

    /// <summary>A piece of the backup was changed, moved, or is another backup's.</summary>
    public const string BackupDamaged = "PLT-082";

    /// <summary>The backup ends before its last piece.</summary>
    public const string BackupShortened = "PLT-083";

    /// <summary>The backup was written by a newer program.</summary>
    public const string BackupNewer = "PLT-084";

    /// <summary>The file of the backup's key is missing, is no text, or is too short.</summary>
    public const string BackupKeyUnusable = "PLT-085";

    /// <summary>A file stands where a new key is to be written.</summary>
    public const string BackupKeyThere = "PLT-086";

    /// <summary>Files of the data folder changed each time while they were copied.</summary>
    public const string FilesKeepChanging = "PLT-087";

    /// <summary>The place to restore to is not empty.</summary>
    public const string RestoreNotEmpty = "PLT-088";

    /// <summary>The backup is of the other kind of database.</summary>
    public const string BackupOfOtherDatabase = "PLT-089";

    /// <summary>An entry of the backup is not what its list says.</summary>
    public const string BackupDiffers = "PLT-090";

    /// <summary>The backup would lie in the data folder that it is of.</summary>
    public const string BackupInData = "PLT-091";

    /// <summary>A file stands where the backup is to be written.</summary>
    public const string BackupThere = "PLT-092";
}
