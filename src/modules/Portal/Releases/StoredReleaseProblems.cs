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
}
