namespace Amparo.Content;

/// <summary>Codes of the problems that the content folder itself can have; what is wrong inside a file has its library's codes.</summary>
public static class ContentProblems
{
    /// <summary>A folder or file that the content must have is not there.</summary>
    public const string Missing = "CNT-001";

    /// <summary>A file exists and could not be read: permissions, or the disk.</summary>
    public const string Unreadable = "CNT-002";

    /// <summary>A table of the content has a row of other columns than its header, or one without its first text. The path names the row.</summary>
    public const string TableUnreadable = "CNT-003";

    /// <summary>There is no mapping of that name under <c>mappings/</c>.</summary>
    public const string NoMapping = "CNT-004";

    /// <summary>The country that was named is not one of the list. The path names those that are.</summary>
    public const string CountryUnknown = "CNT-005";

    /// <summary>Neither the mapping nor the caller says which country the agency is of. The subject is the mapping.</summary>
    public const string CountryNotGiven = "CNT-006";
}
