namespace Amparo.Indicators;

/// <summary>Codes of the problems that this library reports.</summary>
public static class IndicatorsProblems
{
    /// <summary>The records have no coded field of that name, so they cannot be counted by it.</summary>
    public const string NoSuchField = "IND-001";

    /// <summary>The indicator restricts a dimension to a code that the field's list does not hold.</summary>
    public const string NoSuchCode = "IND-002";

    /// <summary>The records have no text field of that name, which distinct counting needs to know the subject or its order.</summary>
    public const string NoSubjectField = "IND-003";

    /// <summary>A record does not say whom it is about, so distinct counting cannot place it. The path holds the record's number.</summary>
    public const string SubjectMissing = "IND-004";

    /// <summary>The dimensions span more combinations than can be held in memory; count by fewer.</summary>
    public const string TooManyCombinations = "IND-005";

    /// <summary>A definition's value is not one of those allowed: the measure, the origin, the regime, a date, a number, a view's dimension.</summary>
    public const string ValueNotAllowed = "IND-006";

    /// <summary>A derived indicator needs a table that has not been released. The subject names the table, the path the indicator.</summary>
    public const string TableAbsent = "IND-007";

    /// <summary>A derived indicator names a dimension, or a code of one, that its table does not have. The path names the indicator.</summary>
    public const string DimensionAbsent = "IND-008";
}
