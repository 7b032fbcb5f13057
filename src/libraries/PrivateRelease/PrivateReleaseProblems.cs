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

    /// <summary>Epsilon is not a number from 0.001 to 50.</summary>
    public const string EpsilonOutOfRange = "PRV-010";

    /// <summary>Delta is not a number above 0 and at most 0.001, or is not the one already fixed for the population.</summary>
    public const string DeltaOutOfRange = "PRV-011";

    /// <summary>The release would cost more than is left of the population's budget; the path says how much is left.</summary>
    public const string OverBudget = "PRV-012";

    /// <summary>Another budget was agreed for the population with its first release; it cannot be changed.</summary>
    public const string OtherBudget = "PRV-013";

    /// <summary>A cell's value is not one of the column's codes, and the column declares no code for other values.</summary>
    public const string OutsideDomain = "PRV-014";

    /// <summary>The table has no rows.</summary>
    public const string NoRows = "PRV-015";

    /// <summary>The domain has no columns, more than 64, or more cells in one column than can be counted.</summary>
    public const string DomainUnusable = "PRV-016";

    /// <summary>The file lacks a column of the schema.</summary>
    public const string ColumnMissing = "PRV-017";

    /// <summary>A row does not have as many cells as the header.</summary>
    public const string RaggedRow = "PRV-018";

    /// <summary>The schema cannot be read.</summary>
    public const string SchemaUnusable = "PRV-019";

    /// <summary>k is below 2: every row would be a class of its own.</summary>
    public const string KTooSmall = "PRV-030";

    /// <summary>The table has fewer rows than k; no class can reach it.</summary>
    public const string FewerRowsThanK = "PRV-031";

    /// <summary>The quasi-identifiers are none, stand twice, or are no columns of the table.</summary>
    public const string WrongQuasiIdentifiers = "PRV-032";

    /// <summary>The column named has so many codes that none is left for the star.</summary>
    public const string NoCodeForStar = "PRV-033";

    /// <summary>l is below 2, or the sensitive column is a quasi-identifier or no column of the table.</summary>
    public const string WrongDiversity = "PRV-034";

    /// <summary>A hierarchy does not cover the column: its narrower list has another number of codes than the column allows.</summary>
    public const string HierarchyDoesNotFit = "PRV-035";

    /// <summary>The tables together have more cells or steps than the attack preview can search.</summary>
    public const string AttackTooLarge = "PRV-036";

    /// <summary>What is expected of the release is no usable number: rows, noise or the share of error allowed.</summary>
    public const string WrongExpectation = "PRV-037";

    /// <summary>The published tables contradict each other: no table of persons agrees with all of them.</summary>
    public const string TablesContradict = "PRV-038";

    /// <summary>The sensitive column named has fewer codes than the diversity asked for: no class can reach it.</summary>
    public const string TooFewValues = "PRV-039";

    /// <summary>The tables of a preview are fewer than two or too many, or name columns that are none, stand twice or are more than four.</summary>
    public const string WrongPreview = "PRV-040";
}
