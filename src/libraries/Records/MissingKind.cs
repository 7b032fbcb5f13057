namespace Amparo.Records;

/// <summary>Why a value is missing. The kinds are never merged into one blank: "not asked" is not "refused", and neither is "no".</summary>
/// <remarks>The numbers are part of the coded format: a missing value is stored as minus the number.</remarks>
public enum MissingKind
{
    /// <summary>The cell is empty and nothing says why.</summary>
    Blank = 1,

    /// <summary>The form did not ask.</summary>
    NotAsked = 2,

    /// <summary>Asked, and the answer is not known.</summary>
    Unknown = 3,

    /// <summary>Asked, and the person chose not to answer.</summary>
    Refused = 4,

    /// <summary>The question does not apply to this person.</summary>
    NotApplicable = 5,

    /// <summary>Known to the source and withheld by it.</summary>
    Suppressed = 6,
}
