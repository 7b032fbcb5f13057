namespace Amparo.Linkage.Encoded;

/// <summary>Codes of the problems of linkage by encoded lists.</summary>
public static class EncodedProblems
{
    /// <summary>The file has none of the columns that the schema encodes.</summary>
    public const string NoFields = "LNK-030";

    /// <summary>Fewer than two shares of the key were given: one agency alone must not be able to make the key.</summary>
    public const string TooFewShares = "LNK-031";

    /// <summary>A share cannot be read, is shorter than 32 bytes, or does not agree with its check digits.</summary>
    public const string ShareUnusable = "LNK-032";

    /// <summary>One share was given twice.</summary>
    public const string ShareTwice = "LNK-033";

    /// <summary>There is no encoding schema of this name; the path names those that there are.</summary>
    public const string SchemaUnknown = "LNK-034";

    /// <summary>The list has fewer persons than may be encoded or linked: in a short list membership is nearly the person.</summary>
    public const string ListTooSmall = "LNK-035";

    /// <summary>The file is no encoded list, or its header cannot be read.</summary>
    public const string NotAnEncodedList = "LNK-036";

    /// <summary>A row of an encoded list cannot be read; the path says which.</summary>
    public const string BrokenRow = "LNK-037";

    /// <summary>The lists were encoded under different keys, so that nothing in them can be compared.</summary>
    public const string OtherKey = "LNK-038";

    /// <summary>The lists were encoded by different schemas or versions of one schema.</summary>
    public const string OtherSchema = "LNK-039";

    /// <summary>The lists were encoded with different lengths, hardening or salt.</summary>
    public const string OtherSettings = "LNK-040";

    /// <summary>One encoded list was given twice, or two lists have rows in common.</summary>
    public const string SameList = "LNK-041";

    /// <summary>A list is not declared free of duplicates; its own persons must be linked at the agency first.</summary>
    public const string NotDeduplicated = "LNK-042";

    /// <summary>Fewer than two lists, or more than ten.</summary>
    public const string WrongNumberOfLists = "LNK-043";

    /// <summary>The list holds nobody who may be encoded.</summary>
    public const string EmptyList = "LNK-045";

    /// <summary>The file is of a newer form than this version reads.</summary>
    public const string NewerForm = "LNK-047";

    /// <summary>The settings of the encoding contradict each other or are outside their range.</summary>
    public const string WrongSettings = "LNK-048";
}
