namespace Amparo.Counting;

/// <summary>Why a table in a database cannot be counted, by code.</summary>
public static class CountingProblems
{
    /// <summary>The table lacks the column named, or the column is not of whole numbers.</summary>
    public const string ColumnUnusable = "SQL-001";

    /// <summary>The column named holds something outside its domain, and no code is declared for it.</summary>
    public const string CodeOutsideDomain = "SQL-002";

    /// <summary>A table asked for has more cells than the limit.</summary>
    public const string TableTooLarge = "SQL-003";

    /// <summary>The table has more distinct rows than the limit.</summary>
    public const string TooManyDistinctRows = "SQL-004";

    /// <summary>A row's person is not said.</summary>
    public const string PersonMissing = "SQL-005";

    /// <summary>There are more than 2,147,483,647 rows.</summary>
    public const string TooManyRows = "SQL-006";
}
