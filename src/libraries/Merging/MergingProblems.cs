namespace Amparo.Merging;

/// <summary>Codes of the problems that this library reports.</summary>
public static class MergingProblems
{
    /// <summary>Two lists of one country have the same name. The subject is the name, the path the country.</summary>
    public const string ListTwice = "MRG-001";

    /// <summary>Records of the lists have an id that another record has. The path tells how many.</summary>
    public const string RecordTwice = "MRG-002";

    /// <summary>A list lacks a field that persons are found by. The subject is the field, the path the list's name.</summary>
    public const string FieldMissing = "MRG-003";

    /// <summary>Records of a list are of another country than the list. The subject is the field, the path the list's name.</summary>
    public const string OtherCountry = "MRG-004";

    /// <summary>A record has no id. The subject is the field, the path the list's name.</summary>
    public const string RecordWithoutId = "MRG-005";
}
