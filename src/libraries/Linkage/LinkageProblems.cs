namespace Amparo.Linkage;

/// <summary>Codes of the problems that this library reports.</summary>
public static class LinkageProblems
{
    /// <summary>A column that the linkage needs is missing from the list: the record's id.</summary>
    public const string NoIdColumn = "LNK-001";

    /// <summary>Two records of one list have the same id; the path names the second one's row.</summary>
    public const string DuplicateId = "LNK-002";
}
