namespace Amparo.Records.Tables;

/// <summary>Codes of the problems that reading aggregate tables and registers can meet.</summary>
/// <remarks>
/// What is wrong with the form of a declaration has <c>VOC-</c> codes. Subjects are files, columns and lists; paths are line numbers.
/// Never a cell.
/// </remarks>
public static class TableProblems
{
    /// <summary>The table needs a code list that does not exist. The subject names the list.</summary>
    public const string ListMissing = "REC-401";

    /// <summary>
    /// A dimension is limited to a code that its list does not have, or read by a rule that names such a code or a standard without codes in
    /// the list. The subject names the dimension.
    /// </summary>
    public const string ScopeUnknown = "REC-402";

    /// <summary>The table lacks a declared column. The subject names it.</summary>
    public const string ColumnMissing = "REC-403";

    /// <summary>The table has a column that is not declared, or one twice. The path says which, counted from one.</summary>
    public const string ColumnRefused = "REC-404";

    /// <summary>A line has more or fewer cells than there are columns, or stray quotation marks.</summary>
    public const string LineRefused = "REC-405";

    /// <summary>A cell holds a code that its list does not have, or that lies outside the declared scope.</summary>
    public const string CodeUnknown = "REC-406";

    /// <summary>A cell holds no number of the table's measure: counts are whole, shares end at one, none is negative.</summary>
    public const string NumberRefused = "REC-407";

    /// <summary>The lower bound exceeds the upper one, or one of the two is missing.</summary>
    public const string BoundsRefused = "REC-408";

    /// <summary>Two lines speak of the same cell of the table, or of the same key of the register. The path names the second.</summary>
    public const string LineTwice = "REC-409";

    /// <summary>A line speaks of a cell that no declared view publishes.</summary>
    public const string OutsideViews = "REC-410";

    /// <summary>The table has no lines.</summary>
    public const string Empty = "REC-411";

    /// <summary>A cell of a register holds no date: a year, a year and month, or a day, in ISO 8601.</summary>
    public const string DateRefused = "REC-412";

    /// <summary>A register lacks a cell that its declaration requires.</summary>
    public const string CellMissing = "REC-413";

    /// <summary>The bytes of the table are not in the encoding that the caller reads it with.</summary>
    public const string WrongEncoding = "REC-414";
}
