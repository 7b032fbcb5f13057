namespace Amparo.Records;

/// <summary>Codes of the problems that proposing a mapping can meet, beside those of reading the file.</summary>
/// <remarks>Subjects are files and keys of content; never a cell.</remarks>
public static class SuggestionProblems
{
    /// <summary>None of the first rows looks like column names: what stands there may be about persons, so that nothing is proposed from it.</summary>
    public const string HeaderDoubtful = "REC-511";

    /// <summary>The words for proposals name a field, list or code that the schema does not have. The path has the line.</summary>
    public const string WordsUnknown = "REC-512";

    /// <summary>The schema is not one for which mappings can be proposed.</summary>
    public const string SchemaNotServed = "REC-513";
}
