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
}
