namespace Amparo.PrivateRelease;

/// <summary>Codes of the problems that this library reports.</summary>
public static class PrivateReleaseProblems
{
    /// <summary>The ledger's chain is broken at the line named in the path: a line was changed, removed or put in.</summary>
    public const string BrokenChain = "PRV-001";

    /// <summary>No line of the ledger accounts for this archive: it was changed, or never passed a door.</summary>
    public const string NotInLedger = "PRV-002";

    /// <summary>The archive does not hold a table of the kind asked for, or its form is not the one this version writes.</summary>
    public const string NotAnArchive = "PRV-003";

    /// <summary>A line of the ledger cannot be read.</summary>
    public const string UnreadableLine = "PRV-004";

    /// <summary>The population has already been released under another privacy regime; mixing two voids both.</summary>
    public const string MixedRegimes = "PRV-005";

    /// <summary>The cube has more cells or combinations than suppression can search; count by fewer dimensions.</summary>
    public const string TooLarge = "PRV-006";

    /// <summary>Two views have other dimensions in common than two others; suppression needs one common core.</summary>
    public const string ViewsOverlap = "PRV-007";

    /// <summary>The population has been released already; what differs between two releases of the same persons could show one of them.</summary>
    public const string ReleasedBefore = "PRV-008";
}
