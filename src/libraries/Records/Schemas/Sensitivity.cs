namespace Amparo.Records;

/// <summary>How close a field comes to naming a person. Ordered from the least sensitive to the most.</summary>
public enum Sensitivity
{
    /// <summary>A code that says nothing about the person: country and year of the report (<c>public-code</c>).</summary>
    PublicCode,

    /// <summary>Harmless alone, telling in combination: sex, age, form (<c>quasi-identifier</c>).</summary>
    QuasiIdentifier,

    /// <summary>Names the person or the file: names, documents, date of birth (<c>identifier</c>).</summary>
    Identifier,

    /// <summary>Free text, which can hold anything (<c>free-text</c>).</summary>
    FreeText,
}
