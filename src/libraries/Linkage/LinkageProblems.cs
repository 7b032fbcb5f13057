namespace Amparo.Linkage;

/// <summary>Codes of the problems that this library reports.</summary>
public static class LinkageProblems
{
    /// <summary>A column that the linkage needs is missing from the list: the record's id.</summary>
    public const string NoIdColumn = "LNK-001";

    /// <summary>Two records of one list have the same id; the path names the second one's row.</summary>
    public const string DuplicateId = "LNK-002";

    /// <summary>A record has no id, or one that is no id by its length; the path names its row.</summary>
    public const string MissingId = "LNK-003";

    /// <summary>The list has no records.</summary>
    public const string NoRecords = "LNK-004";

    /// <summary>There are more lists than can be told apart; the column that names them holds something else.</summary>
    public const string TooManyLists = "LNK-005";

    /// <summary>The lists share no column by which two records could be compared.</summary>
    public const string NothingToCompare = "LNK-006";
}
