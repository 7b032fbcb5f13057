namespace Amparo.Portal.Releases;

/// <summary>Codes of the problems between a folder of releases and the store.</summary>
internal static class StoredReleaseProblems
{
    /// <summary>The ledger in the folder and the one in the store differ from the line in the path on: neither continues the other.</summary>
    public const string Forked = "WEB-101";

    /// <summary>The folder holds archives but no ledger that could account for them.</summary>
    public const string NoLedger = "WEB-102";

    /// <summary>The time of a line is finer than the store's ticks of 100 ns, so its hash could not be verified again.</summary>
    public const string TimeTooFine = "WEB-103";

    /// <summary>The same content was withdrawn; what was withdrawn is not published again.</summary>
    public const string WasWithdrawn = "WEB-104";

    /// <summary>The store holds no release of the table with this number.</summary>
    public const string NotReleased = "WEB-105";

    /// <summary>The release was withdrawn before.</summary>
    public const string AlreadyWithdrawn = "WEB-106";

    /// <summary>The key was used for something else; every publication and withdrawal has a key of its own.</summary>
    public const string KeyUsed = "WEB-107";

    /// <summary>The release would spend a privacy budget, and that has to be on disk before its noise is drawn.</summary>
    public const string SpendsBudget = "WEB-108";

    /// <summary>The measure was worked out from a release that does not stand: it was withdrawn, or a newer one took its place.</summary>
    public const string SourceFallen = "WEB-109";
}
