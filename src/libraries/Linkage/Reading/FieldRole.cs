namespace Amparo.Linkage.Reading;

/// <summary>What a column of a list says about a person.</summary>
public enum FieldRole
{
    /// <summary>Nothing that linkage looks at.</summary>
    Ignored,

    /// <summary>The record's id within its list.</summary>
    Id,

    /// <summary>The list that the record comes from.</summary>
    List,

    /// <summary>Given names; several columns are read in their order.</summary>
    Given,

    /// <summary>Surnames; several columns are read in their order.</summary>
    Surname,

    /// <summary>Sex or gender.</summary>
    Sex,

    /// <summary>The date of birth, complete or not.</summary>
    Birth,

    /// <summary>The year of birth.</summary>
    BirthYear,

    /// <summary>The month of birth.</summary>
    BirthMonth,

    /// <summary>The day of birth.</summary>
    BirthDay,

    /// <summary>Age in years at the date of reference.</summary>
    Age,

    /// <summary>The date of reference: of registration or interview.</summary>
    ReferenceDate,

    /// <summary>Municipality, town or suburb.</summary>
    Place,

    /// <summary>The number of an identity document.</summary>
    Document,

    /// <summary>A telephone number.</summary>
    Phone,

    /// <summary>An electronic address.</summary>
    Email,

    /// <summary>Any other text that two records of one person would share.</summary>
    Text,

    /// <summary>Nationality: names are counted within it.</summary>
    Nationality,

    /// <summary>Who the person really is; used to measure, never to link.</summary>
    Truth,

    /// <summary>Whether the person agreed to be in an encoded list; looked at by nothing else.</summary>
    Consent,
}
