namespace Amparo.Vocabulary.Rules;

/// <summary>Codes of the problems that the decision rules, their case files and the operational indicators can meet.</summary>
public static class RulesProblems
{
    /// <summary>A code list that the rules need is not in the catalogue.</summary>
    public const string ListMissing = "VOC-101";

    /// <summary>An element of a rule has no name in the list <c>rule-element</c>.</summary>
    public const string ElementNameMissing = "VOC-102";

    /// <summary>A field of a case file is none of those that the format has.</summary>
    public const string FieldUnknown = "VOC-103";

    /// <summary>A row names no case, or its case id has signs other than letters, digits, hyphens, dots and slashes.</summary>
    public const string CaseIdMissing = "VOC-104";

    /// <summary>An answer is none of yes, no, unknown or blank.</summary>
    public const string AnswerNotAllowed = "VOC-105";

    /// <summary>A date is not written as year, year and month, or year, month and day with hyphens, or is not in the calendar.</summary>
    public const string DateNotReadable = "VOC-106";

    /// <summary>An age is no whole number from 0 to 120, nor two of them joined by a hyphen; or an age group is none of the two.</summary>
    public const string AgeNotReadable = "VOC-107";

    /// <summary>A source or a confidence is none of the codes of its list.</summary>
    public const string CodeNotInList = "VOC-108";

    /// <summary>A birth date lies after the event that the person was part of.</summary>
    public const string BirthAfterEvent = "VOC-109";

    /// <summary>A field occurs twice, in a header or in a line.</summary>
    public const string FieldTwice = "VOC-110";

    /// <summary>A line of a JSON Lines file is no flat object of texts, whole numbers and true or false.</summary>
    public const string LineNotObject = "VOC-111";

    /// <summary>A line of a JSON Lines file is longer than any honest row.</summary>
    public const string LineTooLong = "VOC-112";

    /// <summary>The file has more rows than one call takes.</summary>
    public const string TooManyRows = "VOC-113";

    /// <summary>An assessment is dated before one that already stands in the sequence.</summary>
    public const string AssessmentOutOfOrder = "VOC-114";

    /// <summary>The file holds no row.</summary>
    public const string NoRows = "VOC-115";

    /// <summary>An indicator of a set has no name in the list of indicators, or stands twice in one dimension.</summary>
    public const string IndicatorNotUsable = "VOC-121";

    /// <summary>A dimension that is said to be complete has another number of indicators than its source.</summary>
    public const string CountDiffers = "VOC-122";

    /// <summary>A dimension is absent, or is none of the six.</summary>
    public const string DimensionNotUsable = "VOC-123";

    /// <summary>An answer names an indicator that the set does not hold.</summary>
    public const string IndicatorUnknown = "VOC-124";
}
