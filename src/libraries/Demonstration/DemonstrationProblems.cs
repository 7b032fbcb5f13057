namespace Amparo.Demonstration;

/// <summary>The codes of what can be wrong with content tables and options of the demonstration.</summary>
public static class DemonstrationProblems
{
    /// <summary>A content table has no header, or lacks a column that is needed; subject: the table, path: the column.</summary>
    public const string ColumnMissing = "DEM-001";

    /// <summary>A row of a content table has more or fewer cells than its header; subject: the table, path: the line.</summary>
    public const string RowMalformed = "DEM-002";

    /// <summary>A weight or share is not a finite number of zero or more; subject: the table, path: the line.</summary>
    public const string WeightInvalid = "DEM-003";

    /// <summary>A code or list that no other table declares; subject: the table, path: the line.</summary>
    public const string CodeUndeclared = "DEM-004";

    /// <summary>A table gives a country, citizenship or list nothing to draw from; subject: the table, path: the key.</summary>
    public const string NothingToDraw = "DEM-005";

    /// <summary>The persons are fewer than one or more than <see cref="DemonstrationOptions.MostPersons"/>; subject: <c>persons</c>.</summary>
    public const string PersonsOutOfRange = "DEM-010";

    /// <summary>A sheet would exceed the row limit; subject: the file. What was written so far must be discarded.</summary>
    public const string SheetFull = "DEM-011";
}
