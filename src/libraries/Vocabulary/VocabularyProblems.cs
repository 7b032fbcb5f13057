namespace Amparo.Vocabulary;

/// <summary>Codes of the problems that reading YAML documents and code lists can meet.</summary>
public static class VocabularyProblems
{
    /// <summary>The document is not YAML: a syntax error at the line.</summary>
    public const string NotYaml = "VOC-001";

    /// <summary>The document is longer, deeper or has more parts than any honest content file.</summary>
    public const string DocumentTooLarge = "VOC-002";

    /// <summary>Anchors, aliases and tags are refused: a few lines of them can unfold into gigabytes.</summary>
    public const string AliasOrTag = "VOC-003";

    /// <summary>A key occurs twice in one mapping.</summary>
    public const string KeyTwice = "VOC-004";

    /// <summary>A key that the format does not have: usually a spelling mistake.</summary>
    public const string UnknownKey = "VOC-005";

    /// <summary>A required key is absent or empty.</summary>
    public const string KeyMissing = "VOC-006";

    /// <summary>A text stands where a list or a mapping belongs, or the other way round.</summary>
    public const string WrongShape = "VOC-007";

    /// <summary>A value is not one of those the format allows.</summary>
    public const string ValueNotAllowed = "VOC-008";

    /// <summary>The document is empty, or holds more than one YAML document.</summary>
    public const string NotOneDocument = "VOC-009";

    /// <summary>The Spanish text is missing: it is the source language, and stands in for the others.</summary>
    public const string SpanishMissing = "VOC-010";

    /// <summary>A text has no translation status, or a status is given for a language that has no text at all.</summary>
    public const string StatusMissing = "VOC-011";

    /// <summary>An id is not made of letters, digits and single hyphens, or is reserved (<c>_T</c>, <c>_U</c>).</summary>
    public const string IdNotAllowed = "VOC-012";

    /// <summary>A code occurs twice in a list.</summary>
    public const string CodeTwice = "VOC-013";

    /// <summary>Two code lists have the same id.</summary>
    public const string ListTwice = "VOC-014";

    /// <summary>The file is not named after the id of what it holds.</summary>
    public const string FileNameDiffers = "VOC-015";

    /// <summary>The bytes of the document are not UTF-8.</summary>
    public const string NotUtf8 = "VOC-016";

    /// <summary>A key of the problem sentences is not a problem code such as <c>REC-001</c>.</summary>
    public const string NotAProblemCode = "VOC-017";

    /// <summary>A document names a code list that does not exist: as the one it extends, or as the one it groups.</summary>
    public const string ListUnknown = "VOC-030";

    /// <summary>Code lists extend one another in a circle.</summary>
    public const string ListExtendsItself = "VOC-031";

    /// <summary>A document names a code that its list does not have.</summary>
    public const string CodeUnknown = "VOC-032";

    /// <summary>A hierarchy says nothing about a code of the list that it rolls up.</summary>
    public const string CodeNotPlaced = "VOC-033";

    /// <summary>A standard, or a field within a standard, occurs twice.</summary>
    public const string TermTwice = "VOC-050";

    /// <summary>The standard that all crosswalks lead to is not there.</summary>
    public const string HubMissing = "VOC-051";

    /// <summary>A column for a single code names no code, or one that its list does not have; or another kind of field names one.</summary>
    public const string FlagWithoutCode = "VOC-053";

    /// <summary>An entry names a field, a code or a shared reason that does not exist.</summary>
    public const string TermUnknown = "VOC-054";

    /// <summary>A field or a code of a standard has no entry in its crosswalk: neither a counterpart nor a reason why there is none.</summary>
    public const string TermUnmapped = "VOC-055";

    /// <summary>An entry occurs twice, or says "none" and names a counterpart, here or in another entry of the same term.</summary>
    public const string EntryContradicts = "VOC-056";

    /// <summary>An entry says "none" without a reviewed reason in Spanish and English.</summary>
    public const string ReasonMissing = "VOC-057";

    /// <summary>A standard has no crosswalk to the hub, or two; or a crosswalk leads elsewhere, or belongs to no standard.</summary>
    public const string CrosswalkMissing = "VOC-058";

    /// <summary>Two paths between the same two terms cannot both be right: one of the crosswalks is wrong.</summary>
    public const string PathsContradict = "VOC-059";

    /// <summary>There is no standard of that id.</summary>
    public const string StandardUnknown = "VOC-060";

    /// <summary>A country's profile names a hierarchy of places that there is not, or one that places nothing in the country.</summary>
    public const string PlacesUnknown = "VOC-061";

    /// <summary>A language or a public body stands twice in a country's profile.</summary>
    public const string ProfileTwice = "VOC-062";
}
