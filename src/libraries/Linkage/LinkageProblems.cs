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

    /// <summary>A blocking key of the configuration names a part that these lists do not have.</summary>
    public const string UnknownKey = "LNK-007";

    /// <summary>A column, list or value of the configuration is not one of those allowed; the path names its line.</summary>
    public const string ConfigurationUnusable = "LNK-008";

    /// <summary>The earlier clusters are not a table of record and cluster, or name a cluster in another way than this program does.</summary>
    public const string PreviousUnusable = "LNK-009";

    /// <summary>The column of the truth is not in any list.</summary>
    public const string NoTruthColumn = "LNK-010";

    /// <summary>There are more lists than combinations can be counted for.</summary>
    public const string TooManyToCount = "LNK-011";

    /// <summary>A list that is declared deduplicated is not among the lists.</summary>
    public const string UnknownList = "LNK-012";

    /// <summary>Two columns that linkage looks at have the same name; the path names the second one's place.</summary>
    public const string ColumnTwice = "LNK-013";
}
