namespace Amparo.Content;

/// <summary>Codes of the problems that the content folder itself can have; what is wrong inside a file has its library's codes.</summary>
public static class ContentProblems
{
    /// <summary>A folder or file that the content must have is not there.</summary>
    public const string Missing = "CNT-001";

    /// <summary>A file exists and could not be read: permissions, or the disk.</summary>
    public const string Unreadable = "CNT-002";
}
